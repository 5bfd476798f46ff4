// The real clock and network, for tests that ask a metadata service of their own on this machine.
import { systemClock } from "../../provider/http/clock.ts";
import { gotTransport } from "../../provider/http/got-transport.ts";

export const realAccess = { clock: systemClock, transport: gotTransport() };
