// Loaded into a provider process (NODE_OPTIONS=--import): writes down each operation that misses its engine. Nobody else sees that
// of a provider whose engine is gone, for its output has no reader.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import process from "node:process";

const file = process.env.MISSED_ENGINE;
if (file !== undefined && process.argv[1]?.includes("dynamic-provider")) {
  subscribe("pulumi-eni-attachment:engine-missed", () => appendFileSync(file, "missed\n"));
}
