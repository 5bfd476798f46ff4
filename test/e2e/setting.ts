// What every end-to-end test starts from: a local cloud in the test's process, and a stack whose programs work on it.
import { attachment, credentials, OnCloud } from "../support/on-cloud.ts";
import { adapterProgram } from "./adapter-program.ts";
import type { RunResult, StackOptions } from "./stack.ts";
import { Stack } from "./stack.ts";
import type { LocalCloud } from "../../simulator/server.ts";

/** For tests that run the engine a few times. */
export const MINUTES = 10 * 60_000;

export const TYPE = adapterProgram.type;

type Properties = Record<string, unknown>;

/** A program of attachments by name; the one of eni-one to i-a, called "web", without any. */
export function program(attachments: Record<string, Properties> = { web: attachment() }): string {
  const lines = Object.entries(attachments).map(
    ([name, args]) => `new EniAttachment(${JSON.stringify(name)}, ${JSON.stringify(args)});`,
  );
  return [`import { EniAttachment } from "${adapterProgram.from}";`, ...lines].join("\n");
}

export interface SettingOptions extends Partial<StackOptions> {
  /** Parts of the world that are not the usual ones. */
  world?: Properties;
  /** Default: credentials in the environment. The cloud's address is always there. */
  env?: NodeJS.ProcessEnv;
}

export class Setting extends OnCloud {
  readonly stack: Stack;

  private constructor(cloud: LocalCloud, stack: Stack) {
    super(cloud);
    this.stack = stack;
  }

  static async open({ world, env = credentials, ...options }: SettingOptions = {}): Promise<Setting> {
    const cloud = await OnCloud.start(world);
    const outside = {
      ...env,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ENI_ENDPOINTS: JSON.stringify({ "alicloud-ecs": cloud.origin }),
      CLOUD: cloud.origin,
    };
    try {
      return new Setting(cloud, await Stack.create({ program: program(), ...options, env: outside }));
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  /** The attachments in the state, by name. */
  async attachments(): Promise<Record<string, Properties | undefined>> {
    const { resources } = await this.stack.exportState();
    const ours = resources.filter(({ type }) => type === TYPE);
    return Object.fromEntries(ours.map(({ urn, outputs }) => [urn.split("::").at(-1) ?? urn, outputs] as const));
  }

  override async close(): Promise<void> {
    await this.stack.dispose();
    await super.close();
  }
}

/** Runs the engine, which has to succeed; what it printed is in the error otherwise. */
export async function succeed(run: Promise<RunResult>): Promise<string> {
  const { exitCode, all } = await run;
  if (exitCode !== 0) throw new Error(`expected success, got exit code ${exitCode}:\n${all}`);
  return all;
}

/** Runs the engine, which has to fail. */
export async function fail(run: Promise<RunResult>): Promise<string> {
  const { exitCode, all } = await run;
  if (exitCode === 0) throw new Error(`expected a failure:\n${all}`);
  return all;
}
