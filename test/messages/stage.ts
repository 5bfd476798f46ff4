// What a row of the tables needs to come about: a vendor's world with one ENI, and short ways to make it misbehave.
import type { Properties } from "../../provider/attachment/properties.ts";
import { EngineWatch } from "../../provider/engine/engine.ts";
import { testEnvironment } from "../contract/environment.ts";
import { caseOf, leastInputs } from "../contract/vendor-cases.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import type { InProcessOptions } from "../support/in-process.ts";

export interface Setting extends Omit<InProcessOptions, "world"> {
  /** Added to the vendor's world. */
  readonly world?: Record<string, unknown>;
}

export class Stage {
  readonly vendor: VendorCase;
  readonly cloud: InProcess;
  /** Calls up to here, and lines, belong to what was before the situation. */
  since = 0;

  constructor(vendorName: string, { world, ...options }: Setting = {}) {
    this.vendor = caseOf(vendorName);
    this.cloud = new InProcess({ ...options, world: { ...this.vendor.world(), ...world } });
  }

  get ids() {
    return this.vendor.ids;
  }

  get actions() {
    return this.vendor.actions;
  }

  get world() {
    return this.cloud.cloud.world;
  }

  inputs(instanceId?: string, more: Properties = {}): Properties {
    return leastInputs(this.vendor, instanceId, { __provider: "code", ...more });
  }

  /** From here on it is another run of Pulumi, and what was said before is forgotten. */
  newRun(): void {
    this.cloud.restart();
    this.cloud.lines.length = 0;
    this.since = this.cloud.mark();
  }

  /** A stack with the ENI on `a`, from an earlier run. */
  async attached(more: Properties = {}): Promise<{ id: string; outs: Properties }> {
    const created = await this.cloud.create(this.inputs(this.ids.a, more));
    this.newRun();
    return created;
  }

  /** The user's environment loses its credentials. */
  loseCredentials(): void {
    for (const name of Object.keys(this.vendor.environment)) Reflect.deleteProperty(testEnvironment, name);
  }

  /** The environment has another key id, or another secret. */
  credentials(change: { keyId?: string; secret?: string }): void {
    const [keyId = "", secret = ""] = Object.keys(this.vendor.environment);
    if (change.keyId !== undefined) testEnvironment[keyId] = change.keyId;
    if (change.secret !== undefined) testEnvironment[secret] = change.secret;
  }

  behave(behaviours: Record<string, unknown>): void {
    this.world.patchEni(this.ids.eni, { behaviours });
  }

  fault(rule: Record<string, unknown>): void {
    this.cloud.cloud.faults.add(rule);
  }

  /** Every further call of this kind (for one instance) is refused by the vendor. */
  refuse(action: string, code: string, instance?: string): void {
    this.fault({ kind: "error", code, match: { action, ...(instance === undefined ? {} : { instance }) } });
  }

  create(instanceId?: string, more?: Properties) {
    return this.cloud.create(this.inputs(instanceId, more));
  }

  /** The ENI of an earlier run moves from `a` to `to`. `meanwhile` happens before the move. */
  async move(to: string, meanwhile?: () => void, more: Properties = {}): Promise<unknown> {
    const { id, outs } = await this.attached();
    meanwhile?.();
    return this.cloud.update(id, outs, this.inputs(to, more));
  }

  async destroy(meanwhile?: () => void, more: Properties = {}): Promise<unknown> {
    const { id, outs } = await this.attached();
    meanwhile?.();
    return this.cloud.delete(id, { ...outs, ...more });
  }

  /** The first half of a replacement, whose lines of the plan are forgotten. */
  async replace(news: Properties): Promise<unknown> {
    const { id, outs } = await this.attached();
    await this.cloud.check(outs, news);
    await this.cloud.diff(id, outs, news);
    this.cloud.lines.length = 0;
    return this.cloud.delete(id, outs);
  }

  async refresh(meanwhile?: () => void): Promise<unknown> {
    const { id, outs } = await this.attached();
    meanwhile?.();
    return this.cloud.read(id, outs);
  }

  /** What the engine asks at a preview of a new attachment. */
  previewNew(instanceId?: string, more?: Properties) {
    return this.cloud.check({}, this.inputs(instanceId, more));
  }

  /** What the engine asks at a preview of an attachment that exists on `a`. */
  async preview(news: Properties, meanwhile?: () => void, made: Properties = {}): Promise<unknown> {
    const { id, outs } = await this.attached(made);
    meanwhile?.();
    await this.cloud.check(this.inputs(), news);
    return this.cloud.diff(id, outs, news);
  }

  /** What the engine asks at a preview after a refresh that found a drift. `meanwhile` happens between the two. */
  async previewDrift(drift: () => void, meanwhile?: () => void, made: Properties = {}): Promise<unknown> {
    const { id, outs } = await this.attached(made);
    drift();
    const { props } = await this.cloud.read(id, outs);
    this.newRun();
    meanwhile?.();
    await this.cloud.check(outs, this.inputs(this.ids.a, made));
    return this.cloud.diff(id, props, this.inputs(this.ids.a, made));
  }

  /** The cloud changes this long after the situation began, while the provider is at work. */
  later(ms: number, change: () => void): void {
    void this.cloud.clock.sleep(ms).then(change);
  }
}

/** The key that the worlds of the vendor cases accept. */
export const key = { accessKeyId: "AKIDEXAMPLE00000000000000001", accessKeySecret: "ExampleSecretNotARealOne000001" };

/** A world of alicloud-ecs in which somebody is at work on the ENI and i-b. */
export function held(status: "attaching" | "detaching", behaviours: Record<string, unknown> = {}): Setting {
  return { world: { enis: [{ id: "eni-one", instanceId: "i-b", status, behaviours }] } };
}

/** alicloud-ecs names no instance in what it shows of an ENI. */
export const withoutHolder: Setting = {
  tamper: ({ headers }, response) =>
    headers["x-acs-action"] === "DescribeNetworkInterfaces"
      ? { ...response, body: response.body.replaceAll(/"InstanceId":"[^"]*"/g, '"InstanceId":""') }
      : response,
};

/** An engine that is there for so many changes of the cloud, and then gone. */
export function engineFor(changes: number): EngineWatch {
  return new (class extends EngineWatch {
    #left = changes;

    override answers(): Promise<boolean> {
      return Promise.resolve((this.#left -= 1) >= 0);
    }
  })(undefined);
}
