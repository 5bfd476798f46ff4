// Interruptions at tencentcloud-ecm, of real provider processes.
import { describeProcesses } from "./matrix.ts";

describeProcesses("tencentcloud-ecm");
