// An example as a user has it: its folder copied, the packages of its package.json beside it, the commands of its README on the real
// engine, and its world.json as the cloud. What only writes a file (`stack init`, `stack rm`, `config set`) is done without the engine,
// unless every command is asked for.
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { vendors } from "../../simulator/faces/index.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { projectRoot } from "../../tools/engine.ts";
import type { RunResult } from "../e2e/stack.ts";
import { Stack } from "../e2e/stack.ts";
import type { StackFiles, StateResource } from "../e2e/stack-files.ts";
import { OnCloud } from "../support/on-cloud.ts";
import { accountOf } from "../support/account.ts";
import type { Block } from "./readme.ts";
import { exampleFolder, pulumiArguments, readmeOf, shown } from "./readme.ts";

/** Commands that would ask, and would preview what the run itself prints as well. */
const unattended = new Map([
  ["up", ["--yes", "--skip-preview"]],
  ["destroy", ["--yes", "--skip-preview"]],
  ["refresh", ["--yes", "--skip-preview"]],
  ["import", ["--yes", "--skip-preview"]],
  ["stack rm", ["--yes"]],
]);

/** Commands that are about no stack: none may be named. */
const WITHOUT_STACK = /^(stack|plugin|package|install)$/;

/** What the project's language wants to be there. */
export interface ExampleLanguage {
  readonly env: NodeJS.ProcessEnv;
  /** Does what a command does, such as `package add`; undefined where the engine can run it. */
  instead(args: readonly string[], example: Example): Promise<RunResult> | undefined;
}

interface ExampleOptions {
  /** Packages that the project has besides this one: name -> file of test/examples/packages. */
  readonly packages?: Record<string, string>;
  /** Whether the engine runs every command. */
  readonly everyCommand?: boolean;
  /** Default: Node, with the packages of `npm install`. */
  readonly language?: ExampleLanguage;
}

/** What a command that is done without the engine has printed, and how it ended. */
const SILENTLY_DONE: RunResult = { exitCode: 0, signal: null, stdout: "", stderr: "", all: "" };

export class Example extends OnCloud {
  readonly #stack: Stack;
  readonly #blocks: Block[];
  readonly #everyCommand: boolean;
  readonly #language: ExampleLanguage | undefined;
  /** The stack that was made last. */
  #current = "";

  private constructor(
    name: string,
    cloud: LocalCloud,
    stack: Stack,
    { everyCommand = false, language }: ExampleOptions,
  ) {
    super(cloud);
    this.#everyCommand = everyCommand;
    this.#language = language;
    this.#stack = stack;
    this.#blocks = readmeOf(name).filter(({ commands }) => commands.some(pulumiArguments));
  }

  static async open(name: string, options: ExampleOptions = {}): Promise<Example> {
    const { packages = {}, language } = options;
    const folder = exampleFolder(name);
    const world = JSON.parse(readFileSync(join(folder, "world.json"), "utf8")) as Record<string, unknown>;
    const cloud = await startLocalCloud({ world: { ...world, latency: { attachMs: 50, detachMs: 50 } } });
    const [account] = cloud.world.definition.accounts;
    const { accessKeyId = "", accessKeySecret = "" } = account ?? {};
    const env = {
      ENI_ENDPOINTS: JSON.stringify(
        Object.fromEntries([...vendors, "tencentcloud-cvm"].map((name) => [name, cloud.origin])),
      ),
      ...accountOf(accessKeyId, accessKeySecret),
      CLOUD: cloud.origin,
      ...language?.env,
    };
    try {
      const stack = await Stack.create({ program: "", project: `eni-attachment-${name}`, env });
      // Without what somebody who tried the example has left there.
      const filter = (path: string) => !/\/(node_modules|sdks|venv|Pulumi\..+\.yaml)$/.test(path);
      await cp(folder, stack.programFolder, { recursive: true, filter });
      await rm(join(stack.programFolder, "index.mjs"));
      if (!language) await install(stack.programFolder, packages);
      return new Example(name, cloud, stack, options);
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  /** Runs the next commands of the README and checks that they print what it shows. */
  async follow(): Promise<string> {
    const block = this.#blocks.shift();
    if (!block) throw new Error("the README has no further commands");
    let printed = "";
    for (const command of block.commands) {
      const args = pulumiArguments(command);
      if (args) printed += await this.#must(args);
    }
    const missing = block.output.filter((line) => !shown(line, printed));
    if (missing.length > 0) throw new Error(`not printed:\n${missing.join("\n")}\n\nbut:\n${printed}`);
    return printed;
  }

  /** Calls that change something: `Attach eni-1 i-a`, with the code when refused. Zenlayer's Detach names no instance. */
  override changes(since = 0): string[] {
    return this.calls(since)
      .filter(({ action }) => /^(Attach|Detach)/.test(action))
      .map(({ action, eni, instance, code }) => {
        const what = [action.replace("NetworkInterface", ""), eni, instance]
          .filter((word) => word !== undefined)
          .join(" ");
        return code === undefined ? what : `${what}: ${code}`;
      });
  }

  /** Whether the README has been followed to its end. */
  get followed(): boolean {
    return this.#blocks.length === 0;
  }

  /** Runs a command as the README would have it, whatever its exit code. */
  async pulumi(...args: string[]): Promise<RunResult> {
    const [first = "", second = "", third = "", fourth] = args;
    if (first === "stack" && second === "init") this.#current = third;
    if (!this.#everyCommand) {
      const what = `${first} ${second}`;
      const files = this.#stack.files(this.#current);
      if (what === "stack init") return this.#stack.init(third).then(() => SILENTLY_DONE);
      if (what === "stack rm") return this.#remove(files).then(() => SILENTLY_DONE);
      if (what === "config set" && fourth !== undefined && args.length === 4)
        return files.configure({ [third]: fourth }).then(() => SILENTLY_DONE);
    }
    const instead = this.#language?.instead(args, this);
    if (instead) return instead;
    const more = unattended.get(first) ?? unattended.get(`${first} ${second}`) ?? [];
    const named = WITHOUT_STACK.test(first) ? [] : ["--stack", this.#current];
    return this.#stack.run([...args, ...more, ...named]);
  }

  /** Where it has been copied to. */
  get folder(): string {
    return this.#stack.programFolder;
  }

  /** Runs a command that has to succeed. */
  async #must(args: string[]): Promise<string> {
    const { exitCode, all } = await this.pulumi(...args);
    if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${exitCode}:\n${all}`);
    return all;
  }

  /** Sets configuration without the engine. */
  async configure(values: Record<string, string>): Promise<void> {
    await this.#stack.files(this.#current).configure(values);
  }

  async #remove(files: StackFiles): Promise<void> {
    await files.remove();
    this.#current = "";
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.#stack.programFolder, file), text);
  }

  async state(): Promise<StateResource[]> {
    return this.#current === "" ? [] : (await this.#stack.files(this.#current).state()).resources;
  }

  /** Outputs of the attachments in the state, by name. */
  async attachments(): Promise<Record<string, Record<string, unknown> | undefined>> {
    const ours = (await this.state()).filter(({ type }) => /^(eni:index|.*dynamic\/eni):EniAttachment$/.test(type));
    return Object.fromEntries(ours.map(({ urn, outputs }) => [urn.split("::").at(-1) ?? urn, outputs]));
  }

  override async close(): Promise<void> {
    await this.#stack.dispose();
    await super.close();
  }
}

/** As `npm install` leaves it: a copy, not a link. Their own dependencies are found in the repository's node_modules. */
async function install(folder: string, packages: Record<string, string>): Promise<void> {
  const own = join(folder, "node_modules", "pulumi-eni-attachment");
  for (const name of ["package.json", "dist"]) await cp(join(projectRoot, name), join(own, name), { recursive: true });
  for (const [name, file] of Object.entries(packages)) {
    const target = join(folder, "node_modules", name);
    if (existsSync(target)) throw new Error(`${name} is there already`);
    await mkdir(target, { recursive: true });
    await cp(join(projectRoot, "test", "examples", "packages", file), join(target, "index.js"));
    await writeFile(join(target, "package.json"), JSON.stringify({ name, type: "module", exports: "./index.js" }));
  }
}
