// The same for the program `eni-attachment`: one line, and no trace of an exception.
import { complaintOf } from "../require/node-version.cjs";

const complaint = complaintOf(process.versions.node);
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
