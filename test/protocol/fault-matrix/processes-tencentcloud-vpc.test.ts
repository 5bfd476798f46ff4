// Interruptions at tencentcloud-vpc, of real provider processes.
import { describeProcesses } from "./matrix.ts";

describeProcesses("tencentcloud-vpc");
