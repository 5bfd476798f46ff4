// Interruptions at zenlayer-zec, of real provider processes.
import { describeProcesses } from "./matrix.ts";

describeProcesses("zenlayer-zec");
