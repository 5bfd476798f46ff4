// What every protocol test of EniAttachment starts from: a local cloud on a port, and provider processes that work on it.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { adapterName } from "../support/adapter-name.ts";
import { adapterUnderTest } from "../support/adapters.ts";
import { attachment, credentials, OnCloud } from "../support/on-cloud.ts";
import { CallError } from "../support/running-provider.ts";
import type { Properties, RunningProcess } from "../support/running-provider.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";

const run = promisify(execFile);

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

/** The code that a state keeps; undefined for a plugin, whose state has none. */
export const codeInState = async (): Promise<string | undefined> =>
  adapterName() === "dynamic" ? builtBlob() : undefined;

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

let stored: { id: string; outs: Properties } | undefined;

export class Setting extends OnCloud {
  readonly #running: RunningProcess[] = [];

  static async open(more: Properties = {}): Promise<Setting> {
    return new Setting(await OnCloud.start(more));
  }

  async provider({ config, env }: ProviderOptions = {}): Promise<RunningProcess> {
    const provider = await adapterUnderTest().start({
      blob: await builtBlob(),
      ...(config ? { config } : {}),
      env: {
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
        ...(env ?? { ...credentials, ENI_ENDPOINTS: this.endpoints }),
      },
    });
    this.#running.push(provider);
    return provider;
  }

  /**
   * A stack in which eni-one is attached to i-a; the process that did it has ended. Made once in a test file: later clouds
   * are brought to the same point out of band, and the state is the one of the first.
   */
  async attached(): Promise<{ id: string; outs: Properties }> {
    if (stored !== undefined) {
      this.cloud.world.placeEni("eni-one", "i-a");
      return stored;
    }
    const provider = await this.provider();
    stored = await provider.create(attachment());
    await provider.close();
    return stored;
  }

  override async close(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((provider) => provider.close()));
    await super.close();
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
