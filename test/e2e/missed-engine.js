// Loaded into each process of a program (NODE_OPTIONS=--import): writes down each operation of a provider that misses its engine.
// Nothing else shows that, since the output of a provider whose engine is gone has no reader.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import process from "node:process";
import { setInterval } from "node:timers";

const file = process.env.MISSED_ENGINE;
if (file !== undefined) {
  subscribe("pulumi-eni-attachment:engine-missed", () => appendFileSync(file, "missed\n"));
}

// Tests look at an orphan for as long as they like: it is kept from ending itself, as by another library that is at work.
if (process.argv[1]?.includes("dynamic-provider")) setInterval(() => undefined, 3_600_000);
