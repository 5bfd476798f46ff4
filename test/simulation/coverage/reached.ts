// What a campaign reached: how often each plan branch, each meaning of an error code and each kind of step.

/** Each is a list of names; which ones are wanted is in wanted.ts. */
export const sections = ["plan branches", "error meanings", "kinds of step"] as const;
export type Section = (typeof sections)[number];

export type Reached = Record<Section, Record<string, number>>;

export function nothingReached(): Reached {
  return { "plan branches": {}, "error meanings": {}, "kinds of step": {} };
}

export function reach(reached: Reached, section: Section, name: string): void {
  reached[section][name] = (reached[section][name] ?? 0) + 1;
}
