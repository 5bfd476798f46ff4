// What a trial says before it begins: its steps, what follows from them, and what to use it on.
import type { ObservedEni } from "../../vendors/vendor.ts";
import type { Situation } from "./situation.ts";

export function announcement(situation: Situation, observed: ObservedEni): string {
  const { vendor, eni, from, to, origin } = situation;
  const leave = origin === "" || origin === from ? [] : [`detach ${eni} from ${origin}, where it is now`];
  const steps = [
    ...leave,
    origin === from ? `take ${eni} as attached to ${from} (A), where it is now` : `attach ${eni} to ${from} (A)`,
    "look at it",
    `move it to ${to} (B): detach, then attach`,
    "look at it",
    "detach it",
    ...(origin === "" ? [] : [`attach it to ${origin} again`]),
  ];
  const follows = vendor.afterDetach(observed).map(({ text }) => text);
  return [
    `This trial will, at ${vendor.title}:`,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    "An added interface can change the routes inside a guest: use instances that serve nothing.",
    ...(follows.length === 0 ? [] : [`What follows from each detach: ${follows.join("; ")}.`]),
    "If it fails, or at Ctrl-C, the ENI is put back as it is now, as far as that can be done.",
    "",
  ]
    .map((line) => `${line}\n`)
    .join("");
}
