// The doctor against the local cloud in one process, on a clock that the test owns. Whatever is examined: nothing that changes
// anything is sent, and no secret is said.
import { expect } from "@jest/globals";
import { doctor } from "../../provider/cli/doctor/doctor.ts";
import { machineTools } from "../../provider/cli/read-only-operations.ts";
import type { Finding, Report } from "../../provider/cli/doctor/finding.ts";
import { nowhere } from "../contract/environment.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import type { InProcessOptions } from "../support/in-process.ts";
import { calmRandom } from "../unit/fakes.ts";

export interface BenchOptions extends Omit<InProcessOptions, "world"> {
  /** Added to the vendor's world. */
  readonly world?: Readonly<Record<string, unknown>>;
  /** By how much the machine's clock is ahead of the cloud's, in milliseconds. */
  readonly clockAhead?: number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly isTerminal?: boolean;
}

export interface Examined {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

export class DoctorBench {
  readonly vendor: VendorCase;
  readonly cloud: InProcess;
  readonly #options: BenchOptions;
  readonly #random = calmRandom();

  constructor(vendor: VendorCase, options: BenchOptions = {}) {
    this.vendor = vendor;
    this.#options = options;
    this.cloud = new InProcess({
      // What a server says of its own time.
      tamper: (_request, response) => ({
        ...response,
        headers: { ...response.headers, date: new Date(this.cloud.clock.now()).toUTCString() },
      }),
      ...options,
      world: { ...vendor.world(), ...options.world },
    });
  }

  get world() {
    return this.cloud.cloud.world;
  }

  /** The command line as given, after the vendor and its region. */
  async run(...more: readonly string[]): Promise<Examined> {
    const { region, vendor } = this.vendor;
    return this.plain("--vendor", vendor, ...(region === undefined ? [] : ["--region", region]), ...more);
  }

  /** The whole command line as given. */
  async plain(...args: readonly string[]): Promise<Examined> {
    const { clockAhead = 0, environment = {}, isTerminal = false } = this.#options;
    const { clock, transport } = this.cloud;
    const said = { out: "", error: "" };
    const error = (text: string) => (said.error += text);
    const exitCode = await clock.until(
      doctor(args, {
        out: (text) => (said.out += text),
        error,
        isTerminal,
        tools: {
          ...machineTools({ ...nowhere, ...this.vendor.environment, ...environment }, error),
          clock: { now: () => clock.now() + clockAhead, sleep: (ms, signal) => clock.sleep(ms, signal) },
          random: this.#random,
          transport,
        },
      }),
    );
    this.#expectHarmless(said.out + said.error);
    return { exitCode, ...said };
  }

  /** A report of the ENI and the instance that are named. */
  async report(eni?: string, instance?: string): Promise<Report & { readonly exitCode: number }> {
    const { exitCode, out } = await this.run(
      "--format",
      "json",
      ...(eni === undefined ? [] : ["--eni", eni]),
      ...(instance === undefined ? [] : ["--instance", instance]),
    );
    return { ...(JSON.parse(out) as Report), exitCode };
  }

  #expectHarmless(said: string): void {
    const actions = this.cloud.calls().map(({ action }) => action);
    expect(actions.filter((action) => !/^Describe|^$/.test(action))).toEqual([]);
    const secrets = Object.values({ ...this.vendor.environment, ...this.#options.environment });
    for (const secret of secrets) {
      // Settings that are no secret are JSON.
      if (secret !== undefined && secret.length >= 12 && !secret.startsWith("{")) expect(said).not.toContain(secret);
    }
    expect(said).not.toMatch(/signature=/i);
  }
}

export function finding({ checks }: Report, check: Finding["check"]): Finding {
  const found = checks.find((one) => one.check === check);
  if (!found) throw new Error(`there is no finding on ${check}: ${JSON.stringify(checks)}`);
  return found;
}

/** `problem ENI_NOT_FOUND`, by check. */
export function verdicts({ checks }: Report): Record<string, string> {
  return Object.fromEntries(
    checks.map(({ check, status, code }) => [check, code === undefined ? status : `${status} ${code}`]),
  );
}
