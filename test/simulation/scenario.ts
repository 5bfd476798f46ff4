// A scenario as data, and how chance makes one: a world, then acts, each with edits of the program, faults, interference from
// outside, perhaps a crash, and a run.
import fc from "fast-check";
import type { FaultRuleInput } from "../../simulator/world/faults.ts";
import { goodInstances, secrets } from "./settings.ts";
import type { Setting } from "./settings.ts";

export interface Edit {
  readonly name: number;
  /** Undefined: the resource is removed. */
  readonly wanted:
    | {
        readonly eni: number;
        readonly to: number;
        readonly onConflict: "fail" | "takeOver" | null;
        readonly attach: string | null;
        readonly detach: string | null;
        readonly rollback: boolean | null;
        readonly preflight: boolean | null;
        readonly placement: number;
      }
    | undefined;
}

export type Trouble =
  | { readonly kind: "unreachable"; readonly requests: number }
  | { readonly kind: "rule"; readonly rule: FaultRuleInput };

export interface Behaviour {
  readonly eni: number;
  readonly behaviours: Readonly<Record<string, unknown>>;
}

export interface Interference {
  readonly at: number;
  readonly what: "place" | "free" | "deleteEni" | "start" | "stop" | "restart" | "release";
  readonly eni: number;
  readonly instance: number;
}

export interface Crash {
  readonly of: "engine" | "provider" | "both";
  /** After so many calls, or after so many milliseconds. */
  readonly after: "calls" | "ms";
  readonly count: number;
}

export interface Act {
  readonly pause: number;
  readonly edits: readonly Edit[];
  readonly troubles: readonly Trouble[];
  readonly behaviours: readonly Behaviour[];
  readonly outside: readonly Interference[];
  readonly crash: Crash | null;
  readonly run: "up" | "upRefresh" | "refresh" | "destroy" | "destroyRefresh" | "preview";
  /** Troubles that are not used up end with the run, or stay. */
  readonly troublesStay: boolean;
}

export interface Scenario {
  readonly seed: number;
  readonly world: Readonly<Record<string, unknown>>;
  /** Index of the instance that has each ENI at the beginning. */
  readonly holders: readonly (number | null)[];
  readonly stale: Readonly<Record<string, unknown>> | null;
  readonly longestLag: number;
  /** No crash, nobody else at work, no answer that is behind or late: then the state alone has to suffice, without a refresh. */
  readonly onlyFaults: boolean;
  readonly acts: readonly Act[];
}

/** Null so many times as often. */
const seldom = <T>(weight: number, arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const often = <T>(...choices: readonly (readonly [number, T])[]) =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const good = fc.nat({ max: goodInstances - 1 });
const anyInstance = fc.oneof(
  { weight: 7, arbitrary: good },
  { weight: 1, arbitrary: fc.integer({ min: goodInstances, max: 5 }) },
);
const anyEni = fc.oneof({ weight: 30, arbitrary: fc.nat({ max: 2 }) }, { weight: 1, arbitrary: fc.constant(3) });

const edit = (setting: Setting): fc.Arbitrary<Edit> =>
  fc.record({
    name: fc.nat({ max: 3 }),
    wanted: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          eni: anyEni,
          to: anyInstance,
          onConflict: often([4, null], [2, "takeOver" as const], [1, "fail" as const]),
          attach: often([1, null], [3, "2m"], [2, "30s"], [1, "4s"]),
          detach: often([1, null], [3, "2m"], [2, "30s"], [1, "4s"]),
          rollback: often([2, null], [1, false], [1, true]),
          preflight: often([2, null], [1, false]),
          placement: fc.nat({ max: setting.placements.length - 1 }),
        }),
      },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  });

/** Codes that the vendor may answer although the ENI is there and attached; a lie about that is no fault but another vendor. */
function honestCodes({ vendor, case: { region = "global" } }: Setting, action: string): string[] {
  const api = vendor.api(vendor.origin(region), region);
  return Object.keys(vendor.errors).filter((code) => {
    const { meaning } = api.interpret(code, action, 400);
    return meaning !== "goneEni" && meaning !== "notAttached";
  });
}

function trouble(setting: Setting): fc.Arbitrary<Trouble> {
  const applied = fc.boolean();
  const kinds = (action: string): fc.Arbitrary<Record<string, unknown>> =>
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("error"),
          code: fc.constantFrom(...honestCodes(setting, action)),
          message: fc.constantFrom("It failed.", `signed by ${secrets.join(" with ")}`),
        }),
      },
      { weight: 2, arbitrary: fc.constantFrom({ kind: "throttle" }, { kind: "throttle", retryAfterMs: 4_000 }) },
      { weight: 2, arbitrary: fc.constantFrom({ kind: "dropBefore" }, { kind: "dropAfter" }, { kind: "garbage" }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("html502", "hang", "serverError"), applied }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("delay"), ms: fc.integer({ min: 50, max: 120_000 }) }) },
      { weight: 1, arbitrary: fc.constantFrom({ kind: "edge" }, { kind: "edge", page: "blocked" }) },
      { weight: 1, arbitrary: fc.constant({ kind: "unknownState" }) },
    );
  const rule = fc.constantFrom(...setting.actions).chain((action) =>
    fc
      .record({
        kind: kinds(action),
        times: often([4, 1], [2, 2], [2, 4], [1, 12], [1, null]),
        skip: often([4, 0], [1, 1], [1, 3], [1, 10]),
      })
      .map(({ kind, times, skip }): Trouble => {
        const parts = { ...kind, match: { action }, skip, ...(times === null ? {} : { times }) };
        return { kind: "rule", rule: parts as FaultRuleInput };
      }),
  );
  return fc.oneof(
    { weight: 9, arbitrary: rule },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("unreachable" as const), requests: fc.integer({ min: 1, max: 9 }) }),
    },
  );
}

const times = often<number | string>([3, 1], [1, 2], [1, "always"]);
const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  eni: fc.nat({ max: 2 }),
  behaviours: fc.oneof(
    fc.record({ attachFallsBack: times }),
    fc.record({ detachFallsBack: times }),
    fc.record({ attachSticks: times }),
    fc.record({ detachSticks: times, detachReissues: often<number | string>([2, 1], [1, 3], [1, "never"]) }),
  ),
});

const moment = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400_000 }) },
);
const interference: fc.Arbitrary<Interference> = fc.record({
  at: moment,
  what: often<Interference["what"]>([6, "place"], [4, "free"], [2, "stop"], [2, "start"], [2, "restart"], [1, "deleteEni"], [1, "release"]), // prettier-ignore
  eni: fc.nat({ max: 2 }),
  instance: good,
});

const crash: fc.Arbitrary<Crash> = fc.record({
  of: fc.constantFrom("engine", "provider", "both"),
  after: fc.constantFrom("calls", "ms"),
  count: fc.integer({ min: 1, max: 40 }),
});

const act = (setting: Setting): fc.Arbitrary<Act> =>
  fc.record({
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30_000 })),
    edits: fc.array(edit(setting), { maxLength: 3 }),
    troubles: fc.array(trouble(setting), { maxLength: 2 }),
    behaviours: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(behaviour, { maxLength: 2 }) },
    ),
    outside: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(interference, { maxLength: 3 }) },
    ),
    crash: seldom(2, crash),
    run: often<Act["run"]>([8, "up"], [3, "upRefresh"], [2, "refresh"], [1, "destroy"], [1, "destroyRefresh"], [1, "preview"]), // prettier-ignore
    troublesStay: fc.boolean(),
  });

const switches = fc.record({
  detachedInstanceId: fc.constantFrom("empty", "absent", "null"),
  instanceIdClears: fc.constantFrom("whenAvailable", "whenDetaching"),
  instanceIdAppears: fc.constantFrom("whenAttaching", "whenInUse"),
});
const tasks = fc.record({
  ends: fc.constantFrom("together", "before", "after"),
  byMs: fc.constantFrom(500, 3_000),
  exclusive: fc.boolean(),
});

export function scenarios(setting: Setting): fc.Arbitrary<Scenario> {
  const { vendor } = setting.case;
  const world = fc
    .record({
      attachMs: fc.integer({ min: 0, max: 15_000 }),
      detachMs: fc.integer({ min: 0, max: 15_000 }),
      switches,
      tasks,
      face: fc.constantFrom(...setting.faces),
      documented: fc.boolean(),
    })
    .map(({ attachMs, detachMs, face, documented, ...more }) => ({
      ...more,
      latency: { attachMs, detachMs },
      faces: { [vendor]: face },
      limits: { documented },
    }));
  return fc.record({
    seed: fc.nat({ max: 0xffffff }),
    world,
    holders: fc.tuple(seldom(2, good), seldom(2, good), seldom(2, good)),
    stale: seldom(
      2,
      fc.record({
        reads: fc.integer({ min: 1, max: 4 }),
        shows: fc.constantFrom("previous", "original", "empty"),
        after: fc.constantFrom("call", "completion", "both"),
      }),
    ),
    longestLag: often([2, 0], [2, 100], [2, 900], [1, 5_000]),
    onlyFaults: often([2, false], [1, true]),
    acts: fc.array(act(setting), { minLength: 1, maxLength: 8, size: "max" }),
  });
}
