// What the real engine did on the roads of roads.ts, as recorded.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fileOf } from "./roads.ts";
import type { Transcript } from "./transcript.ts";

export interface Trace {
  readonly road: string;
  /** Its version. */
  readonly engine: string;
  /** Of each line of the script. */
  readonly transcript: readonly Transcript[];
}

const lines = z.array(z.string());
const file = z.object({
  road: z.string(),
  engine: z.string(),
  command: z.string(),
  transcript: z.array(
    z.object({ succeeded: z.boolean(), calls: lines, state: lines, writes: z.array(lines).optional() }),
  ),
});

export const traceFolder = join(import.meta.dirname, "traces");

export function writeTrace({ road, engine, transcript }: Trace): void {
  const command = `npm run engine-model -- --record ${road.includes(" ") ? JSON.stringify(road) : road}`;
  const text = JSON.stringify({ road, engine, command, transcript }, undefined, 1);
  writeFileSync(join(traceFolder, fileOf(road)), `${text}\n`);
}

export function readTrace(road: string): Trace {
  return file.parse(JSON.parse(readFileSync(join(traceFolder, fileOf(road)), "utf8")));
}
