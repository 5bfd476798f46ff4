// Scenarios that every campaign begins with: what chance alone would bring together too seldom. Every meaning of an error code, met
// by every kind of call, and accidents at one certain look.
import type { Meaning } from "../../provider/http/meaning.ts";
import { defaultsOf } from "../../simulator/faces/index.ts";
import { World } from "../../simulator/world/world.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import type { Act, Edit, Interference, Scenario } from "./scenario.ts";
import { mayBeAnswered } from "./scenario.ts";
import type { Setting } from "./settings.ts";
import { codesByMeaning, goodInstances, worldOf } from "./settings.ts";

const slow = 15_000;
const [a, b, c] = [0, 1, 2] as const;

/** The first resource and the first ENI, on an instance. */
function nic(to: number, more: Partial<NonNullable<Edit["wanted"]>> = {}): Edit[] {
  return [nicNamed(0, to, more)];
}

/** A resource and the ENI of its number. */
function nicNamed(name: number, to: number, more: Partial<NonNullable<Edit["wanted"]>> = {}): Edit {
  const usual = {
    onConflict: null,
    attach: "2m",
    detach: "2m",
    rollback: null,
    preflight: null,
    placement: 0,
    options: { createFirst: false, replaceOnMove: false, isRetained: false, isProtected: false },
  } as const;
  return { name, wanted: { eni: name, to, ...usual, ...more } };
}

function act(run: Act["run"], more: Partial<Act> = {}): Act {
  const nothing = { edits: [], troubles: [], behaviours: [], outside: [] };
  return {
    pause: 0,
    release: false,
    replaced: null,
    forced: null,
    tainted: null,
    target: null,
    crash: null,
    troublesStay: false,
    ...nothing,
    run,
    ...more,
  };
}

const accident = (at: Interference["at"], what: Interference["what"], instance: number): Interference => ({
  at,
  what,
  eni: 0,
  instance,
});

const attached = act("up", { edits: nic(a) });

/** Acts that begin with the ENI on the first instance, by what they are to reach. */
const accidents: Readonly<Record<string, (setting: Setting) => readonly Act[]>> = {
  "a destroy while somebody attaches it elsewhere": () => [
    act("destroy", { outside: [accident("describe", "attach", b)] }),
  ],
  "a destroy while somebody detaches it elsewhere": () => [
    act("destroy", { outside: [accident("describe", "pass", b)] }),
  ],
  "a destroy of what is elsewhere in a state that nobody knows": () => [
    act("destroy", { outside: [accident("describe", "limbo", b)] }),
  ],
  "a destroy of what is being deleted": () => [
    act("destroy", { outside: [accident(0, "free", a), accident("describe", "deleting", a)] }),
  ],
  "a replacement in create-first order by an ENI that is on the instance already": () => [
    act("up", {
      edits: nic(a, {
        eni: 1,
        options: { createFirst: true, replaceOnMove: false, isRetained: false, isProtected: false },
      }),
      outside: [{ at: 0, what: "attach", eni: 1, instance: a }],
    }),
  ],
  "a destroy of what is gone": () => [act("destroy", { outside: [accident("describe", "deleteEni", a)] })],
  "a move of what is being deleted": () => [
    act("up", { edits: nic(b), outside: [accident(0, "free", a), accident("describe", "deleting", a)] }),
  ],
  "a move while somebody attaches it elsewhere": () => [
    act("up", { edits: nic(b, { onConflict: "takeOver" }), outside: [accident("describe", "attach", c)] }),
  ],
  "a move while somebody attaches it where it was": () => [
    act("up", { edits: nic(b), outside: [accident("describe", "attach", a)] }),
  ],
  "a move while somebody detaches it": () => [
    act("up", { edits: nic(b), outside: [accident("describe", "detach", a)] }),
  ],
  "a drift that is under way": () => [act("upRefresh", { outside: [accident("describe", "detach", a)] })],
  "a drift that is over": () => [
    act("refresh", { outside: [accident("describe", "free", a)] }),
    act("up", { outside: [accident(0, "place", a)] }),
  ],
  "a move that somebody was faster with": ({ placements }) => [
    act("up", { edits: nic(b), outside: [accident("describe", "place", b)] }),
    act("up", { edits: nic(a, { placement: placements.length - 1 }), outside: [accident("describe", "place", a)] }),
  ],
  "a move that was rolled back, and is taken back": (setting) => [
    act("up", { edits: nic(b), troubles: [answering(setting, "attach", "refused")] }),
    act("up", { edits: nic(a) }),
  ],
  "a provider killed while it takes off what the program lost": () => lostWhile("provider"),
  "an engine killed while the provider takes off what the program lost": () => lostWhile("engine"),
  "a detach of what somebody has freed, moved or deleted": () => [
    act("destroy", { outside: [accident("detach", "free", a)] }),
    act("up", { edits: nic(a) }),
    act("destroy", { outside: [accident("detach", "place", b)] }),
    act("up", { edits: nic(a, { onConflict: "takeOver" }) }),
    act("destroy", { outside: [accident("detach", "deleteEni", a)] }),
  ],
};

function lostWhile(killed: NonNullable<Act["crash"]>["of"]): Act[] {
  return [act("up", { edits: [{ name: 0, wanted: undefined }], crash: { of: killed, after: "changes", count: 1 } })];
}

function answering(
  setting: Setting,
  call: "attach" | "detach" | "describe",
  meaning: Meaning,
): Act["troubles"][number] {
  const action = setting.case.actions[call];
  const [code = ""] = codesByMeaning(setting, action).get(meaning) ?? [];
  const rule = { kind: "error" as const, code, message: "It failed.", match: { action }, times: 1 };
  return { kind: "rule", rule };
}

/** For each meaning an act that meets it, and one that mends what it left: so that the next one moves the ENI too. */
function everyMeaning(setting: Setting, call: "attach" | "detach" | "describe"): Act[] {
  const action = setting.case.actions[call];
  const meanings = [...codesByMeaning(setting, action).keys()].filter((one) => mayBeAnswered(setting, action, one));
  return meanings.flatMap((meaning, index) => [
    act("up", { edits: nic(index % 2 === 0 ? b : a), troubles: [answering(setting, call, meaning)] }),
    act("up"),
  ]);
}

/** Two that change places, each instance with room for its own ENI alone; three that do so in a circle. */
const places: readonly (readonly Act[])[] = [
  [act("up", { edits: [nicNamed(0, a), nicNamed(1, b)] }), act("up", { edits: [nicNamed(0, b), nicNamed(1, a)] })],
  [
    act("up", { edits: [nicNamed(0, a), nicNamed(1, b), nicNamed(2, c)] }),
    act("up", { edits: [nicNamed(0, b), nicNamed(1, c), nicNamed(2, a)] }),
  ],
];

/** The good instances have room for one ENI besides those that they begin with. */
function tightInstances(setting: Setting): readonly object[] {
  const base = worldOf(setting, [], {});
  const { enis } = new World(base, new VirtualClock(), { defaultsOf }).snapshot();
  const good = setting.instances.slice(0, goodInstances);
  return base.instances.map((one) => {
    const seated = enis.filter(({ instanceId }) => instanceId === one["id"]);
    return good.includes(String(one["id"])) ? { ...one, maxEnis: seated.length + 1 } : one;
  });
}

/** @param seed of jitter and nonces. */
export function drills(setting: Setting, seed: number): readonly Scenario[] {
  const world = {
    latency: { attachMs: slow, detachMs: slow },
    faces: { [setting.case.vendor]: setting.faces.at(-1) ?? {} },
  };
  const scenario = { seed, world, holders: [null, null, null], stale: null, longestLag: 0, onlyFaults: false };
  const tight = { ...scenario, world: { ...world, instances: tightInstances(setting) } };
  return [
    ...(["attach", "detach", "describe"] as const).map((call) => everyMeaning(setting, call)),
    ...Object.values(accidents).map((of) => of(setting)),
  ]
    .map((acts): Scenario => ({ ...scenario, acts: [attached, ...acts] }))
    .concat(places.map((acts) => ({ ...tight, acts })));
}
