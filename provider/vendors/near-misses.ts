// "Did you mean …?": the known word that an unknown one was probably meant to be.
import { closest, distance } from "fastest-levenshtein";

/** The known word that takes at most two changes, and fewer than a third of its letters; undefined when there is none. */
export function nearMiss(word: string, known: readonly string[]): string | undefined {
  if (word === "" || known.length === 0) return undefined;
  const lower = word.toLowerCase();
  // Compared without case, and by the beginning: "tencentcloud" for "tencentcloud-vpc".
  const same = known.find((one) => one.toLowerCase() === lower);
  if (same !== undefined) return same;
  const nearest = closest(
    lower,
    known.map((one) => one.toLowerCase()),
  );
  const changes = distance(lower, nearest);
  if (changes > 2 || changes * 3 > nearest.length)
    return known.find((one) => one.toLowerCase().startsWith(`${lower}-`));
  return known.find((one) => one.toLowerCase() === nearest);
}

/** The same, but undefined when another known word is as near: the number meant by "ap-southeast-9" is unclear. */
export function onlyNearMiss(word: string, known: readonly string[]): string | undefined {
  const near = nearMiss(word, known);
  if (near === undefined) return undefined;
  const changes = (one: string) => distance(word.toLowerCase(), one.toLowerCase());
  return known.some((other) => other !== near && changes(other) <= changes(near)) ? undefined : near;
}

/** The question as a part of a message; empty when no known word is near. */
export function didYouMean(word: unknown, known: readonly string[]): string {
  const near = typeof word === "string" ? nearMiss(word, known) : undefined;
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
