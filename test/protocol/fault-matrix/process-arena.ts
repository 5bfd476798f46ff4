// The arena of the real provider process: one local cloud on a port for all cases of a vendor, which share processes as the
// attachments of a program do, in real time.
import { startLocalCloud } from "../../../simulator/server.ts";
import type { LocalCloud } from "../../../simulator/server.ts";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import { adapterUnderTest } from "../../support/adapters.ts";
import type { RunningProvider } from "../../support/running-provider.ts";
import { builtBlob } from "../setting.ts";
import { Arena } from "./arena.ts";
import type { ProcessOptions } from "./arena.ts";
import { lentEnvironment, rates, siteOf, worldOf } from "./sites.ts";
import type { Site } from "./sites.ts";

/** How often waits look, in milliseconds. */
const LOOK_EVERY = 10;

/** Node's options that set a process's clock wrong, before anything else is loaded. */
function clockOf(aheadMs: number): Record<string, string> {
  const code = `const now = Date.now; Date.now = () => now() + ${aheadMs};`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

export class ProcessArena extends Arena {
  readonly #cloud: LocalCloud;

  private constructor(vendor: VendorCase, cloud: LocalCloud, sites: Site[]) {
    const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    super(vendor, cloud, sites, { now: () => Date.now(), sleep, lookEvery: LOOK_EVERY });
    this.#cloud = cloud;
  }

  /** @param count sites: one for each case. */
  static async open(vendor: VendorCase, count: number): Promise<ProcessArena> {
    const sites = Array.from({ length: count }, (_none, index) => siteOf(vendor, index));
    return new ProcessArena(vendor, await startLocalCloud({ world: worldOf(vendor, sites) }), sites);
  }

  protected override async start({ lent = false, clockAheadMs = 0 }: ProcessOptions): Promise<RunningProvider> {
    return adapterUnderTest().start({
      blob: await builtBlob(),
      config: rates(this.vendor),
      env: {
        ...(lent ? lentEnvironment(this.vendor) : this.vendor.environment),
        ...(clockAheadMs === 0 ? {} : clockOf(clockAheadMs)),
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
        ENI_ENDPOINTS: JSON.stringify({
          [this.vendor.vendor]: this.#cloud.origin,
          "tencentcloud-cvm": this.#cloud.origin,
        }),
      },
    });
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#cloud.close();
  }
}
