// The ways by which the engine reaches the product: today Pulumi's dynamic protocol. Suites that hold for every adapter run once for
// each: the project of jest.config.js names it, so that one more adapter is one more entry here and its projects there.
import type { ProviderRuntime } from "../../provider/dynamic/operation-desk.ts";
import type { HarnessOptions } from "../protocol/harness.ts";
import { dynamicCalls } from "./dynamic-calls.ts";
import type { ProviderCalls, RunningProcess } from "./running-provider.ts";

/** Stack configuration with full keys, such as `eni:preflight`. */
export type Configuration = Readonly<Record<string, string>>;

export interface Adapter {
  /** A provider in this process, with the clock and the network of the test. */
  inProcess(runtime: ProviderRuntime, configuration: Configuration): ProviderCalls;
  /** A real provider process, configured as the engine does it before anything else. */
  start(options: HarnessOptions): Promise<RunningProcess>;
}

const adapters = {
  dynamic: {
    inProcess: dynamicCalls,
    // Loads Pulumi and gRPC, which most suites have no use for.
    start: async (options) => (await import("../protocol/harness.ts")).ProviderProcess.start(options),
  },
} as const satisfies Record<string, Adapter>;

function isKnown(name: string): name is keyof typeof adapters {
  return Object.hasOwn(adapters, name);
}

/** The adapter that this run of the suite is for. */
export function adapterUnderTest(): Adapter {
  const { ADAPTER: name = "dynamic" } = globalThis as { ADAPTER?: string };
  if (!isKnown(name)) throw new Error(`there is no adapter ${name}; known are ${Object.keys(adapters).join(", ")}`);
  return adapters[name];
}
