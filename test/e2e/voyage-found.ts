// Questions that the tests of a voyage ask of what a step found.
import { expect } from "@jest/globals";
import type { Fleet, Ship } from "./fleet.ts";
import { plansIn } from "./plan-lines.ts";
import { TYPE } from "./setting.ts";
import type { StateResource } from "./stack-files.ts";
import type { Found } from "./voyage.ts";

export const names = (ships: readonly Ship[]) => ships.map(({ name }) => name).sort();
export const stored = ({ state }: Pick<Found, "state">): Record<string, StateResource | undefined> =>
  Object.fromEntries(state.resources.map((one) => [one.urn.split("::").at(-1) ?? "", one]));
export const ours = ({ state }: Found) => state.resources.filter(({ type }) => type === TYPE);
export const withoutCodes = (calls: string[]) => calls.map((call) => call.replace(/ \(.*\)$/, ""));
export const callsOf = ({ calls }: Pick<Found, "calls">, ships: readonly Ship[]) =>
  calls.filter(({ eni }) => ships.some((ship) => ship.eni === eni));

/** The plan of each attachment that has one, with sides in place of instances. */
export function wordsOf(fleet: Fleet, { output }: Found): Record<string, string> {
  const plans = plansIn(output);
  const lines = fleet.ships.map((ship) => {
    const plan = plans[ship.label] ?? "";
    return [ship.name, plan.replaceAll(/\b(i|ins|ein|zec)-(\w)\2+\b/g, "$2").replaceAll(ship.eni, "it")];
  });
  return Object.fromEntries(lines.filter(([, plan]) => plan !== "")) as Record<string, string>;
}

export const expectNothingSent = (fleet: Fleet, { log }: Found) => expect(log).toEqual(fleet.everywhere([]));
