// Loaded into a provider process (NODE_OPTIONS=--import): the engine has nine seconds to take a warning, so that a busy machine does
// not turn one into a printed line.
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

/** Of provider/engine/engine-log.ts, in milliseconds. */
const limit = 200;

const sleep = timers.setTimeout;
timers.setTimeout = (ms, ...rest) => sleep(ms === limit ? 9_000 : ms, ...rest);
syncBuiltinESMExports();
