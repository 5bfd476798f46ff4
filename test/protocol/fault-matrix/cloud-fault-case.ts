// One case of the table of the vendor's faults: how it is prepared, struck, and healed.
import { expect } from "@jest/globals";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import type { Arena } from "./arena.ts";
import type { CloudFault } from "./cloud-fault.ts";
import type { FaultCase } from "./cloud-faults.ts";
import { Contestant } from "./contestant.ts";
import type { Lanes } from "./lanes.ts";
import type { Outcome } from "./outcomes.ts";
import type { Way } from "./ways.ts";
import { once } from "./ways.ts";

/** Cases that slow each other down are kept apart: by process, and by turns within it. */
interface Berth {
  readonly process: string;
  readonly lane?: string;
  /** How long a turn lasts: the whole run, or until the fault has struck. */
  readonly until?: "end" | "strike";
}

function berthOf(arena: Arena, { fault: { place, kind }, way: { operation, name } }: FaultCase): Berth {
  // A process that has planned for some ENIs reads the list of all for the next: a fault of one ENI's question meets nobody then.
  if (place === "plan") {
    const process = arena.planner();
    return { process, lane: process };
  }
  // A throttled action is held back for everybody, and for longer each time: nobody else may need it.
  if (kind === "throttling burst") {
    const process = operation === "move" ? `throttled, ${name}` : "throttled";
    return { process, lane: process };
  }
  if (place === "call") return { process: "calls" };
  // A question meets one fault, whichever of its ENIs that was meant for; this one would let it pass for all others.
  if (kind === "unknown state word") return { process: `odd states, ${place}`, lane: `odd states, ${place}` };
  const process = kind === "slow reply beyond the timeout" ? `silence, ${name}` : "questions";
  // One question carries all ENIs of the moment: the next case only asks when the fault has met this one's.
  return place === "look" ? { process, lane: process, until: "strike" } : { process };
}

export async function runCase(arena: Arena, lanes: Lanes, one: FaultCase): Promise<void> {
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
    const { process, lane, until } = berthOf(arena, one);
    const provider = await arena.provider(process);
    const strike = new Strike(arena, contestant, fault);
    const sentBefore = contestant.sent();
    const { ended } = await lanes.inTurn(lane, async () => {
      strike.arm();
      const run = Promise.all([contestant.operateInto(provider, outcome), strike.duringTheRun()]);
      const end = run.then(() => strike.end());
      end.catch(() => undefined);
      await (until === "strike" ? Promise.race([strike.struck(), end]) : lane === undefined ? undefined : end);
      return { ended: end };
    });
    await ended;
    if (fault.sentOnce) expect(contestant.sent() - sentBefore).toBe(1);
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
