// The fleets that are measured: N ENIs of a vendor on two sets of instances, and the attachments a program would declare.
import { vendorCases } from "../test/contract/vendor-cases.ts";

export interface Fleet {
  readonly vendor: string;
  readonly size: number;
  /** Credentials as the vendor's own tools read them. */
  readonly environment: Readonly<Record<string, string>>;
  /** World file of the local cloud. */
  readonly world: Record<string, unknown>;
  /** Arguments of the n-th attachment, on its first or its second instance. */
  readonly inputs: (index: number, side: Side) => Record<string, unknown>;
}

export type Side = "a" | "b";

/** Secondary ENIs that share an instance. */
const perInstance = 6;

/** What the local cloud takes for an attach, a detach (spread evenly) and a call: the vendors' usual orders of magnitude. */
export const latency = { attachMs: 2_000, detachMs: 2_000, spreadMs: 4_000, callMs: 50 };

export interface FleetOptions {
  /** Default: the usual orders of magnitude. */
  readonly latency?: typeof latency;
  /** Rates that the local cloud enforces: those of the vendor's documents, or calls a second or a minute by action. */
  readonly limits?: {
    readonly documented?: boolean;
    readonly perSecond?: Readonly<Record<string, number>>;
    readonly perMinute?: Readonly<Record<string, number>>;
  };
}

interface Ids {
  readonly eni: (index: number) => string;
  readonly instance: (index: number, side: Side) => string;
}

const digits = (index: number, width: number) => String(index).padStart(width, "0");
const tencentEni = (index: number) => `eni-f${digits(index, 7)}`;
const idsOf: Readonly<Record<string, Ids>> = {
  "alicloud-ecs": {
    eni: (index) => `eni-f${digits(index, 7)}`,
    instance: (index, side) => `i-${side}${digits(index, 7)}`,
  },
  "tencentcloud-vpc": { eni: tencentEni, instance: (index, side) => `ins-0${side}${digits(index, 6)}` },
  "tencentcloud-vpc-v2": { eni: tencentEni, instance: (index, side) => `ins-0${side}${digits(index, 6)}` },
  "tencentcloud-ecm": { eni: tencentEni, instance: (index, side) => `ein-0${side}${digits(index, 6)}` },
  "zenlayer-zec": {
    eni: (index) => `13046820495${digits(index, 8)}`,
    instance: (index, side) => `127216808${side === "a" ? 1 : 2}7${digits(index, 8)}`,
  },
};

export function fleet(vendor: string, size: number, options: FleetOptions = {}): Fleet {
  const { limits = {} } = options;
  const found = vendorCases.find((one) => one.vendor === vendor);
  const ids = idsOf[vendor];
  if (!found || !ids) throw new Error(`there is no vendor ${vendor} to measure`);
  const { accounts, regions, instances } = found.world() as {
    accounts: unknown;
    regions: unknown;
    instances: { vendor?: string }[];
  };
  // The legacy API shows the things of API 3.0.
  const shown = instances[0]?.vendor === undefined ? {} : { vendor: instances[0].vendor };
  const hosts = Array.from({ length: Math.ceil(size / perInstance) }, (_, index) => index);
  return {
    vendor,
    size,
    environment: found.environment,
    world: {
      accounts,
      regions,
      latency: options.latency ?? latency,
      limits,
      instances: (["a", "b"] as const).flatMap((side) =>
        hosts.map((host) => ({ id: ids.instance(host, side), maxEnis: perInstance + 2, ...shown })),
      ),
      enis: Array.from({ length: size }, (_, index) => ({ id: ids.eni(index), ...shown })),
    },
    inputs: (index, side) => ({
      vendor,
      ...(found.region === undefined ? {} : { region: found.region }),
      ...found.required,
      networkInterfaceId: ids.eni(index),
      instanceId: ids.instance(Math.floor(index / perInstance), side),
    }),
  };
}

const everyAction = [
  "AttachNetworkInterface",
  "DetachNetworkInterface",
  "DescribeNetworkInterfaces",
  "DescribeVpcTaskResult",
  "*",
];

/** `eni:rateLimits` that keep nobody waiting. */
export function withoutRates(vendor: string): string {
  return JSON.stringify({ [vendor]: Object.fromEntries(everyAction.map((action) => [action, 1_000_000])) });
}
