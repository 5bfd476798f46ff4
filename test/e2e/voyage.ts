// A fleet's voyage on the real engine: made, left alone, moved, met by others behind our back, repaired, and destroyed; each attachment
// meets something else on the way. Here are the steps; voyage.test.ts says what has to be seen after each.
import type { CallRecord } from "../../simulator/call-log.ts";
import { attachment } from "../support/on-cloud.ts";
import { everybody, Fleet } from "./fleet.ts";
import { accountOf } from "../support/account.ts";
import type { Ship, Wanted } from "./fleet.ts";
import { Script } from "./script.ts";
import { program, TYPE } from "./setting.ts";
import type { ExportedState, RunResult } from "./stack.ts";

const three = ["ali", "old", "zec"] as const;
const two = ["ali", "zec"] as const;

/** What attachments meet, and at which vendors. */
const parts = {
  plain: everybody, // nothing: it has the least arguments, and stays where it is
  wordy: everybody, // has all arguments, of which those of waiting change; then somebody moves it, and it is taken back
  moved: everybody, // moved by the program; then somebody detaches it, and again
  adopted: two, // was there already
  converted: ["vpc", "old"], // from Tencent's one API to its other one, and back
  renamed: ["ali"], // gets another name in the program
  elsewhere: three, // somebody moves it, and the program still wants it where it was
  conflict: two, // the same, up to a destroy without a refresh
  deleted: three, // its ENI is deleted
  there: three, // left alone until somebody moves it right before an `up --refresh`
  gone: ["ali"], // its ENI is deleted right before a destroy
  dropped: ["ali"], // leaves the program with the move
  new: two, // in the program from the last preview on
  taken: two, // the same, while its ENI is somebody else's
  halfway: two, // the same, and its vendor gives up
  late: two, // moved by that program
  hopeless: two, // moved to an instance that does not exist
  unlooked: two, // the same without preflight
  replaced: two, // its ENI becomes another one,
  replacement: two, // this one
} as const;
type Part = keyof typeof parts;

const all = { onConflict: "takeOver", rollback: false, preflight: true };
const alibaba = { networkCardIndex: 0, waitForNetworkConfigurationReady: true };
const later: readonly Part[] = ["halfway", "new", "taken", "replacement"];

/** What one run of the engine did, and how all is after it. */
export interface Found {
  readonly output: string;
  readonly exitCode: number | null;
  readonly calls: readonly CallRecord[];
  /** The calls that were to change something, by attachment. */
  readonly log: Record<string, string[]>;
  readonly places: Record<string, string>;
  readonly recorded: Record<string, string>;
  readonly state: ExportedState;
}

async function find(fleet: Fleet, run: () => Promise<RunResult>): Promise<Found> {
  const mark = fleet.mark();
  const { all: output, exitCode } = await run();
  const state = await fleet.stack.exportState();
  const [calls, log] = [fleet.cloud.calls({ since: mark }), fleet.log(mark)];
  return { output, exitCode, calls, log, places: fleet.places(), recorded: await fleet.recorded(), state };
}

const wordy = ({ vendor }: Ship, timeouts: object) =>
  ["a", { ...all, ...(vendor === "ali" ? alibaba : {}), timeouts }] satisfies Wanted;

/** The first program. */
function first(ship: Ship): Wanted | undefined {
  if (later.includes(ship.part as Part)) return undefined;
  if (ship.part === "wordy") return wordy(ship, { attach: "90s", detach: "1h30m" });
  return ship.name === "old-converted" ? ["a", { region: "gz" }] : "a";
}

/** The program after it. */
function move(ship: Ship): Wanted | undefined {
  switch (ship.part as Part) {
    case "moved":
      return "b";
    case "dropped":
      return undefined;
    case "renamed":
      return ["a", {}, "ali-renamed-too"];
    case "wordy":
      return wordy(ship, { attach: "5m" });
    case "converted":
      return ship.vendor === "old"
        ? ["a", { vendor: "tencentcloud-vpc", vpcId: undefined, region: "gz" }]
        : ["a", { vendor: "tencentcloud-vpc-v2", vpcId: "vpc-default0" }];
    default:
      return first(ship);
  }
}

/** The program after others have been at work. */
function repair(ship: Ship, fleet: Fleet): Wanted | undefined {
  switch (ship.part as Part) {
    case "deleted":
    case "replacement":
      return undefined;
    case "there": // Arguments from which no call follows.
      return ["a", { timeouts: { attach: "5m" }, onConflict: "takeOver", rollback: false, preflight: false }];
    case "halfway":
      return "a";
    case "new":
    case "late":
      return "b";
    case "taken":
      return ["b", { onConflict: "takeOver" }];
    case "hopeless":
      return "x";
    case "unlooked":
      return ["x", { preflight: false, rollback: false }];
    case "replaced": {
      const other = fleet.of("replacement").find(({ vendor }) => vendor === ship.vendor);
      return ["b", { networkInterfaceId: other?.eni }];
    }
    default:
      return move(ship);
  }
}

/** The last one, in which nothing is in vain but what is somebody else's. */
function last(ship: Ship, fleet: Fleet): Wanted | undefined {
  switch (ship.part as Part) {
    case "unlooked":
      return undefined;
    case "hopeless":
      return "a";
    case "converted":
      return first(ship);
    default:
      return repair(ship, fleet);
  }
}

/** Those that a destroy with a refresh is left with. */
export const refreshedAtLast: readonly string[] = ["elsewhere", "wordy", "there"] satisfies Part[];

/** All steps; to be called once, at the top of the test file. */
export function setSail() {
  const script = new Script(() => Fleet.open({ parts }));

  return {
    open: script.step((fleet) => Promise.resolve(fleet)),
    declaredTwice: script.step(async (fleet) => {
      await fleet.stack.setConfig({ "alicloud:region": "cn-hangzhou" });
      // The region of the second comes from the configuration; undefined is dropped on the way into the program's text.
      const second = attachment({ instanceId: "i-b", region: undefined });
      await fleet.stack.replaceProgram(program({ first: attachment(), second }));
      const found = await find(fleet, () => fleet.stack.up());
      await fleet.stack.files().unset("alicloud:region");
      return found;
    }),
    mistaken: script.step(async (fleet) => {
      await fleet.stack.replaceProgram(program({ web: attachment({ instanceId: "ins-1", vpcId: "vpc-1" }) }));
      return find(fleet, () => fleet.stack.preview());
    }),
    creationPreviewed: script.step(async (fleet) => {
      for (const ship of fleet.of("adopted")) fleet.place(ship, "a");
      await fleet.declare(first);
      return find(fleet, () => fleet.stack.preview());
    }),
    created: script.step((fleet) => find(fleet, () => fleet.stack.up())),
    refreshed: script.step((fleet) => find(fleet, () => fleet.stack.refresh({ args: ["--expect-no-changes"] }))),
    unchanged: script.step((fleet) =>
      find(fleet, () => fleet.stack.up({ preview: true, args: ["--expect-no-changes"] })),
    ),
    movePreviewed: script.step(async (fleet) => {
      await fleet.declare(move);
      return find(fleet, () => fleet.stack.preview({ diff: true }));
    }),
    moved: script.step((fleet) => find(fleet, () => fleet.stack.up())),
    driftFound: script.step((fleet) => {
      for (const ship of fleet.of("elsewhere", "conflict", "wordy", "taken")) fleet.place(ship, "c");
      for (const ship of fleet.of("moved")) fleet.free(ship);
      for (const { eni } of fleet.of("deleted")) fleet.cloud.world.deleteEni(eni);
      return find(fleet, () => fleet.stack.refresh({ args: ["--diff"] }));
    }),
    driftFoundAgain: script.step((fleet) => find(fleet, () => fleet.stack.refresh({ args: ["--expect-no-changes"] }))),
    previewed: script.step(async (fleet) => {
      await fleet.declare((ship) => repair(ship, fleet));
      return find(fleet, () => fleet.stack.preview());
    }),
    previewedBlind: script.step((fleet) => find(fleet, () => fleet.stack.preview({ env: accountOf("", "") }))),
    previewedWithoutPreflight: script.step(async (fleet) => {
      await fleet.stack.setConfig({ "eni:preflight": "false" });
      const found = await find(fleet, () => fleet.stack.preview());
      await fleet.stack.setConfig({ "eni:preflight": "true" });
      return found;
    }),
    repaired: script.step((fleet) => {
      for (const ship of fleet.of("halfway")) fleet.behave(ship, { attachFallsBack: 1 });
      return find(fleet, () => fleet.stack.up({ args: ["--continue-on-error"] }));
    }),
    refreshedAndMended: script.step(async (fleet) => {
      for (const ship of fleet.of("moved")) fleet.free(ship);
      for (const ship of fleet.of("there")) fleet.place(ship, "c");
      await fleet.declare((ship) => last(ship, fleet));
      return find(fleet, () => fleet.stack.up({ args: ["--refresh", "--continue-on-error"] }));
    }),
    destroyed: script.step(async (fleet) => {
      for (const { eni } of fleet.of("gone")) fleet.cloud.world.deleteEni(eni);
      const { resources } = await fleet.stack.exportState();
      const left = fleet.of(...refreshedAtLast).map(({ name }) => name);
      const urns = resources.filter(({ type, urn }) => type === TYPE && !left.includes(urn.split("::").at(-1) ?? ""));
      return find(fleet, () => fleet.stack.destroy({ args: urns.flatMap(({ urn }) => ["--target", urn]) }));
    }),
    refreshedAndDestroyed: script.step((fleet) => find(fleet, () => fleet.stack.destroy({ args: ["--refresh"] }))),
  };
}

export type Voyage = ReturnType<typeof setSail>;
