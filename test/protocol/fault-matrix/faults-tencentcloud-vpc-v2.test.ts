// Faults at tencentcloud-vpc-v2, in this process and in virtual time.
import { describeFaults } from "./matrix.ts";

describeFaults("tencentcloud-vpc-v2");
