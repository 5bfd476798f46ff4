// A scenario as data, and how chance makes one: a world, then acts, each with edits of the program, faults, interference from
// outside, perhaps a crash, and a run.
import fc from "fast-check";
import type { FaultRuleInput } from "../../simulator/world/faults.ts";
import type { Meaning } from "../../provider/http/meaning.ts";
import { codesByMeaning, goodEnis, goodInstances, secrets } from "./settings.ts";
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
        readonly options: EngineOptions;
      }
    | undefined;
}

/** Pulumi's options of a resource. */
export interface EngineOptions {
  /** `deleteBeforeReplace: false`. */
  readonly createFirst: boolean;
  /** `replaceOnChanges: ["instanceId"]`. */
  readonly replaceOnMove: boolean;
  /** `retainOnDelete`. */
  readonly isRetained: boolean;
  /** `protect`; taken away in the calm. */
  readonly isProtected: boolean;
}

export type Trouble =
  | { readonly kind: "unreachable"; readonly requests: number }
  | { readonly kind: "rule"; readonly rule: FaultRuleInput };

export interface Behaviour {
  readonly eni: number;
  readonly behaviours: Readonly<Record<string, unknown>>;
}

export interface Interference {
  /** Milliseconds from the beginning of the act; or right before the cloud gets the next such call about that ENI. */
  readonly at: number | "attach" | "detach" | "describe";
  /**
   * Each at once, but for an attach (wherever it is now) and a detach, which take their time; `pass` is a detach from an instance
   * where somebody has put it, `limbo` the same in a state that nobody knows, `deleting` a delete that takes its time.
   */
  readonly what:
    | ("place" | "free" | "attach" | "detach" | "pass" | "limbo" | "deleteEni" | "deleting")
    | ("start" | "stop" | "restart" | "release");
  readonly eni: number;
  readonly instance: number;
}

export interface Crash {
  readonly of: "engine" | "provider" | "both";
  /** After so many calls, calls that change something, or 700 milliseconds. */
  readonly after: "calls" | "changes" | "ms";
  readonly count: number;
}

export interface Act {
  readonly pause: number;
  /** A new release of the package is installed. */
  readonly release: boolean;
  /** The instance that has this resource's ENI is replaced in this run. */
  readonly replaced: number | null;
  /** `--replace` of this resource. */
  readonly forced: number | null;
  /** `state taint` of this resource, before the run. */
  readonly tainted: number | null;
  /** `--target` of this resource alone. */
  readonly target: number | null;
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
  { weight: 11, arbitrary: good },
  { weight: 1, arbitrary: fc.integer({ min: goodInstances, max: 5 }) },
);
const names = 4;

const wanted = (setting: Setting) =>
  fc.record({
    // Counted from the resource's own, so that what is edited moves more often than it is replaced.
    shift: often([14, 0], [3, 1], [3, 2], [1, null]),
    bad: fc.integer({ min: goodEnis, max: setting.enis.length - 1 }),
    to: anyInstance,
    onConflict: often([2, null], [4, "takeOver" as const], [1, "fail" as const]),
    attach: often([1, null], [3, "2m"], [2, "30s"], [1, "4s"]),
    detach: often([1, null], [3, "2m"], [2, "30s"], [1, "4s"]),
    rollback: often([2, null], [1, false], [1, true]),
    preflight: often([2, null], [1, false]),
    placement: fc.nat({ max: setting.placements.length - 1 }),
    options: fc.record({
      createFirst: often([7, false], [1, true]),
      replaceOnMove: often([7, false], [1, true]),
      isRetained: often([9, false], [1, true]),
      isProtected: often([14, false], [1, true]),
    }),
  });

const edit = (setting: Setting): fc.Arbitrary<Edit> =>
  fc
    .record({
      name: fc.nat({ max: names - 1 }),
      wanted: fc.oneof({ weight: 4, arbitrary: wanted(setting) }, { weight: 1, arbitrary: fc.constant(undefined) }),
    })
    .map(({ name, wanted: given }) => {
      if (!given) return { name, wanted: undefined };
      const { shift, bad, ...others } = given;
      return { name, wanted: { eni: shift === null ? bad : (name + shift) % goodEnis, ...others } };
    });

/**
 * That an ENI is gone or off its instance is what only the cloud may say of a detach or a question: a lie about that is no fault but
 * another vendor.
 */
export function mayBeAnswered({ case: { actions } }: Setting, action: string, meaning: Meaning): boolean {
  return action === actions.attach || (meaning !== "goneEni" && meaning !== "notAttached");
}

/** Codes of the vendor's table that an action may be answered with, each meaning as often as the others. */
function codes(setting: Setting, action: string): fc.Arbitrary<string> {
  const honest = [...codesByMeaning(setting, action)].filter(([meaning]) => mayBeAnswered(setting, action, meaning));
  return fc.oneof(...honest.map(([, ofMeaning]) => fc.constantFrom(...ofMeaning)));
}

function trouble(setting: Setting): fc.Arbitrary<Trouble> {
  const { attach, detach, describe } = setting.case.actions;
  const applied = fc.boolean();
  const kinds = (action: string): fc.Arbitrary<Record<string, unknown>> =>
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant("error"),
          code: codes(setting, action),
          message: fc.constantFrom("It failed.", `signed by ${secrets.join(" with ")}`),
        }),
      },
      { weight: 1, arbitrary: fc.constantFrom({ kind: "throttle" }, { kind: "throttle", retryAfterMs: 4_000 }) },
      { weight: 2, arbitrary: fc.constantFrom({ kind: "dropBefore" }, { kind: "dropAfter" }, { kind: "garbage" }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("html502", "hang", "serverError"), applied }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("delay"), ms: fc.integer({ min: 50, max: 120_000 }) }) },
      { weight: 1, arbitrary: fc.constantFrom({ kind: "edge" }, { kind: "edge", page: "blocked" }) },
      ...(action === describe ? [{ weight: 3, arbitrary: fc.constant({ kind: "unknownState" }) }] : []),
    );
  const others = setting.actions.filter((action) => ![attach, detach, describe].includes(action));
  const struck = often([3, attach], [3, detach], [3, describe], ...others.map((one) => [1, one] as const));
  const rule = struck.chain((action) =>
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
  eni: fc.nat({ max: goodEnis - 1 }),
  behaviours: fc.oneof(
    fc.record({ attachFallsBack: times }),
    fc.record({ detachFallsBack: times }),
    fc.record({ attachSticks: times }),
    fc.record({ detachSticks: times, detachReissues: often<number | string>([2, 1], [1, 3], [1, "never"]) }),
  ),
});

const atTheirTime = fc.record({
  at: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 400_000 }) },
  ),
  what: often<Interference["what"]>([6, "place"], [4, "free"], [2, "attach"], [2, "detach"], [2, "stop"], [2, "start"], [2, "restart"], [1, "deleteEni"], [1, "deleting"], [1, "release"]), // prettier-ignore
});
const atTheWorstTime = fc.record({
  at: often<Interference["at"]>([2, "attach"], [5, "detach"], [4, "describe"]),
  what: often<Interference["what"]>([5, "place"], [3, "free"], [3, "attach"], [1, "detach"], [3, "pass"], [2, "limbo"], [1, "stop"], [1, "deleteEni"], [1, "deleting"]), // prettier-ignore
});
const interference = (when: fc.Arbitrary<Pick<Interference, "at" | "what">>): fc.Arbitrary<Interference> =>
  fc
    .record({ moment: when, eni: fc.nat({ max: goodEnis - 1 }), instance: good })
    .map(({ moment, ...where }) => ({ ...moment, ...where }));

const crash: fc.Arbitrary<Crash> = fc.record({
  of: fc.constantFrom("engine", "provider", "both"),
  after: fc.constantFrom("calls", "changes", "ms"),
  // The first calls are those of previews and reads.
  count: fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) },
  ),
});

const runs = often<Act["run"]>([9, "up"], [4, "upRefresh"], [2, "refresh"], [3, "destroy"], [2, "destroyRefresh"], [1, "preview"]); // prettier-ignore
/** What a destroy meets is met there alone: at its look, or at its detach. */
const outsideOf = (run: Act["run"]) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: run.startsWith("destroy")
        ? fc.array(interference(atTheWorstTime), { minLength: 1, maxLength: 3 })
        : fc.array(interference(fc.oneof(atTheirTime, atTheWorstTime)), { maxLength: 3 }),
    },
  );

const act = (setting: Setting): fc.Arbitrary<Act> =>
  runs.chain((run) =>
    fc.record({
      pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30_000 })),
      release: often([6, false], [1, true]),
      replaced: seldom(5, fc.nat({ max: names - 1 })),
      forced: seldom(7, fc.nat({ max: names - 1 })),
      tainted: seldom(15, fc.nat({ max: names - 1 })),
      target: seldom(11, fc.nat({ max: names - 1 })),
      edits: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 4, arbitrary: fc.array(edit(setting), { minLength: 1, maxLength: 3 }) },
      ),
      troubles: fc.array(trouble(setting), { maxLength: 2 }),
      behaviours: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(behaviour, { maxLength: 2 }) },
      ),
      outside: outsideOf(run),
      crash: seldom(1, crash),
      run: fc.constant(run),
      troublesStay: fc.boolean(),
    }),
  );

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
    holders: fc.tuple(seldom(3, good), seldom(3, good), seldom(3, good)),
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
    // Else most scenarios are short, and a short one says little of moves.
    acts: fc.noBias(fc.array(act(setting), { minLength: 1, maxLength: 16, size: "max" })),
  });
}
