// Faults at tencentcloud-ecm, in this process and in virtual time.
import { describeFaults } from "./matrix.ts";

describeFaults("tencentcloud-ecm");
