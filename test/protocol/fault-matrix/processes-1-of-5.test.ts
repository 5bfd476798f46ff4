// A share of the interruptions of real provider processes, with faults of each kind.
import { describeProcesses, shareOfFile } from "./matrix.ts";

describeProcesses(shareOfFile(import.meta.filename));
