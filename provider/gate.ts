// Comes first in each entry, and throws where Node.js is too old: what comes after it uses what such a Node.js has not, and would fail
// anywhere, or wait for ever.
import { errorOf } from "./require/node-version.cjs";

const error = errorOf(process.versions.node);
if (error) throw error;
