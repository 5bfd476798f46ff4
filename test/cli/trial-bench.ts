// A trial against the local cloud in one process, on a clock that the test owns, with a journal in a folder of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach } from "@jest/globals";
import { machineTools } from "../../provider/cli/read-only-operations.ts";
import { trial } from "../../provider/cli/trial/trial.ts";
import type { HttpRequest } from "../../provider/http/transport.ts";
import { nowhere } from "../contract/environment.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import type { InProcessOptions } from "../support/in-process.ts";
import { calmRandom } from "../unit/fakes.ts";

export interface TrialBenchOptions extends Omit<InProcessOptions, "world"> {
  /** Added to the vendor's world. */
  readonly world?: Readonly<Record<string, unknown>>;
}

export interface Tried {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

export class TrialBench {
  readonly vendor: VendorCase;
  readonly cloud: InProcess;
  readonly folder = mkdtempSync(path.join(tmpdir(), "trial-"));
  /** What is typed when a trial asks. Default: nothing. */
  typed: string | undefined;
  readonly #random = calmRandom();
  #interrupt: (() => void) | undefined;
  /** Called before each request reaches the cloud. */
  onRequest: (request: HttpRequest, action: string) => void = () => undefined;

  constructor(vendor: VendorCase, options: TrialBenchOptions = {}) {
    this.vendor = vendor;
    this.cloud = new InProcess({
      cut: (request) => this.onRequest(request, actionOf(request)),
      ...options,
      world: { ...vendor.world(), ...options.world },
    });
  }

  get journal(): string {
    return path.join(this.folder, "eni-attachment", "trial.json");
  }

  get world() {
    return this.cloud.cloud.world;
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#interrupt?.();
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** A trial of the vendor's first ENI on its instances a and b, and what is given besides. */
  run(...more: readonly string[]): Promise<Tried> {
    const { region, vendor, ids } = this.vendor;
    const where = region === undefined ? [] : ["--region", region];
    return this.plain("--vendor", vendor, ...where, "--eni", ids.eni, "--from", ids.a, "--to", ids.b, ...more);
  }

  /** The whole command line as given. */
  async plain(...args: readonly string[]): Promise<Tried> {
    const { clock, transport } = this.cloud;
    const said = { out: "", error: "" };
    const error = (text: string) => void (said.error += text);
    const environment = { ...nowhere, XDG_STATE_HOME: this.folder, ...this.vendor.environment };
    const exitCode = await clock.until(
      trial(args, {
        out: (text) => void (said.out += text),
        error,
        ask: () => {
          said.out += "\n";
          return Promise.resolve(this.typed);
        },
        onInterrupt: (listener) => {
          this.#interrupt = listener;
          return () => (this.#interrupt = undefined);
        },
        tools: { ...machineTools(environment, error), clock, random: this.#random, transport },
      }),
    );
    return { exitCode, ...said };
  }

  /** Where the ENI is: "free", or its instance. */
  get place(): string {
    const eni = this.world.snapshot().enis.find(({ id }) => id === this.vendor.ids.eni);
    return eni?.status === "available" ? "free" : `${eni?.instanceId ?? "nowhere"}`;
  }
}

/** @returns what makes a bench; those of a test are closed after it. */
export function benchesOfEachTest(): (vendor: VendorCase, options?: TrialBenchOptions) => TrialBench {
  let benches: TrialBench[] = [];
  afterEach(() => {
    for (const bench of benches) bench.close();
    benches = [];
  });
  return (vendor, options) => {
    const bench = new TrialBench(vendor, options);
    benches.push(bench);
    return bench;
  };
}

function actionOf({ headers, body }: HttpRequest): string {
  const header = Object.entries(headers).find(([name]) => /^x-\w+-action$/i.test(name))?.[1];
  return header ?? new URLSearchParams(body).get("Action") ?? "";
}
