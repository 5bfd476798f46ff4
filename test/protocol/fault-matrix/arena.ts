// Where the cases of one vendor meet: a local cloud with an ENI and two instances for each case, and provider processes
// that several cases share, as the attachments of one program do.
import { startLocalCloud } from "../../../simulator/server.ts";
import type { LocalCloud } from "../../../simulator/server.ts";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import { ProviderProcess } from "../harness.ts";
import type { Properties } from "../harness.ts";
import { builtBlob } from "../setting.ts";
import { recordDeeds } from "./deeds.ts";
import type { Deed } from "./deeds.ts";
import { Journal } from "./journal.ts";

/** One case's own corner of the cloud. */
export interface Site {
  readonly eni: string;
  /** Where the ENI is, or comes from. */
  readonly origin: string;
  /** Where a move brings it. */
  readonly target: string;
}

/** Wide enough that no case waits for the others' turns: rates have tests of their own. */
const rates = (vendor: string) => ({
  "eni:rateLimits": JSON.stringify({
    [vendor]: Object.fromEntries(
      [
        "*",
        "AttachNetworkInterface",
        "DetachNetworkInterface",
        "DescribeNetworkInterfaces",
        "DescribeVpcTaskResult",
      ].map((action) => [action, 5_000]),
    ),
  }),
});

type Entry = Record<string, unknown>;

/** A short latency: what is under way shows, and nothing that is asserted depends on how long it is. */
const latency = { attachMs: 60, detachMs: 60 };

const shapes: Readonly<Record<string, (number: number) => { eni: string; instance: string }>> = {
  "alicloud-ecs": (n) => ({ eni: `eni-m${pad(n, 7)}`, instance: `i-m${pad(n, 7)}` }),
  "tencentcloud-ecm": (n) => ({ eni: `eni-m${pad(n, 7)}`, instance: `ein-m${pad(n, 7)}` }),
  "zenlayer-zec": (n) => ({ eni: `13046820495${pad(n, 8)}`, instance: `12721680877${pad(n, 8)}` }),
};
const tencent = (n: number) => ({ eni: `eni-m${pad(n, 7)}`, instance: `ins-m${pad(n, 7)}` });
const pad = (n: number, digits: number) => String(n).padStart(digits, "0");

function siteOf({ vendor }: VendorCase, index: number): Site {
  const ids = shapes[vendor] ?? tencent;
  return { eni: ids(2 * index).eni, origin: ids(2 * index).instance, target: ids(2 * index + 1).instance };
}

/** The vendor's small world, with as many sites in place of its few things. */
function worldOf(vendor: VendorCase, sites: readonly Site[]): Entry {
  const { instances, enis, ...rest } = vendor.world() as { instances: Entry[]; enis: Entry[] };
  return {
    ...rest,
    latency,
    accounts: accountsOf(vendor),
    instances: sites.flatMap(({ origin, target }) => [origin, target].map((id) => ({ ...instances[0], id }))),
    enis: [...sites.map(({ eni }) => ({ ...enis[0], id: eni })), ...others(vendor, enis[0])],
  };
}

/**
 * Where a call takes one id, a process asks for the list of all when that is fewer calls, and no fault of one ENI's question would
 * be met. In an account with so many it never is.
 */
function others({ batches }: VendorCase, like: Entry | undefined): Entry[] {
  return Array.from({ length: batches ? 0 : 3_000 }, (_none, index) => ({ ...like, id: `eni-x${pad(index, 7)}` }));
}

interface ProcessOptions {
  /** It works with the credentials that expire. */
  readonly lent?: boolean;
  /** Its machine's clock is wrong. */
  readonly clockAheadMs?: number;
}

/** Node's options that set a process's clock wrong, before anything else is loaded. */
function clockOf(aheadMs: number): Record<string, string> {
  const code = `const now = Date.now; Date.now = () => now() + ${aheadMs};`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

/** Temporary credentials, of which one run loses its hold on the cloud half-way; the others have lasting ones. */
const lent = {
  accessKeyId: "AKIDEXAMPLE00000000000000009",
  accessKeySecret: "ExampleSecretNotARealOne000009",
  securityToken: "ExampleTokenNotARealOne0000000000000009",
};

/** The token's variable; undefined for a vendor without temporary credentials, whose key is disabled instead. */
const tokenVariables: Readonly<Record<string, string>> = {
  "alicloud-ecs": "ALIBABA_CLOUD_SECURITY_TOKEN",
  "tencentcloud-vpc": "TENCENTCLOUD_TOKEN",
  "tencentcloud-vpc-v2": "TENCENTCLOUD_TOKEN",
  "tencentcloud-ecm": "TENCENTCLOUD_TOKEN",
};

function accountsOf(vendor: VendorCase): Entry[] {
  const { accessKeyId, accessKeySecret } = lent;
  const [lasting] = vendor.world()["accounts"] as Entry[];
  return [lasting ?? {}, tokenVariables[vendor.vendor] === undefined ? { accessKeyId, accessKeySecret } : lent];
}

function lentEnvironment(vendor: VendorCase): Record<string, string> {
  const names = Object.keys(vendor.environment);
  const token = tokenVariables[vendor.vendor];
  return {
    ...Object.fromEntries(names.map((name) => [name, /_ID$/.test(name) ? lent.accessKeyId : lent.accessKeySecret])),
    ...(token === undefined ? {} : { [token]: lent.securityToken }),
  };
}

export class Arena {
  readonly vendor: VendorCase;
  readonly cloud: LocalCloud;
  readonly journal: Journal;
  /** What the cloud did to an ENI because it was called. */
  readonly deeds: (eni: string) => readonly Deed[];
  readonly #processes = new Map<string, Promise<ProviderProcess>>();
  readonly #sites: Site[];
  #planned = 0;

  private constructor(vendor: VendorCase, cloud: LocalCloud, sites: Site[]) {
    this.vendor = vendor;
    this.cloud = cloud;
    this.#sites = sites;
    this.journal = new Journal(cloud);
    this.deeds = recordDeeds(cloud.world);
  }

  /** @param count sites: one for each case. */
  static async open(vendor: VendorCase, count: number): Promise<Arena> {
    const sites = Array.from({ length: count }, (_none, index) => siteOf(vendor, index));
    return new Arena(vendor, await startLocalCloud({ world: worldOf(vendor, sites) }), sites);
  }

  /** Name of a process for a plan's faults: each has a few. */
  planner(): string {
    return `plans ${Math.floor(this.#planned++ / 4)}`;
  }

  site(): Site {
    const site = this.#sites.shift();
    if (site === undefined) throw new Error("more cases than sites");
    return site;
  }

  /** The arguments of the attachment of a site's ENI to one of its instances. */
  program(site: Site, instanceId: string, more: Properties = {}): Properties {
    const { vendor, region, required } = this.vendor;
    const place = region === undefined ? {} : { region };
    return { vendor, ...place, networkInterfaceId: site.eni, instanceId, ...required, ...more };
  }

  /** The provider process of that name, which is started by whoever asks for it first. */
  provider(name: string, { lent: isLent = false, clockAheadMs = 0 }: ProcessOptions = {}): Promise<ProviderProcess> {
    const known = this.#processes.get(name);
    if (known) return known;
    const credentials = isLent ? lentEnvironment(this.vendor) : this.vendor.environment;
    const starting = this.#start({ ...credentials, ...(clockAheadMs === 0 ? {} : clockOf(clockAheadMs)) });
    this.#processes.set(name, starting);
    return starting;
  }

  async #start(environment: Readonly<Record<string, string>>): Promise<ProviderProcess> {
    return ProviderProcess.start({
      blob: await builtBlob(),
      config: rates(this.vendor.vendor),
      env: {
        ...environment,
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
        ENI_ENDPOINTS: JSON.stringify({ [this.vendor.vendor]: this.cloud.origin }),
      },
    });
  }

  /** The lent credentials do not hold any more. */
  expireLent(): void {
    const account = this.cloud.world.account(lent.accessKeyId);
    if (account === undefined) throw new Error("there are no lent credentials in this world");
    if (account.securityToken === undefined) account.inactive = true;
    else account.securityTokenExpiresAt = new Date(0).toISOString();
  }

  eni(id: string) {
    const eni = this.cloud.world.eni(id);
    if (eni === undefined) throw new Error(`there is no ENI ${id}`);
    return eni;
  }

  /** The cloud ends what is under way: the ENI is on the instance, or on none. */
  settle({ eni }: Site, instanceId: string | undefined): void {
    if (instanceId === undefined) this.cloud.world.freeEni(eni);
    else this.cloud.world.placeEni(eni, instanceId);
  }

  /** Everything that a user could see of the processes, and that must hold no secret. */
  async seen(): Promise<string[]> {
    const processes = await Promise.all(this.#processes.values());
    return processes.flatMap(({ stdout, stderr }) => [...stdout, ...stderr]);
  }

  async close(): Promise<void> {
    this.journal.close();
    const processes = await Promise.allSettled(this.#processes.values());
    await Promise.all(processes.map(async (one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
    await this.cloud.close();
  }
}

/** Values and forms that must be in no line, error and state. */
export function secretsIn(vendor: VendorCase, texts: readonly string[]): string[] {
  const values = [...Object.values(vendor.environment), ...Object.values(lent)];
  const forms = [...values, ...values.map((value) => encodeURIComponent(value))];
  return texts.filter(
    (text) => forms.some((form) => text.includes(form)) || /Signature=[A-Za-z0-9+/%]{16,}/.test(text),
  );
}
