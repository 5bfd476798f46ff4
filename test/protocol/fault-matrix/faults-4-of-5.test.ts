// A share of the faults of every vendor, in this process and in virtual time.
import { describeFaults, shareOfFile } from "./matrix.ts";

describeFaults(shareOfFile(import.meta.filename));
