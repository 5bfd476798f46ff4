// The fleets that are measured: N ENIs of a vendor on two sets of instances, and the attachments a program would declare.
import { caseOf } from "../test/contract/vendor-cases.ts";

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

export function fleet(vendor: string, size: number, options: FleetOptions = {}): Fleet {
  const { limits = {} } = options;
  const { environment, region, required, made, world } = caseOf(vendor);
  const { accounts, regions, instances } = world() as {
    accounts: unknown;
    regions: unknown;
    instances: { vendor?: string }[];
  };
  // The legacy API shows the things of API 3.0.
  const shown = instances[0]?.vendor === undefined ? {} : { vendor: instances[0].vendor };
  // The local cloud makes primary ENIs' ids of the numbers of their instances: no number comes twice.
  const hostId = (side: Side, host: number) => made.instance(side, host + (side === "b" ? size : 0));
  const hosts = Array.from({ length: Math.ceil(size / perInstance) }, (_, index) => index);
  return {
    vendor,
    size,
    environment,
    world: {
      accounts,
      regions,
      latency: options.latency ?? latency,
      limits,
      instances: (["a", "b"] as const).flatMap((side) =>
        hosts.map((host) => ({ id: hostId(side, host), maxEnis: perInstance + 2, ...shown })),
      ),
      enis: Array.from({ length: size }, (_, index) => ({ id: made.eni("f", index), ...shown })),
    },
    inputs: (index, side) => ({
      vendor,
      ...(region === undefined ? {} : { region }),
      ...required,
      networkInterfaceId: made.eni("f", index),
      instanceId: hostId(side, Math.floor(index / perInstance)),
    }),
  };
}

/** `eni:rateLimits` that keep nobody waiting. */
export function withoutRates(vendor: string): string {
  const { actions, otherActions } = caseOf(vendor);
  const every = ["*", ...Object.values(actions), ...otherActions];
  return JSON.stringify({ [vendor]: Object.fromEntries(every.map((action) => [action, 1_000_000])) });
}
