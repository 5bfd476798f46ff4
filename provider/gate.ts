// The first import of each entry. It throws when Node.js is too old: later imports use features that such a version lacks, and would
// fail anywhere, or hang.
import { errorOf } from "./require/node-version.cjs";

const error = errorOf(process.versions.node);
if (error) throw error;
