// Faults at tencentcloud-vpc, in this process and in virtual time.
import { describeFaults } from "./matrix.ts";

describeFaults("tencentcloud-vpc");
