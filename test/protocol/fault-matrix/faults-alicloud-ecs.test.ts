// Faults at alicloud-ecs, in this process and in virtual time.
import { describeFaults } from "./matrix.ts";

describeFaults("alicloud-ecs");
