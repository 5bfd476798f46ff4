// One case of the table of the vendor's faults: how it is prepared, struck, and healed.
import { expect } from "@jest/globals";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import type { Arena } from "./arena.ts";
import { cloudFaults } from "./cloud-faults.ts";
import type { CloudFault } from "./cloud-faults.ts";
import { Contestant } from "./contestant.ts";
import type { Lanes } from "./lanes.ts";
import type { Outcome } from "./outcomes.ts";
import type { Way } from "./ways.ts";
import { beginnings, once, planned, ways } from "./ways.ts";

export interface FaultCase {
  readonly fault: CloudFault;
  readonly way: Way;
}

/** All cases of a vendor; `absent` has those that it cannot meet, each with the reason. */
export function casesOf(vendor: VendorCase): {
  present: FaultCase[];
  absent: { case: FaultCase; because: string }[];
} {
  const waysOf = { plan: planned, look: beginnings, call: ways, wait: ways };
  const all = cloudFaults.flatMap((fault) => waysOf[fault.place].map((way): FaultCase => ({ fault, way })));
  const judged = all.map((one) => ({ case: one, because: one.fault.absent?.(vendor, one.way.leg) }));
  return {
    present: judged.flatMap((one) => (one.because === undefined ? [one.case] : [])),
    absent: judged.flatMap(({ case: one, because }) => (because === undefined ? [] : [{ case: one, because }])),
  };
}

/** Cases that slow each other down are kept apart: by process, and by turns within it. */
interface Berth {
  readonly process: string;
  readonly lane?: string;
}

/** Processes for those that have to ask alone: one question carries all ENIs of the moment, and meets one fault. */
const alone = 6;

function berthOf({ fault: { place, kind, timeout }, way: { operation, name } }: FaultCase, index: number): Berth {
  // A throttled action is held back for everybody, and for longer each time: nothing else may need it.
  if (place === "call" && kind === "throttling burst" && timeout !== undefined) {
    const process = operation === "move" ? `throttled, ${name}` : "throttled";
    return { process, lane: process };
  }
  if (place === "call" && kind !== "throttling burst") return { process: "calls" };
  if (kind === "unknown state word" && timeout !== undefined) return { process: "odd states", lane: "odd states" };
  if (place !== "call" && kind === "slow reply beyond the timeout") {
    const process = `silence, ${place}, ${name}`;
    return { process, lane: process };
  }
  if (place === "wait" || place === "call") return { process: "questions" };
  const process = `questions, ${index % alone}`;
  return { process, lane: process };
}

export async function runCase(arena: Arena, lanes: Lanes, one: FaultCase, index: number): Promise<void> {
  const { fault, way } = one;
  const { timeout } = fault;
  const outcome = outcomeAt(arena.vendor, fault, way);
  const contestant = new Contestant(
    arena,
    way,
    timeout === undefined ? {} : { timeouts: { attach: timeout, detach: timeout } },
  );
  await lanes.withRoom(async () => {
    await contestant.prepare();
    const { process, lane } = berthOf(one, index);
    const provider = await arena.provider(process);
    const strike = new Strike(arena, contestant, fault);
    const { ended } = await lanes.inTurn(lane, async () => {
      strike.arm();
      const run = Promise.all([contestant.operateInto(provider, outcome), strike.duringTheRun()]);
      const end = run.then(() => strike.end());
      end.catch(() => undefined);
      if (lane !== undefined) await end;
      return { ended: end };
    });
    await ended;
    await contestant.heal(outcome.accepted ?? once[way.operation]);
  });
}

/** An API that does not show what is under way shows the state before it. */
function outcomeAt(vendor: VendorCase, { outcomes }: CloudFault, { name }: Way): Outcome {
  const outcome = outcomes[name];
  const { leaves } = outcome;
  const hidden = !vendor.showsTransitions && leaves?.state === "detached" && leaves.attachedTo === "origin";
  return hidden ? { ...outcome, leaves: { ...leaves, state: "attached" } } : outcome;
}

/** Brings one fault about, and takes it away again. */
class Strike {
  readonly #arena: Arena;
  readonly #contestant: Contestant;
  readonly #fault: CloudFault;
  #rule: string | undefined;

  constructor(arena: Arena, contestant: Contestant, fault: CloudFault) {
    this.#arena = arena;
    this.#contestant = contestant;
    this.#fault = fault;
  }

  /** Before the run, or when it comes to the call of the engine. A wait has something to wait for: its change does not end before the test says so. */
  arm(): void {
    const { place, behaviours, rule } = this.#fault;
    const { leg } = this.#contestant.way;
    if (behaviours) this.#behave(behaviours(leg));
    if (place === "wait") this.#contestant.stick();
    else if (rule && place === "look") this.#contestant.stack.onCall = () => (this.#rule ??= this.#add());
    else if (rule) this.#rule = this.#add();
  }

  async duringTheRun(): Promise<void> {
    if (this.#fault.place !== "wait") return;
    await this.#contestant.underWay();
    this.#rule = this.#add();
    if (this.#fault.meanwhile !== undefined) return;
    // Where the task is asked first, questions about the ENI only come when it has ended.
    if (this.#arena.vendor.showsTransitions) await this.struck();
    this.#contestant.complete();
  }

  async struck(): Promise<void> {
    const { journal } = this.#arena;
    const { eni } = this.#contestant.site;
    await journal.until(`a strike on ${eni}`, () => this.#rule !== undefined && journal.strikes(this.#rule) > 0);
  }

  /** After the run: the fault has struck, and it is over. */
  async end(): Promise<void> {
    const { meanwhile, kind } = this.#fault;
    const { site } = this.#contestant;
    if (this.#fault.rule) await this.struck();
    if (this.#rule !== undefined) this.#arena.cloud.faults.remove(this.#rule);
    const { attachFallsBack, attachSticks, detachSticks, detachFallsBack } = this.#arena.eni(site.eni).behaviours;
    expect([attachFallsBack, attachSticks, detachSticks, detachFallsBack]).toEqual([0, 0, 0, 0]);
    this.#behave({ staleReads: { reads: 0, shows: "previous", after: "completion" } });
    if (kind === "slow reply beyond the timeout") await this.#untilQuiet();
    else if (meanwhile === "completes") this.#contestant.complete();
    else if (meanwhile === "gives up") this.#contestant.giveUp();
  }

  /** A call that the cloud carries out late has had its effect. */
  async #untilQuiet(): Promise<void> {
    const { eni } = this.#contestant.site;
    await this.#arena.journal.until(`${eni} settles`, () => /^(available|inUse)$/.test(this.#arena.eni(eni).status));
  }

  #behave(behaviours: NonNullable<Parameters<Arena["cloud"]["world"]["patchEni"]>[1]["behaviours"]>): void {
    this.#arena.cloud.world.patchEni(this.#contestant.site.eni, { behaviours });
  }

  #add(): string {
    const { rule, place, kind } = this.#fault;
    const { vendor } = this.#arena;
    const { eni } = this.#contestant.site;
    if (!rule) throw new Error("this fault has no rule");
    const asksTask = place === "wait" && kind === "unknown state word" && !vendor.showsTransitions;
    const action = asksTask
      ? "DescribeVpcTaskResult"
      : place === "call"
        ? vendor.actions[this.#contestant.way.leg]
        : vendor.actions.describe;
    return this.#arena.cloud.faults.add({ ...rule(vendor), match: { action, eni } });
  }
}
