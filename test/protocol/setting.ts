// What every protocol test of EniAttachment starts from: a local cloud on a port, and provider processes that work on it.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import type { CallRecord } from "../../simulator/call-log.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";
import { CallError, ProviderProcess } from "./harness.ts";
import type { Properties } from "./harness.ts";

const run = promisify(execFile);

export const key = { accessKeyId: "LTAI5tEXAMPLEKEYID000001", accessKeySecret: "ExampleSecretNotARealOne000001" };

/** Credentials in the environment, as the vendor's own tools read them. */
export const credentials = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
};

/** Small latencies: nothing that is asserted depends on how long something takes. */
export const world = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  accounts: [key],
  regions: [
    { id: "cn-hangzhou", zones: ["cn-hangzhou-h"] },
    { id: "cn-beijing", zones: ["cn-beijing-a"] },
  ],
  latency: { attachMs: 50, detachMs: 50 },
  instances: [
    { id: "i-a", maxEnis: 20 },
    { id: "i-b", maxEnis: 20 },
  ],
  enis: [{ id: "eni-one" }, { id: "eni-two" }],
  ...more,
});

/** The arguments of an attachment of eni-one to i-a, and what is given besides. */
export const attachment = (more: Properties = {}): Properties => ({
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  networkInterfaceId: "eni-one",
  instanceId: "i-a",
  ...more,
});

export const ID = "alicloud-ecs/cn-hangzhou/eni-one";

const program = `
  const pulumi = (await import("@pulumi/pulumi")).default;
  const newResource = ({ name, inputs }) => {
    process.stdout.write(inputs.__provider);
    return { id: name, state: inputs };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs });
  const { EniAttachment } = await import("pulumi-eni-attachment");
  new EniAttachment("any", ${JSON.stringify(attachment())});
`;

let blob: Promise<string> | undefined;

/** The text that a program puts into the state, made by a program that uses the built package: what users have. */
export function builtBlob(): Promise<string> {
  return (blob ??= (async () => {
    const cwd = resolve(import.meta.dirname, "../..");
    const environment = { cwd, env: hermeticEnvironment(cwd) };
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], environment);
    return stdout;
  })());
}

export interface ProviderOptions {
  config?: Record<string, string>;
  /** Default: credentials and the local cloud's address. */
  env?: NodeJS.ProcessEnv;
}

export class Setting {
  readonly cloud: LocalCloud;
  readonly #running: ProviderProcess[] = [];
  #closed = false;

  private constructor(cloud: LocalCloud) {
    this.cloud = cloud;
  }

  static async open(more: Record<string, unknown> = {}): Promise<Setting> {
    return new Setting(await startLocalCloud({ world: world(more) }));
  }

  get endpoints(): string {
    return JSON.stringify({ "alicloud-ecs": this.cloud.origin });
  }

  async provider({ config, env }: ProviderOptions = {}): Promise<ProviderProcess> {
    const provider = await ProviderProcess.start({
      blob: await builtBlob(),
      ...(config ? { config } : {}),
      env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...(env ?? { ...credentials, ENI_ENDPOINTS: this.endpoints }) },
    });
    this.#running.push(provider);
    return provider;
  }

  /** A stack in which eni-one is attached to i-a; the process that did it has ended. */
  async attached(more: Properties = {}): Promise<{ id: string; outs: Properties }> {
    const provider = await this.provider();
    const created = await provider.create(attachment(more));
    await provider.close();
    return created;
  }

  /** Names this moment in the call log. */
  mark(): number {
    return this.cloud.calls().at(-1)?.sequence ?? 0;
  }

  calls(since = 0): CallRecord[] {
    return this.cloud.calls({ since });
  }

  /** Calls that change something, as `Attach eni-one i-a`. */
  changes(since = 0): string[] {
    return this.calls(since)
      .filter(({ action }) => /^(Attach|Detach)/.test(action))
      .map(({ action, eni, instance }) => `${action.replace("NetworkInterface", "")} ${eni} ${instance}`);
  }

  eni(id = "eni-one") {
    const { enis } = this.cloud.world.snapshot();
    return enis.find((eni) => eni.id === id);
  }

  /** Waits for something that the cloud sees. The test's own timeout ends the test, and close() this wait. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.#closed) await new Promise((done) => setTimeout(done, 10));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running.splice(0).map((provider) => provider.close()));
    await this.cloud.close();
  }
}

/** Makes a call that must fail, and returns its error as the engine gets it. */
export async function failureOf(call: Promise<unknown>): Promise<CallError> {
  const outcome = await call.then(
    (value) => `success: ${JSON.stringify(value)}`,
    (reason: unknown) => reason,
  );
  if (!(outcome instanceof CallError)) throw new Error(`expected a CallError, got ${String(outcome)}`);
  return outcome;
}
