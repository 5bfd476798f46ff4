// Whole lives in virtual time, with answers changed at random: never a wrong success, never a hang, every error a clear one
// without secrets; and when the answers are good again, one more run heals everything.
import { afterAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import type { HttpRequest, HttpResponse } from "../../provider/http/transport.ts";
import { onlyTheseCredentials } from "../contract/environment.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import { seeded } from "../unit/fakes.ts";
import type { Json, Mutation } from "./mutations.ts";
import { isStatement, kinds, mutatedBody, pathsOf, slowKinds } from "./mutations.ts";
import { seedOf, timesOf } from "./seeds.ts";

const counted = { lives: 0, changed: 0, failures: 0, codes: new Set<string>() };
afterAll(() => {
  process.stdout.write(
    `fuzz: ${counted.lives} lives, ${counted.changed} answers changed, ${counted.failures} errors, all told: ${[...counted.codes].sort().join(", ")}\n`,
  );
});

const quickKinds = kinds.filter((kind) => !slowKinds.includes(kind));

/** Keys that say which ENI it is and where, and the items of lists. */
const decisive = /^(\d+|(NetworkInterface|nic|Instance|task|request)Id|State|Status|Attachment|instanceSet)$/i;

/** Changes answers while it has some left to change. */
class Tamperer {
  left: number;
  readonly #chance: () => number;
  readonly #share: number;
  #again = 0;
  #mutations: readonly Mutation[] = [];

  constructor(seed: number) {
    this.#chance = seeded(seed);
    this.left = 1 + Math.floor(this.#chance() * 12);
    this.#share = 0.2 + this.#chance() * 0.8;
  }

  readonly tamper = (_request: HttpRequest, response: HttpResponse): HttpResponse => {
    if (this.left === 0 || this.#chance() > this.#share) return response;
    this.left -= 1;
    counted.changed += 1;
    const { body } = response;
    const way = this.#chance();
    if (way < 0.1) return { ...response, body: body.slice(0, this.#below(body.length)) };
    if (way < 0.15) return { status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad Gateway</html>" };
    if (way < 0.2) return { ...response, status: 503 };
    if (way < 0.25) return { status: 302, headers: { location: "https://elsewhere.example.com/?a=b" }, body: "" };
    return { ...response, body: this.#changed(body) };
  };

  #below(count: number): number {
    return Math.floor(this.#chance() * count);
  }

  /** The same change several times in a row, as of a server that was updated: a second look does not find it out. */
  #changed(body: string): string {
    const value = JSON.parse(body) as Json;
    if ((this.#again -= 1) >= 0) return mutatedBody(value, this.#mutations);
    this.#again = this.#below(4);
    const all = pathsOf(value);
    // Where things are said that decide: more often than their share.
    const places = this.#chance() < 0.6 ? all.filter((path) => decisive.test(String(path.at(-1)))) : all;
    const mutations = Array.from({ length: 1 + this.#below(2) }, () => ({
      path: places[this.#below(places.length)] ?? [],
      kind: quickKinds[this.#below(quickKinds.length)] ?? "null",
    })).filter((one) => !isStatement(one));
    this.#mutations = mutations;
    return mutatedBody(value, mutations);
  }
}

interface State {
  readonly id: string;
  readonly properties: Properties;
}

class Life {
  readonly cloud: InProcess;
  readonly tamperer: Tamperer;
  readonly #vendor: VendorCase;

  constructor(vendor: VendorCase, seed: number) {
    this.#vendor = vendor;
    this.tamperer = new Tamperer(seed);
    this.cloud = new InProcess({ world: vendor.world(), tamper: this.tamperer.tamper });
  }

  inputs(instanceId: string): Properties {
    return leastInputs(this.#vendor, instanceId, { __provider: "code", timeouts: { attach: "3m", detach: "3m" } });
  }

  get eni() {
    return this.cloud.cloud.world.snapshot().enis.find((eni) => eni.id === this.#vendor.ids.eni);
  }

  /** The result, or the state that the error leaves behind: what the engine would keep. */
  async attempt<T>(work: Promise<T>): Promise<{ readonly result?: T; readonly left?: State }> {
    try {
      return { result: await work };
    } catch (error) {
      counted.failures += 1;
      if (!(error instanceof Error)) throw error;
      const { id, properties } = error as { id?: string; properties?: Properties };
      // A crash has another name, and says nothing of what to do.
      const code = /\[([A-Z_]+)\]$/.exec(error.message)?.[1];
      if (code === undefined) throw error;
      counted.codes.add(code);
      expect(error.message).toContain(this.#vendor.ids.eni);
      expect(error.message.length).toBeLessThan(4_000);
      this.#expectNoSecret([error.message, JSON.stringify(error), String(error.stack), ...this.cloud.lines].join("\n"));
      return id === undefined || properties === undefined ? {} : { left: { id, properties } };
    } finally {
      this.cloud.restart();
    }
  }

  #expectNoSecret(text: string): void {
    for (const secret of Object.values(this.#vendor.environment)) expect(text).not.toContain(secret);
  }

  expectAttached(properties: Properties, instanceId: string): void {
    expect(this.eni).toMatchObject({ status: "inUse", instanceId });
    expect(properties).toMatchObject({ state: "attached", instanceId, attachedTo: instanceId });
  }

  /** Creates, or goes on from what a failed run left. */
  async put(state: State | undefined, instanceId: string): Promise<State | undefined> {
    const inputs = this.inputs(instanceId);
    if (!state) {
      const { result, left } = await this.attempt(this.cloud.create(inputs));
      if (result) this.expectAttached(result.outs, instanceId);
      return result ? { id: result.id, properties: { ...result.outs, __provider: "code" } } : left;
    }
    const { result, left } = await this.attempt(this.cloud.update(state.id, state.properties, inputs));
    if (result) this.expectAttached(result.outs, instanceId);
    return result ? { id: state.id, properties: { ...result.outs, __provider: "code" } } : (left ?? state);
  }

  async read(state: State): Promise<State> {
    const { result } = await this.attempt(this.cloud.read(state.id, state.properties));
    if (!result) return state;
    // Gone is never read out of an answer that does not say so.
    expect(result.id).toBe(state.id);
    const { status, instanceId } = this.eni ?? {};
    if (result.props["state"] === "attached")
      expect(this.eni).toMatchObject({ status: "inUse", instanceId: result.props["instanceId"] });
    else
      expect([status, instanceId, result.props["vendorState"]]).not.toEqual([
        "inUse",
        state.properties["attachedTo"],
        "InUse",
      ]);
    return { id: state.id, properties: { ...result.props, __provider: "code" } };
  }

  /** True when it was destroyed. */
  async destroy(state: State): Promise<boolean> {
    const { result, left } = await this.attempt(this.cloud.delete(state.id, state.properties).then(() => true));
    if (left) throw new Error("a destroy has no state to leave");
    // What was never ours, as the state has it, is not detached.
    if (result && state.properties["attachedTo"] !== "") expect(this.eni).toMatchObject({ status: "available" });
    return result ?? false;
  }
}

async function live(vendor: VendorCase, seed: number): Promise<void> {
  counted.lives += 1;
  const { ids } = vendor;
  const life = new Life(vendor, seed);
  let state = await life.put(undefined, ids.a);
  state = await life.put(state, ids.b);
  if (state) state = await life.read(state);
  const gone = state ? await life.destroy(state) : false;
  if (gone) state = undefined;
  // From here on answers are good, and what is under way in the cloud has come to its end.
  life.tamperer.left = 0;
  await life.cloud.clock.advance(600_000);
  const healed = await life.put(state, ids.b);
  if (!healed) throw new Error("it did not heal");
  life.expectAttached(healed.properties, ids.b);
  expect(await life.destroy(healed)).toBe(true);
  expect(life.eni).toMatchObject({ status: "available" });
}

/** Lives of each vendor. */
const lives = 16;

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  test("lives end well", async () => {
    const restore = onlyTheseCredentials(vendor.environment);
    const first = seedOf(20_260_118);
    try {
      for (let seed = first; seed < first + timesOf(lives); seed += 1) {
        try {
          await live(vendor, seed);
        } catch (error) {
          throw new Error(`life ${seed} of ${vendor.vendor}`, { cause: error });
        }
      }
    } finally {
      restore();
    }
  });
});
