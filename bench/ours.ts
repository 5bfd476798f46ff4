// This package as the engine drives it: the real dynamic-provider process, called over gRPC.
import { ProviderProcess } from "../test/protocol/harness.ts";
import { builtBlob } from "../test/protocol/setting.ts";
import type { Fleet, Side } from "./fleet.ts";
import { withoutRates } from "./fleet.ts";
import type { Run } from "./figures.ts";
import type { Limits } from "./measured.ts";
import { usageOf } from "./process-usage.ts";

type Properties = Record<string, unknown>;
interface Stored {
  readonly id: string;
  readonly outs: Properties;
}

export class Ours {
  readonly #fleet: Fleet;
  readonly #origin: string;
  #stored = new Map<number, Stored>();

  readonly #limits: Limits;
  readonly #blob: Promise<string>;

  /** @param blob the provider's text in the state; default this package's. */
  constructor(
    fleet: Fleet,
    origin: string,
    { limits, blob = builtBlob() }: { limits: Limits; blob?: Promise<string> },
  ) {
    this.#fleet = fleet;
    this.#origin = origin;
    this.#limits = limits;
    this.#blob = blob;
  }

  /** A `pulumi up` of a new program: check, then create, all at the same time. */
  create(): Promise<Run> {
    return this.#run(async (provider, index) => {
      const { inputs } = await provider.check(this.#inputs(index, "a"));
      this.#stored.set(index, await provider.create(inputs));
    });
  }

  /** A preview of a program in which every attachment is unchanged. */
  unchanged(): Promise<Run> {
    return this.#run((provider, index) => this.#diff(provider, index, "a"));
  }

  /** A preview of a program in which every attachment goes to another instance. */
  changed(): Promise<Run> {
    return this.#run((provider, index) => this.#diff(provider, index, "b"));
  }

  move(): Promise<Run> {
    return this.#run(async (provider, index) => {
      const inputs = await this.#diff(provider, index, "b");
      const { id, outs } = this.#of(index);
      this.#stored.set(index, { id, ...(await provider.update(id, outs, inputs)) });
    });
  }

  destroy(): Promise<Run> {
    return this.#run(async (provider, index) => {
      const { id, outs } = this.#of(index);
      await provider.delete(id, outs);
    });
  }

  async #diff(provider: ProviderProcess, index: number, side: Side): Promise<Properties> {
    const { id, outs } = this.#of(index);
    const { inputs } = await provider.check(this.#inputs(index, side), outs);
    await provider.diff(id, outs, inputs);
    return inputs;
  }

  #of(index: number): Stored {
    const stored = this.#stored.get(index);
    if (!stored) throw new Error(`attachment ${index} was not created`);
    return stored;
  }

  #inputs(index: number, side: Side): Properties {
    return this.#fleet.inputs(index, side);
  }

  /** One process for each run, as the engine has it; its start is not part of the time. */
  async #run(operation: (provider: ProviderProcess, index: number) => Promise<unknown>): Promise<Run> {
    const { vendor, environment, size } = this.#fleet;
    const provider = await ProviderProcess.start({
      blob: await this.#blob,
      ...(this.#limits === "none" ? { config: { "eni:rateLimits": withoutRates(vendor) } } : {}),
      env: {
        ...environment,
        ENI_ENDPOINTS: JSON.stringify({ [vendor]: this.#origin, "tencentcloud-cvm": this.#origin }),
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      },
    });
    try {
      const before = usageOf(provider.pid);
      const began = Date.now();
      const returnedAt = new Map<string, number>();
      let failed = 0;
      await Promise.all(
        Array.from({ length: size }, async (_, index) => {
          try {
            await operation(provider, index);
            returnedAt.set(String(this.#inputs(index, "a")["networkInterfaceId"]), Date.now());
          } catch (error) {
            failed += 1;
            if (failed === 1) console.error(error instanceof Error ? error.message : error);
          }
        }),
      );
      const ended = Date.now();
      const after = usageOf(provider.pid);
      const used = after && before && { ...after, cpu: after.cpu - before.cpu };
      return { began, ended, returnedAt, failed, ...used };
    } finally {
      await provider.close();
    }
  }
}
