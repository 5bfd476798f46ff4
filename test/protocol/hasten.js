// Loaded into a provider process (NODE_OPTIONS=--import): its sleeps of ten seconds and more (or of HASTEN_FROM milliseconds) take a
// hundredth of that, and are told on standard output.
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";
import timers from "node:timers/promises";

const from = Number(process.env["HASTEN_FROM"] ?? 10_000);
const sleep = timers.setTimeout;
timers.setTimeout = async (ms, ...rest) => {
  if (ms < from) return sleep(ms, ...rest);
  process.stdout.write(`sleeps ${ms} ms\n`);
  return sleep(ms / 100, ...rest);
};
syncBuiltinESMExports();
