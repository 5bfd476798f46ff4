// One case's attachment: its corner of the cloud, its stack, and what the user does with it. What must hold at the end of
// every case is asserted here, whatever went wrong before.
import { expect } from "@jest/globals";
import { CallError } from "../../support/running-provider.ts";
import type { Properties, RunningProvider } from "../../support/running-provider.ts";
import type { Arena } from "./arena.ts";
import type { Outcome } from "./outcomes.ts";
import { secretsIn } from "./sites.ts";
import type { Site } from "./sites.ts";
import { Stack } from "./stack.ts";
import type { Accepted, Leg, Way } from "./ways.ts";
import { once } from "./ways.ts";

export class Contestant {
  readonly arena: Arena;
  readonly site: Site;
  readonly stack = new Stack();
  readonly way: Way;
  readonly #more: Properties;
  #before = 0;

  constructor(arena: Arena, way: Way, more: Properties = {}) {
    this.arena = arena;
    this.way = way;
    this.site = arena.site();
    this.#more = more;
  }

  /** Where the operation wants the ENI; undefined: on nothing. */
  get goal(): string | undefined {
    const { origin, target } = this.site;
    return { attach: origin, move: target, detach: undefined }[this.way.operation];
  }

  /** Where the leg's call comes from or goes to, as states have it. */
  instanceOf(role: "origin" | "target" | ""): string {
    if (role === "") return "";
    // Of a create, the target is the first instance.
    return role === "target" && this.way.operation === "move" ? this.site.target : this.site.origin;
  }

  /** What there is before the operation: for detach and move, an attachment that an earlier run made. */
  async prepare(): Promise<void> {
    if (this.way.operation !== "attach") {
      const earlier = await this.arena.provider("earlier");
      await this.stack.up(earlier, this.arena.program(this.site, this.site.origin, this.#more));
    }
    this.#before = this.deeds().length;
  }

  /** The operation: `pulumi up`, or `pulumi destroy`. */
  operate(provider: RunningProvider): Promise<unknown> {
    if (this.goal === undefined) return this.stack.destroy(provider);
    return this.stack.up(provider, this.arena.program(this.site, this.goal, this.#more));
  }

  /** The operation as its outcome is expected. */
  async operateInto(provider: RunningProvider, outcome: Outcome): Promise<void> {
    const before = this.stack.resource;
    const error = await this.operate(provider).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    this.expectEnd(error, before, outcome);
  }

  expectEnd(error: unknown, before: Stack["resource"], { error: code, says = /./, leaves }: Outcome): void {
    const { resource } = this.stack;
    if (code === undefined) {
      if (error instanceof Error) throw error;
      expect(error).toBeUndefined();
      return;
    }
    if (!(error instanceof CallError))
      throw new Error(`expected ${code}, and it ${error instanceof Error ? error.message : "succeeded"}`);
    expect(error.message).toMatch(new RegExp(`\\[${code}\\]$`));
    expect(error.message).toMatch(says);
    expect(error.message).toContain(this.site.eni);
    expect(secretsIn(this.arena.vendor, [error.message])).toEqual([]);
    if (leaves === undefined) {
      expect(error.initFailed).toBeUndefined();
      expect(resource).toEqual(before);
    } else {
      expect(resource?.initErrors).toEqual([error.message]);
      expect(resource?.outputs).toMatchObject({ ...leaves, attachedTo: this.instanceOf(leaves.attachedTo) });
      // Without its code, nothing could work on this state again.
      expect(resource?.outputs["__provider"]).toBe(resource?.inputs["__provider"]);
    }
  }

  /** How often the leg's call was sent. */
  sent(): number {
    const action = this.arena.vendor.actions[this.way.leg];
    return this.arena.journal.changes(this.site.eni).filter((call) => call.action === action).length;
  }

  /** The leg's change will not end before the test says so. */
  stick(): void {
    const behaviours =
      this.way.leg === "attach" ? { attachSticks: 1 } : { detachSticks: 1, detachReissues: "never" as const };
    this.arena.cloud.world.patchEni(this.site.eni, { behaviours });
  }

  /** The cloud has begun the leg's change. */
  async underWay(): Promise<void> {
    const { leg } = this.way;
    await this.arena.journal.until(`the ${leg} of ${this.site.eni} begins`, () => this.deeds().at(-1)?.do === leg);
  }

  /** What was under way has ended well. */
  complete(): void {
    this.arena.settle(this.site, this.way.leg === "detach" ? undefined : this.goal);
  }

  /** What was under way has ended as if it had never begun. */
  giveUp(): void {
    this.arena.settle(this.site, this.way.leg === "attach" ? undefined : this.site.origin);
  }

  /** What the user is told to run after a fault: the same again. Then nothing is left to do, and nothing was done twice. */
  async heal(accepted: Accepted = once[this.way.operation]): Promise<void> {
    await this.operate(await this.arena.provider("next"));
    this.#expectTogether();
    expect(this.#accepted()).toEqual(accepted);
    await this.#expectNothingLeftToDo();
    await this.#clearAway(accepted);
    expect(secretsIn(this.arena.vendor, [JSON.stringify(this.stack)])).toEqual([]);
  }

  /** What the cloud did, because it was called, since the operation began. */
  deeds() {
    return this.arena.deeds(this.site.eni).slice(this.#before);
  }

  #accepted(): Accepted {
    const count = (leg: Leg) => this.deeds().filter((deed) => deed.do === leg).length;
    return { detach: count("detach"), attach: count("attach") };
  }

  /** State and cloud say the same, and it is what the program says. */
  #expectTogether(): void {
    const { goal } = this;
    const eni = this.arena.eni(this.site.eni);
    expect({ status: eni.status, on: eni.instanceId }).toEqual({
      status: goal === undefined ? "available" : "inUse",
      on: goal,
    });
    const { resource } = this.stack;
    if (goal === undefined) {
      expect(resource).toBeUndefined();
      return;
    }
    const vendorState = this.arena.vendor.words.attached;
    expect(resource?.initErrors).toEqual([]);
    expect(resource?.outputs).toMatchObject({ state: "attached", instanceId: goal, attachedTo: goal, vendorState });
    expect(resource?.outputs["__provider"]).toBe(resource?.inputs["__provider"]);
  }

  async #expectNothingLeftToDo(): Promise<void> {
    const calls = this.arena.journal.changes(this.site.eni).length;
    await expect(this.operate(await this.arena.provider("next"))).resolves.toBe("unchanged");
    expect(this.arena.journal.changes(this.site.eni)).toHaveLength(calls);
  }

  /** What is attached is detached by one call, from where it is. */
  async #clearAway(accepted: Accepted): Promise<void> {
    const { goal } = this;
    if (goal === undefined) return;
    await this.stack.destroy(await this.arena.provider("last"));
    expect(this.arena.eni(this.site.eni)).toMatchObject({ status: "available" });
    expect(this.#accepted()).toEqual({ ...accepted, detach: accepted.detach + 1 });
    expect(this.deeds().at(-1)).toEqual({ do: "detach", instanceId: goal });
  }
}
