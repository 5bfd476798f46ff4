// Interruptions at tencentcloud-vpc-v2, of real provider processes.
import { describeProcesses } from "./matrix.ts";

describeProcesses("tencentcloud-vpc-v2");
