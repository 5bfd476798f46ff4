// A local cloud on a port, as a test sees it: its address, the calls that it got, and how things are there.
import type { CallRecord } from "../../simulator/call-log.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import type { LocalCloud } from "../../simulator/server.ts";

type Properties = Record<string, unknown>;

export const key = { accessKeyId: "LTAI5tEXAMPLEKEYID000001", accessKeySecret: "ExampleSecretNotARealOne000001" };

/** Credentials in the environment, as the vendor's own tools read them. */
export const credentials = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
};

/** Small latencies: nothing that is asserted depends on how long something takes. */
export const world = (more: Properties = {}): Properties => ({
  accounts: [key],
  regions: [
    { id: "cn-hangzhou", zones: ["cn-hangzhou-h"] },
    { id: "cn-beijing", zones: ["cn-beijing-a"] },
  ],
  latency: { attachMs: 50, detachMs: 50 },
  instances: [
    { id: "i-a", maxEnis: 20 },
    { id: "i-b", maxEnis: 20 },
  ],
  enis: [{ id: "eni-one" }, { id: "eni-two" }],
  ...more,
});

/** The arguments of an attachment of eni-one to i-a, and what is given besides. */
export const attachment = (more: Properties = {}): Properties => ({
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  networkInterfaceId: "eni-one",
  instanceId: "i-a",
  ...more,
});

export class OnCloud {
  readonly cloud: LocalCloud;
  #closed = false;

  protected constructor(cloud: LocalCloud) {
    this.cloud = cloud;
  }

  protected static start(more: Properties = {}): Promise<LocalCloud> {
    return startLocalCloud({ world: world(more) });
  }

  /** For ENI_ENDPOINTS and eni:endpoints. */
  get endpoints(): string {
    return JSON.stringify({ "alicloud-ecs": this.cloud.origin });
  }

  /** Names this moment in the call log. */
  mark(): number {
    return this.cloud.calls().at(-1)?.sequence ?? 0;
  }

  calls(since = 0): CallRecord[] {
    return this.cloud.calls({ since });
  }

  /** Calls that change something, as `Attach eni-one i-a`. */
  changes(since = 0): string[] {
    return this.calls(since)
      .filter(({ action }) => /^(Attach|Detach)/.test(action))
      .map(({ action, eni, instance }) => `${action.replace("NetworkInterface", "")} ${eni} ${instance}`);
  }

  eni(id = "eni-one") {
    const { enis } = this.cloud.world.snapshot();
    return enis.find((eni) => eni.id === id);
  }

  /** Waits for something that is sure to come. The test's own timeout ends the test, and close() this wait. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!this.#closed && !(await condition())) await new Promise((done) => setTimeout(done, 10));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.cloud.close();
  }
}
