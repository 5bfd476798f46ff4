// Interruptions at alicloud-ecs, of real provider processes; and faults of each kind.
import { describeProcesses } from "./matrix.ts";

describeProcesses("alicloud-ecs", { faults: true });
