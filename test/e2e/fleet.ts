// A stack with ENIs of several vendors, each of which meets something else: one run of the engine, and one kill, serves many
// cases. An ENI is named by its vendor and its part: "ali-attaching".
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallRecord } from "../../simulator/call-log.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import type { FaultRuleInput } from "../../simulator/world/faults.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { accountOf } from "../support/account.ts";
import { key } from "../support/on-cloud.ts";
import { program, TYPE } from "./setting.ts";
import { Stack } from "./stack.ts";

type Properties = Record<string, unknown>;

/** By the three letters that name a vendor here. */
const members: ReadonlyMap<string, VendorCase> = new Map(vendorCases.map((one) => [one.ship.name, one]));

export const everybody: readonly string[] = [...members.keys()];

function member(name: string): VendorCase {
  const found = members.get(name);
  if (!found) throw new Error(`no vendor is called ${name} here`);
  return found;
}

/** Where attachments are: every vendor has instances a, b and c, and none that is called x. */
export type Side = "a" | "b" | "c" | "x";

/** Whose the vendor's things are in a world file: the legacy API shows those of the current one. */
function worldVendor(name: string): string {
  const [instance] = member(name).world()["instances"] as { vendor?: string }[];
  return instance?.vendor ?? member(name).vendor;
}

const castOf = (parts: Parts): string[] => {
  const names = new Set(Object.values(parts).flat());
  for (const name of names) member(name);
  return everybody.filter((name) => names.has(name));
};

function world(parts: Parts, more: Properties): Properties {
  const cast = castOf(parts);
  const owners = [...new Map(cast.map((name) => [member(name).ship.instancePrefix, name])).values()];
  return {
    accounts: [key],
    // Nothing that is asserted depends on how long something takes.
    latency: { attachMs: 50, detachMs: 50 },
    regions: [...new Map(vendorCases.map(homeOf).map((region) => [region.id, region])).values()],
    instances: owners.flatMap((name) =>
      ["a", "b", "c"].map((side) => ({ id: instanceId(name, side), vendor: worldVendor(name), maxEnis: 40 })),
    ),
    // In this order: a kept state has the addresses that follow from it.
    enis: cast.flatMap((name) =>
      Object.values(parts).flatMap((vendors, index) =>
        vendors.includes(name) ? [{ id: eniId(name, index), vendor: worldVendor(name) }] : [],
      ),
    ),
    ...more,
  };
}

function homeOf(vendor: VendorCase): { readonly id: string } {
  const [home] = vendor.world()["regions"] as { id: string }[];
  if (!home) throw new Error(`the world of ${vendor.vendor} has no region`);
  return home;
}

/** Tencent's ids have eight letters and digits after the prefix, so the others have them too. */
const eniId = (name: string, index: number): string => `${member(name).ship.eniPrefix}${name}${10_000 + index}`;
const instanceId = (name: string, side: string): string => member(name).ship.instancePrefix + side.repeat(8);
const sideOf = (instance: string): string => instance.at(-1) ?? "";

/** The vendors that have an ENI for each part. */
type Parts = Readonly<Record<string, readonly string[]>>;

/** A side; with further arguments, and under another name. */
export type Wanted = Side | readonly [Side, Properties, name?: string];

export interface FleetOptions {
  /** Default: everybody. */
  readonly vendors?: readonly string[];
  /** What ENIs meet: one ENI of each of the vendors for each, or of those named with it. */
  readonly parts: readonly string[] | Parts;
  readonly world?: Properties;
  readonly env?: NodeJS.ProcessEnv;
}

/** One attachment of the fleet. */
export interface Ship {
  /** The three letters. */
  readonly vendor: string;
  readonly part: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly eni: string;
  /** What its lines begin with. */
  readonly label: string;
}

export class Fleet {
  readonly cloud: LocalCloud;
  readonly stack: Stack;
  readonly ships: readonly Ship[];
  readonly #folder: string;
  readonly #world: Properties;
  #closed = false;

  private constructor(cloud: LocalCloud, stack: Stack, ships: readonly Ship[], folder: string, file: Properties) {
    this.cloud = cloud;
    this.stack = stack;
    this.ships = ships;
    this.#folder = folder;
    this.#world = file;
  }

  static async open({ vendors = everybody, parts, world: more = {}, env }: FleetOptions): Promise<Fleet> {
    const cast = parts instanceof Array ? Object.fromEntries(parts.map((part) => [part, vendors])) : parts;
    const file = world(cast, more);
    const cloud = await startLocalCloud({ world: file });
    const folder = await mkdtemp(join(tmpdir(), "eni-fleet-"));
    const ships = Object.entries(cast).flatMap(([part, owners], index) =>
      owners.map((vendor) => {
        const eni = eniId(vendor, index);
        const { vendor: title, region = "global" } = member(vendor);
        return { vendor, part, name: `${vendor}-${part}`, eni, label: `[eni-attachment ${title}/${region}/${eni}]` };
      }),
    );
    const endpoints = castOf(cast).map((name) => [member(name).vendor, cloud.origin]);
    const outside = {
      ...(env ?? accountOf(key.accessKeyId, key.accessKeySecret)),
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ENI_ENDPOINTS: JSON.stringify({ ...Object.fromEntries(endpoints), "tencentcloud-cvm": cloud.origin }),
      NODE_OPTIONS: `--import=${new URL("missed-engine.js", import.meta.url).href}`,
      MISSED_ENGINE: join(folder, "missed"),
      // The engine's own limit depends on the number of cores.
      PULUMI_PARALLEL: "128",
    };
    try {
      return new Fleet(cloud, await Stack.create({ program: program({}), env: outside }), ships, folder, file);
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  /** The ships of these parts. */
  of(...parts: string[]): Ship[] {
    return this.ships.filter((ship) => parts.includes(ship.part));
  }

  instance({ vendor }: Ship, side: string): string {
    return instanceId(vendor, side);
  }

  /** Declares the ships for which there is a side, with further arguments and under another name where given. */
  async declare(wantedSide: (ship: Ship) => Wanted | undefined): Promise<void> {
    const declared = this.ships.flatMap((ship) => {
      const wanted = wantedSide(ship);
      if (wanted === undefined) return [];
      const [side, more = {}, name = ship.name] = typeof wanted === "string" ? [wanted] : wanted;
      const { vendor, region, required } = member(ship.vendor);
      const ids = { networkInterfaceId: ship.eni, instanceId: this.instance(ship, side) };
      const args = { vendor, ...(region ? { region } : {}), ...ids, ...required, ...more };
      return [[name, args] as const];
    });
    await this.stack.replaceProgram(program(Object.fromEntries(declared)));
  }

  mark(): number {
    return this.cloud.calls().at(-1)?.sequence ?? 0;
  }

  calls(ship: Ship, since = 0): CallRecord[] {
    return this.cloud.calls({ since, eni: ship.eni });
  }

  /** The calls that were to change something: `Detach`, `Attach b`, and what was wrong with one: `Attach b (hang)`. */
  told(ship: Ship, since = 0): string[] {
    return this.calls(ship, since)
      .filter(({ action }) => /^(Attach|Detach)/.test(action))
      .map(({ action, instance, fault, code }) => {
        const side = action.startsWith("Attach") ? ` ${sideOf(instance ?? "")}` : "";
        const wrong = fault ?? code;
        return action.replace("NetworkInterface", side) + (wrong === undefined ? "" : ` (${wrong})`);
      });
  }

  /** What each ship was told since, by its name. */
  log(since = 0, ships = this.ships): Record<string, string[]> {
    return Object.fromEntries(ships.map((ship) => [ship.name, this.told(ship, since)]));
  }

  /** The same for every ship, as its part wants it. */
  expected<T>(byPart: Readonly<Record<string, T>>): Record<string, T> {
    const entries = this.ships.flatMap(({ name, part }) => {
      const wanted = byPart[part];
      return wanted === undefined ? [] : [[name, wanted] as const];
    });
    return Object.fromEntries(entries);
  }

  /** Where each ship is: `a`, or `a, detaching`. */
  places(): Record<string, string> {
    return Object.fromEntries(
      this.ships.map((ship) => {
        const eni = this.cloud.world.eni(ship.eni);
        if (!eni) return [ship.name, "gone"];
        const at = eni.instanceId === undefined ? "free" : sideOf(eni.instanceId);
        return [ship.name, eni.status === "inUse" || eni.status === "available" ? at : `${at}, ${eni.status}`];
      }),
    );
  }

  /** What the state says, in the same form: `a`, or `detached (a)` with the instance it was attached to. */
  async recorded(): Promise<Record<string, string>> {
    const { resources } = await this.stack.exportState();
    const ours = resources.filter(({ type }) => type === TYPE);
    return Object.fromEntries(
      ours.map(({ urn, outputs = {} }) => {
        const { state, attachedTo } = outputs as { state: string; attachedTo: string };
        return [
          urn.split("::").at(-1) ?? urn,
          state === "attached" ? sideOf(attachedTo) : `${state} (${sideOf(attachedTo)})`,
        ];
      }),
    );
  }

  /** What each ship was told since, where it is now, and what the state says. */
  async seen(since = 0) {
    return { log: this.log(since), places: this.places(), recorded: await this.recorded() };
  }

  everywhere<T>(value: T, ships = this.ships): Record<string, T> {
    return Object.fromEntries(ships.map(({ name }) => [name, value]));
  }

  place(ship: Ship, side: Side): void {
    this.cloud.world.placeEni(ship.eni, this.instance(ship, side));
  }

  free(ship: Ship): void {
    this.cloud.world.freeEni(ship.eni);
  }

  behave(ship: Ship, behaviours: NonNullable<Parameters<LocalCloud["world"]["patchEni"]>[1]["behaviours"]>): void {
    this.cloud.world.patchEni(ship.eni, { behaviours });
  }

  /** Every ENI that is on its way off is off now, and the old key is not known any more. */
  async renewAccount(account: Properties): Promise<void> {
    const enis = this.ships.map(({ eni, vendor }) => ({ id: eni, vendor: worldVendor(vendor) }));
    const response = await fetch(`${this.cloud.origin}/_control/world`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...this.#world, accounts: [account], enis }),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** A fault of the calls for one ENI. */
  disturb(ship: Ship, action: "Attach" | "Detach" | "Describe", rule: Disturbance): void {
    const name = action === "Describe" ? "DescribeNetworkInterfaces" : `${action}NetworkInterface`;
    this.cloud.faults.add({ ...rule, match: { action: name, eni: ship.eni } });
  }

  /** How often an operation in a provider process of this fleet missed its engine. */
  async missedEngines(): Promise<number> {
    const text = await readFile(join(this.#folder, "missed"), "utf8").catch(() => "");
    return text.split("\n").length - 1;
  }

  /** Waits for something that is sure to come. The test's own timeout ends the test, and close() this wait. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!this.#closed && !(await condition())) await new Promise((done) => setTimeout(done, 10));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.stack.dispose();
    await this.cloud.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

type WithoutMatch<T> = T extends unknown ? Omit<T, "match"> : never;
type Disturbance = WithoutMatch<FaultRuleInput>;
