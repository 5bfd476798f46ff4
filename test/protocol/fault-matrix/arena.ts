// Where the cases of one vendor meet: a cloud with an ENI and two instances for each case, and providers that several cases
// share, as the attachments of one program do.
import type { LocalCloud } from "../../../simulator/server.ts";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import type { Properties, RunningProvider } from "../../support/running-provider.ts";
import { recordDeeds } from "./deeds.ts";
import type { Deed } from "./deeds.ts";
import { Journal } from "./journal.ts";
import type { Pace } from "./journal.ts";
import { lent } from "./sites.ts";
import type { Site } from "./sites.ts";

export interface ProcessOptions {
  /** It works with the credentials that expire. */
  readonly lent?: boolean;
  /** Its machine's clock is wrong. */
  readonly clockAheadMs?: number;
}

export abstract class Arena {
  readonly vendor: VendorCase;
  readonly cloud: Pick<LocalCloud, "world" | "faults" | "calls">;
  readonly journal: Journal;
  /** What the cloud did to an ENI because it was called. */
  readonly deeds: (eni: string) => readonly Deed[];
  readonly #providers = new Map<string, Promise<RunningProvider>>();
  readonly #sites: Site[];
  #planned = 0;

  protected constructor(vendor: VendorCase, cloud: Arena["cloud"], sites: Site[], pace: Pace) {
    this.vendor = vendor;
    this.cloud = cloud;
    this.#sites = sites;
    this.journal = new Journal(cloud, pace);
    this.deeds = recordDeeds(cloud.world);
  }

  protected abstract start(options: ProcessOptions): Promise<RunningProvider>;

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

  /** The provider of that name, which is started by the first case that asks for it. */
  provider(name: string, options: ProcessOptions = {}): Promise<RunningProvider> {
    const known = this.#providers.get(name);
    if (known) return known;
    const starting = this.start(options);
    this.#providers.set(name, starting);
    return starting;
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
    const providers = await Promise.all(this.#providers.values());
    return providers.flatMap(({ stdout, stderr }) => [...stdout, ...stderr]);
  }

  async close(): Promise<void> {
    this.journal.close();
    const providers = await Promise.allSettled(this.#providers.values());
    await Promise.all(providers.map(async (one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
  }
}
