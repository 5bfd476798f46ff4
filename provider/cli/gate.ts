// Checks the version of Node.js for the program `eni-attachment`: on one that is too old it prints one line and exits.
import { complaintOf } from "../require/node-version.cjs";

const complaint = complaintOf(process.versions.node);
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
