// The engine's other roads on the real engine, with one stack: options and commands that replace, rename, retain, import, target and move
// attachments between stacks, and runs that end between the two halves of a replacement. Here are the steps; roads.test.ts says what has to
// be seen after each. Each attachment is for one road, and has the name of it and of its ENI.
import type { CallRecord } from "../../simulator/call-log.ts";
import { credentials } from "../support/on-cloud.ts";
import type { Attachments, Servers } from "./roads-program.ts";
import { eniOf, program, serverNames } from "./roads-program.ts";
import { Script } from "./script.ts";
import { Setting, succeed, TYPE } from "./setting.ts";
import type { RunResult } from "./stack.ts";
import type { StateResource } from "./stack-files.ts";

const on = (instance: string) => ({ on: JSON.stringify(instance) });

/** The first program: everything is where its second program takes it from. */
const first = {
  missing: {}, // its ENI becomes one that does not exist
  forced: {}, // --replace
  "forced-move": {}, // --replace, with another instance
  tainted: {}, // pulumi state taint
  triggered: { options: '{ replacementTrigger: "one" }' },
  kept: { options: "{ deleteBeforeReplace: false }" }, // --replace, and the new one is created first
  moves: { options: '{ replaceOnChanges: ["instanceId"] }' },
  "moves-first": { options: '{ replaceOnChanges: ["instanceId"], deleteBeforeReplace: false }' },
  retained: { options: "{ retainOnDelete: true }" }, // its ENI becomes eni-instead
  protected: { options: "{ protect: true }" }, // its ENI is to become eni-instead
  left: on("i-full"), // changes places with the next one: neither instance has room for both
  right: on("i-packed"),
  this: on("i-a"), // exchanges its ENI with the next one
  that: on("i-b"),
  aliased: {}, // renamed with an alias
  renamed: {}, // renamed with --target and no alias
  excluded: {}, // moved, with --exclude
  slow: { options: '{ customTimeouts: { create: "1m" } }' },
  explicit: { options: '{ provider: new Provider("pulumi-nodejs", "explicit") }' },
  holds: { on: "server.holds.id" }, // the engine is killed while its new instance is created
  follows: { on: "server.follows.id" }, // the engine is killed while it is attached to its new instance
  alone: { on: "server.alone.id" }, // its instance is replaced with --target
  tied: { on: "server.tied.id", options: "{ deletedWith: server.tied }" },
  ignored: { on: "server.ignored.id", options: '{ ignoreChanges: ["instanceId"] }' },
  "state-renamed": {}, // pulumi state rename
  "state-deleted": {}, // pulumi state delete
  "state-moved": {}, // pulumi state move
  shared: {}, // declared by another stack as well
} as const satisfies Attachments;
export type RoadName = keyof typeof first;

const servers: Servers = Object.fromEntries(serverNames.map((name) => [name, 1]));

const without = (attachments: Attachments, ...names: RoadName[]): Attachments =>
  Object.fromEntries(Object.entries(attachments).filter(([name]) => !names.includes(name as RoadName)));

const places = { left: on("i-packed"), right: on("i-full") } as const satisfies Attachments;
/** Replacements of all kinds, and two that change places. */
const replaced: Attachments = {
  ...without(first, "aliased"),
  triggered: { options: '{ replacementTrigger: "two" }' },
  moves: { ...first.moves, ...on("i-b") },
  "moves-first": { ...first["moves-first"], ...on("i-b") },
  retained: { ...first.retained, eni: "instead" },
  ...places,
  "forced-move": on("i-b"),
  "renamed-with-alias": { eni: "aliased", options: '{ aliases: [{ name: "aliased" }] }' },
  excluded: on("i-b"),
};
const replacedServers: Servers = { ...servers, tied: 2, ignored: 2 };
const exchanged: Attachments = { this: { eni: "that" }, that: { eni: "this", ...on("i-b") } };
const renamed: Attachments = {
  ...without({ ...replaced, ...exchanged }, "renamed"),
  "renamed-without": { eni: "renamed" },
};
const killedServers: Servers = { ...replacedServers, holds: 2, follows: 2 };
const lastServers: Servers = { ...killedServers, alone: 2 };
const mended: Attachments = {
  ...without(renamed, "ignored", "state-renamed"),
  "state-renamed-too": { eni: "state-renamed" },
};
const otherStack: Attachments = { "state-moved": {}, "shared-too": { eni: "shared" } };

const world = {
  instances: [
    { id: "i-a", maxEnis: 60 },
    { id: "i-b", maxEnis: 60 },
    // Each holds its primary ENI and one more.
    { id: "i-full", maxEnis: 2 },
    { id: "i-packed", maxEnis: 2 },
    ...serverNames.flatMap((name) => [1, 2].map((version) => ({ id: `i-${name}${version}`, maxEnis: 8 }))),
  ],
  enis: [...Object.keys(first), "instead"].map((name) => ({ id: eniOf(name) })),
};

/** What a step found. */
export interface Found {
  readonly output: string;
  readonly exitCode: number | null;
  readonly calls: readonly CallRecord[];
  /** Calls that change something, as `Attach eni-one i-a`. */
  readonly changes: readonly string[];
  /** Where each ENI is now, by its id; `free` if nowhere. */
  readonly places: Readonly<Record<string, string>>;
  /** Our resources in the state of the first stack, by name. */
  readonly state: Readonly<Record<string, StateResource>>;
  readonly pending: readonly string[];
}

const nameIn = (urn: string): string => urn.split("::").at(-1) ?? "";
const urnOf = (name: string, type = TYPE): string => `urn:pulumi:test::e2e::${type}::${name}`;
const serverUrn = (name: string): string => urnOf(`server-${name}`, "pulumi-nodejs:dynamic/test:Server");
const target = (...names: string[]): string[] => names.flatMap((name) => ["--target", urnOf(name)]);

async function find(setting: Setting, run: () => Promise<RunResult>): Promise<Found> {
  const mark = setting.mark();
  const { all: output, exitCode } = await run();
  const { resources, pendingOperations } = await setting.stack.exportState();
  const ours = resources.filter(({ type }) => type === TYPE);
  const { enis } = setting.cloud.world.snapshot();
  return {
    output,
    exitCode,
    calls: setting.calls(mark),
    changes: setting.changes(mark),
    places: Object.fromEntries(enis.map(({ id, instanceId }) => [id, instanceId ?? "free"])),
    state: Object.fromEntries(ours.map((one) => [nameIn(one.urn), one])),
    pending: pendingOperations.map(({ type, resource }) => `${type} ${nameIn(resource.urn)}`),
  };
}

/** All steps; to be called once, at the top of the test file. */
export function takeRoads() {
  const env = {
    ...credentials,
    // The engine's own limit depends on the number of cores.
    PULUMI_PARALLEL: "128",
  };
  const script = new Script(() => Setting.open({ world, env, program: program(first, servers) }));
  const step = (text: string | undefined, run: (setting: Setting) => Promise<RunResult>) =>
    script.step(async (setting) => {
      if (text !== undefined) await setting.stack.replaceProgram(text);
      return find(setting, () => run(setting));
    });
  const state = (command: string, ...args: string[]) =>
    step(undefined, ({ stack }) => stack.run(["state", command, ...args, "--yes"]));
  const ofTest = ["--stack", "test"];
  const ofOther = ["--yes", "--skip-preview", "--stack", "other"];

  return {
    made: step(undefined, ({ stack }) => stack.up()),
    // Pulumi refuses both, and asks before whether the attachment would have to be replaced.
    instanceNotDestroyed: step(undefined, ({ stack }) => stack.destroy({ args: ["--target", serverUrn("alone")] })),
    instanceTargeted: step(program(without(first, "alone"), servers), ({ stack }) =>
      stack.up({ args: ["--target", serverUrn("alone")] }),
    ),
    withImport: step(
      program(
        first,
        servers,
        `
          try { attach("foreign", "eni-instead", "i-a", {}, { provider: new Provider("pulumi", "foreign") }); }
          catch (error) { console.log("refused: " + error.message); }
          attach("imported", "eni-instead", "i-a", {}, { import: "alicloud-ecs/cn-hangzhou/eni-instead" });
        `,
      ),
      ({ stack }) => stack.preview(),
    ),
    imported: step(undefined, ({ stack }) =>
      stack.run([
        "import",
        TYPE,
        "imported",
        "alicloud-ecs/cn-hangzhou/eni-instead",
        "--yes",
        "--skip-preview",
        ...ofTest,
      ]),
    ),
    protectedReplaced: step(
      program({ ...first, protected: { ...first.protected, eni: "instead" } }, servers),
      ({ stack }) => stack.up({ args: target("protected") }),
    ),
    refused: step(program({ ...first, missing: { eni: "nowhere" } }, servers), ({ stack }) =>
      stack.up({ args: target("missing") }),
    ),
    refusedMove: step(program({ ...first, moves: { ...first.moves, ...on("i-nowhere") } }, servers), ({ stack }) =>
      stack.up({ args: target("moves") }),
    ),
    // With nothing else in the program: while the first one waits, the engine goes on to the next resource and no further.
    placesOneAtATime: step(program(places), ({ stack }) =>
      stack.up({ args: ["--parallel", "1", ...target("left", "right")] }),
    ),
    tainted: state("taint", urnOf("tainted"), ...ofTest),
    replaced: step(program(replaced, replacedServers), ({ stack }) =>
      stack.up({
        args: [
          ...["forced", "forced-move", "kept"].flatMap((name) => ["--replace", urnOf(name)]),
          ...["--exclude", urnOf("excluded")],
        ],
      }),
    ),
    exchangedOneAtATime: step(program(exchanged), ({ stack }) =>
      stack.up({ args: ["--parallel", "1", ...target("this", "that")] }),
    ),
    renamed: step(program(renamed, replacedServers), ({ stack }) => stack.up({ args: target("renamed-without") })),
    oldDestroyed: step(undefined, ({ stack }) => stack.destroy({ args: target("renamed") })),
    killed: step(program(renamed, killedServers), async (setting) => {
      const { cloud, stack } = setting;
      const mark = setting.mark();
      const match = { action: "AttachNetworkInterface", eni: "eni-follows" };
      cloud.faults.add({ kind: "hang", applied: true, times: 1, match });
      const run = stack.startUp({ args: ["--skip-preview"], env: { HOLD: "holds" } });
      await run.waitFor(/holding holds/);
      await setting.until(() => setting.calls(mark).some(({ fault }) => fault === "hang"));
      await setting.until(() => setting.eni("eni-excluded")?.instanceId === "i-b");
      // Both creates are written down, and nothing else is under way: nothing is being written.
      await setting.until(async () => (await stack.files().pending()) === 2);
      run.child.kill("SIGKILL");
      const result = await run.result;
      cloud.faults.clear();
      cloud.breakHanging();
      return result;
    }),
    cleared: step(undefined, async ({ stack }) => {
      await succeed(stack.cancel());
      return stack.refresh({ args: ["--clear-pending-creates"] });
    }),
    halfway: step(
      program({ ...renamed, missing: { eni: "nowhere", args: "{ preflight: false }" } }, lastServers),
      ({ stack }) => stack.up({ args: ["--continue-on-error", "--target", serverUrn("alone"), ...target("missing")] }),
    ),
    stateRenamed: state("rename", urnOf("state-renamed"), "state-renamed-too", ...ofTest),
    stateDeleted: state("delete", urnOf("state-deleted"), ...ofTest),
    mended: step(program(mended, lastServers), ({ stack }) => stack.up()),
    stateMoved: step(program(otherStack), async ({ stack }) => {
      await stack.init("other");
      return stack.run(["state", "move", "--source", "test", "--dest", "other", urnOf("state-moved"), "--yes"]);
    }),
    other: step(undefined, ({ stack }) => stack.run(["up", ...ofOther])),
    otherDestroyed: step(undefined, ({ stack }) => stack.run(["destroy", "--run-program", ...ofOther])),
    refreshed: step(program(without(mended, "state-moved"), lastServers), ({ stack }) =>
      stack.refresh({ args: ["--run-program"] }),
    ),
  };
}

export type Roads = ReturnType<typeof takeRoads>;
