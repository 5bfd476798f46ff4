// Each state that the engine wrote in one command: told to retain its checkpoints, the file backend keeps a copy of every one.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stateOf } from "./checkpoint.ts";
import type { Snapshot } from "./model/stack.ts";

export const retaining = { PULUMI_DIY_BACKEND_RETAIN_CHECKPOINTS: "true" };

/** Takes the copies away and returns what they say, in the order in which they were written. @param file the checkpoint itself. */
export function takeRetained(file: string): Snapshot[] {
  const folder = dirname(file);
  // A copy has the name of the file, and the time in nanoseconds.
  const isCopy = (name: string) => name.startsWith(`${basename(file)}.`) && /\.\d+$/.test(name);
  const copies = readdirSync(folder).filter(isCopy).sort();
  const texts = copies.map((name) => readFileSync(join(folder, name), "utf8"));
  for (const name of copies) for (const one of [name, `${name}.attrs`]) rmSync(join(folder, one), { force: true });
  // The copy is written last: an engine that was killed may have left it half written, or not begun.
  const last = existsSync(file) ? [readFileSync(file, "utf8")] : [];
  return [...texts.filter((text, index) => index < texts.length - 1 || isWhole(text)), ...last].map((text) =>
    stateOf(JSON.parse(text)),
  );
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
