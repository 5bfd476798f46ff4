// Chance that repeats itself: the same seed gives the same numbers, whatever machine it runs on.
import type { Random } from "../../provider/http/clock.ts";

/** Numbers in [0, 1) (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** UUIDs in the order of their making. */
export function countedIds(space: number): () => string {
  let count = 0;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  return () => `${hex(space, 8)}-0000-4000-8000-${hex((count += 1), 12)}`;
}

/** Jitter and nonces of one provider process. */
export function chanceOf(seed: number, process: number): Random {
  const fraction = numbers(Math.imul(seed, 31) + process);
  return { fraction, uuid: countedIds(process) };
}
