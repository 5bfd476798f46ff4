// Fleets of attachments at once, a thousand at the first vendor, in virtual time: calls, lag and wall time against the floor, of every vendor. Nothing here
// depends on the machine.
import { afterEach, describe, expect, test } from "@jest/globals";
import { spread } from "../../bench/figures.ts";
import type { Limits } from "../../bench/measured.ts";
import { fleet, withoutRates } from "../../bench/fleet.ts";
import { floorOf } from "../../bench/floor.ts";
import type { Change } from "../../simulator/world/transitions.ts";
import { InProcess } from "../support/in-process.ts";
import type { Properties, ProviderCalls } from "../support/running-provider.ts";
import { onlyTheseCredentials } from "./environment.ts";
import { minuteBudgets, vendorCases } from "./vendor-cases.ts";
import type { FleetBounds } from "./vendor-cases/vendor-case.ts";

/** What a vendor's fleet may take at most, unless its case says otherwise. */
const bounds: FleetBounds = { create: 1.1, move: 2.2, destroy: 1.1, trickling: 1.4, timesFloor: 1.25 };

/** Calls that a fleet of any size takes: its first pages, and looks while its changes begin and end. */
const ofAnySize = 80;

type Action = "create" | "move" | "destroy";

class MeasuredFleet {
  readonly #fleet;
  readonly #limits: Limits;
  readonly #cloud: InProcess;
  readonly #changes: Change[] = [];
  readonly #stored = new Map<number, { id: string; outs: Properties }>();
  readonly restore: () => void;

  constructor(vendor: string, size: number, limits: Limits) {
    this.#limits = limits;
    this.#fleet = fleet(vendor, size, {
      limits: limits === "documented" ? { documented: true, perMinute: minuteBudgets } : {},
    });
    this.restore = onlyTheseCredentials(this.#fleet.environment);
    this.#cloud = new InProcess({
      world: this.#fleet.world,
      configuration: limits === "none" ? { "eni:rateLimits": withoutRates(vendor) } : {},
      onChange: (change) => this.#changes.push(change),
    });
  }

  get indices(): number[] {
    return Array.from({ length: this.#fleet.size }, (_, index) => index);
  }

  inputs(index: number, side: "a" | "b"): Properties {
    return this.#fleet.inputs(index, side);
  }

  /** Every attachment's operation in a new process; each begins so many milliseconds after the one before. */
  async run(action: Action, { apart = 0 } = {}) {
    this.#cloud.restart();
    this.#changes.length = 0;
    const { clock } = this.#cloud;
    const since = this.#cloud.mark();
    const began = clock.now();
    const returnedAt = new Map<unknown, number>();
    await this.#cloud.together((provider) =>
      Promise.all(
        this.indices.map(async (index) => {
          await clock.sleep(index * apart);
          await this.#operation(provider, action, index);
          returnedAt.set(this.inputs(index, "a")["networkInterfaceId"], clock.now());
        }),
      ),
    );
    const calls = this.#cloud.calls(since);
    const { size, vendor } = this.#fleet;
    const floor = floorOf({ vendor, action, size, limits: this.#limits, changes: this.#changes });
    const changedAt = new Map(this.#changes.map(({ eniId, at }) => [eniId, at]));
    const lags = [...changedAt].map(([eni, at]) => (returnedAt.get(eni) ?? Infinity) - at);
    return {
      callsEach: (calls.length - ofAnySize) / size,
      attaches: calls.filter((call) => call.action.startsWith("Attach")).length,
      throttledLater: calls.filter((call) => call.code !== undefined && call.at > began + 1_000).length,
      timesFloor: (clock.now() - began) / floor.wall,
      lag: spread(lags) ?? { p50: 0, p95: 0, p99: 0 },
    };
  }

  async #operation(provider: ProviderCalls, action: Action, index: number): Promise<void> {
    const { id, outs } = this.#stored.get(index) ?? { id: "", outs: {} };
    if (action === "destroy") return provider.delete(id, outs);
    const side = action === "create" ? "a" : "b";
    const { inputs } = await provider.check(this.inputs(index, side), outs);
    if (action === "create") {
      this.#stored.set(index, await provider.create(inputs));
    } else {
      await provider.diff(id, outs, inputs);
      this.#stored.set(index, { id, ...(await provider.update(id, outs, inputs)) });
    }
  }

  /** Calls of a preview, one attachment after another as the engine has them, or all at once. */
  async preview(side: "a" | "b", { atOnce }: { atOnce: boolean }): Promise<number> {
    this.#cloud.restart();
    const since = this.#cloud.mark();
    await this.#cloud.together(async (provider) => {
      const one = async (index: number) => {
        const { id, outs } = this.#stored.get(index) ?? { id: "", outs: {} };
        const { inputs } = await provider.check(this.inputs(index, side), outs);
        await provider.diff(id, outs, inputs);
      };
      if (atOnce) await Promise.all(this.indices.map(one));
      else for (const index of this.indices) await one(index);
    });
    return this.#cloud.calls(since).length;
  }
}

let open: MeasuredFleet | undefined;
const measured = (...of: ConstructorParameters<typeof MeasuredFleet>) => (open = new MeasuredFleet(...of));
afterEach(() => open?.restore());

/** What a thousand show beyond five hundred does not depend on the vendor. */
const sizeOf = (index: number): number => (index === 0 ? 1_000 : 500);

describe.each(
  vendorCases.map((one, at) => [one.vendor, sizeOf(at), { ...bounds, ...one.fleet }, one.perMinute] as const),
)("%s", (vendor, size, most, perMinute) => {
  test(`${size} without a rate: calls, lag and time of each action, and what a preview asks`, async () => {
    const all = measured(vendor, size, "none");
    const create = await all.run("create");
    expect(create.callsEach).toBeLessThanOrEqual(most.create);
    expect(create.timesFloor).toBeLessThanOrEqual(1.15);
    expect(create.lag.p95).toBeLessThanOrEqual(1_500);

    expect(await all.preview("a", { atOnce: false })).toBe(0);
    expect(await all.preview("b", { atOnce: false })).toBeLessThanOrEqual(45);
    expect(await all.preview("b", { atOnce: true })).toBeLessThanOrEqual(45);

    const move = await all.run("move");
    expect(move.callsEach).toBeLessThanOrEqual(most.move);
    expect(move.timesFloor).toBeLessThanOrEqual(1.25);

    const destroy = await all.run("destroy");
    expect(destroy.callsEach).toBeLessThanOrEqual(most.destroy);
    expect(destroy.timesFloor).toBeLessThanOrEqual(1.15);
    expect(destroy.lag.p95).toBeLessThanOrEqual(1_500);
  });

  test("operations that begin one after another, as the engine's do, take hardly more calls", async () => {
    const trickling = measured(vendor, 500, "none");
    // Five ENIs in a question's time are too few for the list, at a vendor that takes one id a call.
    expect((await trickling.run("create", { apart: 10 })).callsEach).toBeLessThanOrEqual(most.trickling);
    expect((await trickling.run("destroy", { apart: 10 })).callsEach).toBeLessThanOrEqual(most.trickling);
  });

  test("few are noticed within half a second", async () => {
    const few = measured(vendor, 10, "documented");
    expect((await few.run("create")).lag.p95).toBeLessThanOrEqual(500);
    expect((await few.run("destroy")).lag.p95).toBeLessThanOrEqual(500);
  });

  test("under the documented rates nothing is throttled, and the time is the rates'", async () => {
    // More than the minute's budget, where there is one.
    const many = perMinute ? 1_200 : 300;
    const limited = measured(vendor, many, "documented");
    const { throttledLater, timesFloor, attaches } = await limited.run("create");
    expect([throttledLater, attaches]).toEqual([0, many]);
    // Where the rates take little time, most of what is above the floor is the lag.
    expect(timesFloor).toBeLessThanOrEqual(most.timesFloor);
  });
});
