// The ways by which the engine reaches the product: Pulumi's dynamic protocol, and its native one. Suites that hold for every adapter take it from
// here; one more adapter is one more entry, here and in test/e2e/adapter-program.ts, and its projects in jest.config.js.
import type { AttachmentRuntime } from "../../provider/attachment/ports.ts";
import type { HarnessOptions } from "../protocol/harness.ts";
import { adapterName } from "./adapter-name.ts";
import type { AdapterName } from "./adapter-name.ts";
import { dynamicCalls } from "./dynamic-calls.ts";
import { nativeCalls } from "./native-calls.ts";
import type { ProviderCalls, RunningProcess } from "./running-provider.ts";

/** Stack configuration with full keys, such as `eni:preflight`. */
export type Configuration = Readonly<Record<string, string>>;

export interface Adapter {
  /** A provider in this process, with the clock and the network of the test. */
  inProcess(runtime: AttachmentRuntime, configuration: Configuration): ProviderCalls;
  /** A real provider process, configured as the engine does it before anything else. */
  start(options: HarnessOptions): Promise<RunningProcess>;
}

const adapters: Readonly<Record<AdapterName, Adapter>> = {
  dynamic: {
    inProcess: dynamicCalls,
    // Loads gRPC, which most suites have no use for.
    start: async (options) => (await import("../protocol/harness.ts")).ProviderProcess.start(options),
  },
  native: {
    inProcess: nativeCalls,
    start: async (options) => {
      const [{ ProviderProcess }, { nativeKind }] = await Promise.all([
        import("../protocol/harness.ts"),
        import("../protocol/native-kind.ts"),
      ]);
      return ProviderProcess.start({ ...options, kind: nativeKind });
    },
  },
};

export const adapterUnderTest = (): Adapter => adapters[adapterName()];

export const adapterNamed = (name: AdapterName): Adapter => adapters[name];
