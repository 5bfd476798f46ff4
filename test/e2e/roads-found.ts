// Questions that the tests of roads.ts ask of what a step found.
import { plansIn } from "./plan-lines.ts";
import { eniOf } from "./roads-program.ts";
import type { Found } from "./roads.ts";

const label = (name: string): string => `[eni-attachment alicloud-ecs/cn-hangzhou/${eniOf(name)}]`;

/** Calls that change something for the ENI of this name, as `Attach i-a`. */
export function changesOf({ changes }: Pick<Found, "changes">, name: string): string[] {
  const words = changes.map((change) => change.split(" "));
  return words.filter(([, eni]) => eni === eniOf(name)).map(([what, , instance]) => `${what} ${instance}`);
}

/** All calls that name it. */
export function callsOf({ calls }: Pick<Found, "calls">, name: string): string[] {
  return calls.filter(({ enis }) => enis.includes(eniOf(name))).map(({ action }) => action);
}

/** The instance that has it, or `free`. */
export function placeOf({ places }: Pick<Found, "places">, name: string): string | undefined {
  return places[eniOf(name)];
}

export function planOf({ output }: Pick<Found, "output">, name: string): string | undefined {
  return plansIn(output)[label(name)];
}

/** Lines about it that are no plan, each once. */
export function linesOf({ output }: Pick<Found, "output">, name: string): string[] {
  const [, ...after] = output.split(`${label(name)} `);
  const texts = after.map((text) => text.slice(0, text.indexOf("\n")));
  return [...new Set(texts.filter((text) => !text.startsWith("plan: ")))];
}
