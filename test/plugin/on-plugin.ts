// The plugin's provider and the local cloud in one process, on a clock that the test owns: what only a native provider is asked.
import { EngineWatch } from "../../provider/engine/engine.ts";
import type { ShowsProgress } from "../../provider/attachment/ports.ts";
import { PluginProvider } from "../../provider/plugin/provider.ts";
import { InProcess } from "../support/in-process.ts";
import { testEnvironment } from "../contract/environment.ts";
import { labelled } from "../../provider/attachment/words.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";

export class OnPlugin {
  readonly inProcess: InProcess;
  readonly lines: { readonly text: string; readonly level: string }[] = [];
  readonly provider: PluginProvider;

  constructor(
    vendor: VendorCase,
    { world = {}, progress }: { readonly world?: object; readonly progress?: ShowsProgress } = {},
  ) {
    this.inProcess = new InProcess({ world: { ...vendor.world(), ...world } });
    let count = 0;
    this.provider = new PluginProvider({
      version: "0.0.0",
      runtime: {
        clock: this.inProcess.clock,
        random: { fraction: () => 0.5, uuid: () => `nonce-${(count += 1)}` },
        transport: this.inProcess.transport,
        liveness: new EngineWatch(undefined),
        say: (label, line, level) => void this.lines.push({ text: labelled(label, line), level }),
        environment: () => testEnvironment,
        progress,
      },
    });
  }

  /** The engine's next command: it configures its provider anew. */
  nextRun(): void {
    this.provider.configure({ args: {}, isDefault: true });
  }

  /** Lets virtual time pass until the work has ended. */
  run<T>(work: Promise<T>): Promise<T> {
    return this.inProcess.clock.until(work);
  }

  /** The message of an error that has to come. */
  async errorOf(
    work: Promise<unknown>,
  ): Promise<Error & { readonly partial?: { properties: Record<string, unknown> } }> {
    try {
      await this.run(work);
    } catch (error) {
      if (error instanceof Error) return error;
      throw error;
    }
    throw new Error("it was expected to fail, and did not");
  }
}
