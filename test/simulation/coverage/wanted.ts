// What the campaigns of the fixed seeds have to reach: each vendor by itself, or, what comes together seldom, all of them
// together. What a vendor cannot have stands here with the reason; reaching it all the same is a failure too.
import type { Meaning } from "../../../provider/http/meaning.ts";
import type { Setting } from "../settings.ts";
import { codesByMeaning, settings } from "../settings.ts";
import { planBranches } from "./plan-branches.ts";
import type { Reached, Section } from "./reached.ts";
import { sections } from "./reached.ts";
import { steps } from "./steps.ts";

const calls = ["attach", "detach", "question"] as const;
export const meanings: Readonly<Record<Meaning, true>> = {
  throttled: true,
  transient: true,
  credentials: true,
  forbidden: true,
  goneEni: true,
  goneInstance: true,
  notAttached: true,
  eniState: true,
  instanceState: true,
  busy: true,
  refused: true,
};

const everything: Readonly<Record<Section, readonly string[]>> = {
  "plan branches": planBranches,
  "error meanings": calls.flatMap((call) => Object.keys(meanings).map((meaning) => `${call}: ${meaning}`)),
  "kinds of step": steps,
};

interface Exception {
  readonly section: Section;
  readonly names: RegExp;
  /** Whom it is about. */
  readonly of: (setting: Setting) => boolean;
  readonly because: string;
}

const ofAll = () => true;
const hasNoPlacement = ({ vendor }: Setting) => vendor.placement.length === 0;
const hidesTransitions = ({ vendor }: Setting) => !vendor.showsTransitions;

const cannot: readonly Exception[] = [
  {
    section: "plan branches",
    names: /: pending /,
    of: ofAll,
    because: "the local cloud has no ENI that is being created",
  },
  {
    section: "plan branches",
    names: /: (attaching|detaching|deleting|unknown) /,
    of: hidesTransitions,
    because: "its list has no state word",
  },
  {
    section: "plan branches",
    names: /^destroy: detached -> detach from ours$/,
    of: (setting) => !hidesTransitions(setting),
    because: "an attach under way shows, so nothing has to be tried",
  },
  {
    section: "plan branches",
    names: /: attached -> detach from the target/,
    of: hasNoPlacement,
    because: "no argument says where on the instance the ENI sits",
  },
  {
    section: "plan branches",
    names: /serviceManaged/,
    of: ({ case: { ids } }) => ids.managed === undefined,
    because: "its API does not tell of other services' ENIs",
  },
  {
    section: "kinds of step",
    names: /reattach/,
    of: hasNoPlacement,
    because: "no argument says where on the instance the ENI sits",
  },
  {
    section: "kinds of step",
    names: /^plan line: wait$/,
    of: hidesTransitions,
    because: "its list has no state word",
  },
  {
    section: "error meanings",
    names: /^question: notAttached$/,
    of: ofAll,
    because: "its codes are a detach's: as an answer to a question they would be another vendor's",
  },
  {
    section: "error meanings",
    names: /^question: goneEni$/,
    of: ({ case: { unknownEni } }) => unknownEni === "empty list",
    because: "an unknown id is not an error but an empty list",
  },
];

/** Wanted of all vendors together: comes by chance alone, and seldom. */
const seldom: Readonly<Record<Section, RegExp>> = {
  "plan branches": /^$/,
  // An unknown id is a code at some vendors, and an empty list at others, whichever of two products is asked.
  "error meanings": /^question: goneInstance$/,
  "kinds of step":
    /(provider|engine) killed$|^create (in a|first in a|after half a) replacement: |^delete (in a forced|last in a) replacement: |^delete of what the program lost: fails$|^update \(.*\): fails$|^update \((none|move|reattach)\): nothing to call$/,
};

const hasMeaning = (setting: Setting, name: string): boolean => {
  const [call, meaning] = name.split(": ") as [(typeof calls)[number], Meaning];
  const { actions, otherActions } = setting.case;
  const asked = call === "question" ? [actions.describe, ...otherActions] : [actions[call]];
  return asked.some((action) => codesByMeaning(setting, action).has(meaning));
};

/** Why this vendor cannot have it; undefined when it can. */
function whyNot(setting: Setting, section: Section, name: string): string | undefined {
  if (section === "error meanings" && !hasMeaning(setting, name)) return "no code of its tables means that";
  return cannot.find((one) => one.section === section && one.names.test(name) && one.of(setting))?.because;
}

/** One thing that may be reached, with how often each vendor did; a vendor that cannot has no count. */
export interface Row {
  readonly name: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
  /** What is wrong with it, a line each. */
  readonly missing: readonly string[];
}

/** @param reached by vendor. */
export function rowsOf(section: Section, reached: ReadonlyMap<string, Reached>): Row[] {
  const played = settings.filter((one) => reached.has(one.case.vendor));
  const names = new Set([...everything[section], ...[...reached.values()].flatMap((one) => Object.keys(one[section]))]);
  return [...names].map((name) => {
    const counts = new Map<string, number>();
    const missing: string[] = [];
    for (const setting of played) {
      const { vendor } = setting.case;
      const count = reached.get(vendor)?.[section][name] ?? 0;
      const because = whyNot(setting, section, name);
      if (because === undefined) counts.set(vendor, count);
      else if (count > 0) missing.push(`${vendor} reaches "${name}", and cannot (${because})`);
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (everything[section].includes(name)) {
      if (seldom[section].test(name)) {
        if (counts.size > 0 && total === 0) missing.push(`no vendor reaches "${name}"`);
      } else
        missing.push(
          ...[...counts].filter(([, count]) => count === 0).map(([vendor]) => `${vendor} does not reach "${name}"`),
        );
    }
    return { name, counts, total, missing };
  });
}

/** What is wanted and was not reached, a line each. */
export function missingOf(reached: ReadonlyMap<string, Reached>): string[] {
  return sections.flatMap((section) =>
    rowsOf(section, reached).flatMap(({ missing }) => missing.map((line) => `${section}: ${line}`)),
  );
}
