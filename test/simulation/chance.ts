// Chance that repeats itself: the same seed gives the same numbers, whatever machine it runs on.
import type { Random } from "../../provider/http/clock.ts";
import { seeded } from "../unit/fakes.ts";

/** UUIDs in the order of their making. */
export function countedIds(space: number): () => string {
  let count = 0;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  return () => `${hex(space, 8)}-0000-4000-8000-${hex((count += 1), 12)}`;
}

/** Jitter and nonces of one provider process. */
export function chanceOf(seed: number, process: number): Random {
  const fraction = seeded(Math.imul(seed, 31) + process);
  return { fraction, uuid: countedIds(process) };
}
