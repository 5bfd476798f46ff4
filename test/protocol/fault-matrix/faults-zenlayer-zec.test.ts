// Faults at zenlayer-zec, in this process and in virtual time.
import { describeFaults } from "./matrix.ts";

describeFaults("zenlayer-zec");
