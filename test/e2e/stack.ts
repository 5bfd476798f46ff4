// Runs programs on the real Pulumi engine: a project, a backend and a home of its own for each stack, and no network.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensurePulumi, projectRoot } from "../../tools/engine.ts";
import type { Engine } from "../../tools/engine.ts";
import { noteEngineRun } from "../support/engine-runs.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";
import { adapterName } from "../support/adapter-name.ts";
import type { AdapterName } from "../support/adapter-name.ts";
import { adapterProgramOf } from "./adapter-program.ts";
import { Running } from "./running.ts";
import type { RunResult } from "./running.ts";
import { PASSPHRASE, StackFiles } from "./stack-files.ts";
import type { Deployment, ExportedState } from "./stack-files.ts";

export { Running } from "./running.ts";
export type { RunResult } from "./running.ts";
export type { ExportedState } from "./stack-files.ts";

/** For the hook that makes the first stack: on a clean clone the engine is built then, and that takes minutes. */
export const ENGINE_TIMEOUT_MS = 30 * 60_000;

const STACK = "test";

export interface StackOptions {
  /** Text of the program, an ES module. */
  program: string;
  /** Project name, part of all URNs and of bare configuration keys. */
  project?: string;
  /** Added to every run. */
  env?: NodeJS.ProcessEnv;
  /** Default: the one that the suite is run for. */
  adapter?: AdapterName;
}

export interface RunOptions {
  /** Further arguments of the CLI. */
  args?: string[];
  env?: NodeJS.ProcessEnv;
}

export interface OperationOptions extends RunOptions {
  /** The engine previews first, as it does for users. */
  preview?: boolean;
}

interface Parts {
  readonly engine: Engine;
  readonly folder: string;
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  readonly adapter: AdapterName;
}

/**
 * The project's folder lies below the repository, in an ignored folder, and has no package.json: so Node finds the
 * repository's node_modules for @pulumi/pulumi, and `pulumi-eni-attachment` is the package that the folder belongs to,
 * through its `exports`, both in the program and in the provider process. A link in a node_modules of its own would also
 * resolve, but the language host follows links when it looks for plugins, and would walk the whole repository, other
 * tests' folders included while they come and go.
 */
export class Stack {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #project: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #adapter: AdapterName;
  readonly #running = new Set<Running>();

  private constructor({ engine, folder, project, env, adapter }: Parts) {
    this.#adapter = adapter;
    this.#engine = engine;
    this.#folder = folder;
    this.#project = project;
    this.#env = env;
  }

  static async create(options: StackOptions): Promise<Stack> {
    const engine = await ensurePulumi();
    const { project = "e2e", adapter = adapterName() } = options;
    const parent = join(projectRoot, ".cache", "e2e");
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(join(parent, "stack-"));
    for (const name of ["program", "state", "home", "user"]) await mkdir(join(folder, name));
    const env = engine.environmentFrom({
      ...hermeticEnvironment(join(folder, "user")),
      PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      ...options.env,
    });
    const stack = new Stack({ engine, folder, project, env, adapter });
    try {
      // `main` has to name the file: with a folder an ESM program is not run, and that is reported as success.
      // The programs are JavaScript: without this the language host loads a TypeScript compiler for each run all the same.
      const runtime = { name: "nodejs", options: { typescript: false } };
      const settings = { name: project, runtime, main: "index.mjs", ...adapterProgramOf(adapter).plugins };
      await writeFile(join(stack.programFolder, "Pulumi.yaml"), JSON.stringify(settings));
      await stack.replaceProgram(options.program);
      await stack.init();
      return stack;
    } catch (error) {
      await stack.dispose();
      throw error;
    }
  }

  get programFolder(): string {
    return join(this.#folder, "program");
  }

  /** Its files, or those of another stack of the same project. */
  files(stack = STACK): StackFiles {
    const project = this.#project;
    return new StackFiles({ state: join(this.#folder, "state"), program: this.programFolder, project, stack });
  }

  /** Makes a stack. None is selected: commands name theirs. */
  async init(stack = STACK): Promise<void> {
    await this.files(stack).init(this.#engine.version);
  }

  async replaceProgram(text: string): Promise<void> {
    await writeFile(join(this.programFolder, "index.mjs"), text);
  }

  /** Starts the CLI with these arguments and returns at once. */
  spawn(args: string[], env: NodeJS.ProcessEnv = {}): Running {
    noteEngineRun(args);
    const child = spawn(this.#engine.binary, ["--non-interactive", "--color", "never", ...args], {
      cwd: this.programFolder,
      env: { ...this.#env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const running = new Running(child);
    this.#running.add(running);
    void running.result.finally(() => this.#running.delete(running)).catch(() => undefined);
    return running;
  }

  /** Runs the CLI with these arguments to its end, whatever its exit code. */
  run(args: string[], env?: NodeJS.ProcessEnv): Promise<RunResult> {
    return this.spawn(args, env).result;
  }

  async #must(args: string[]): Promise<RunResult> {
    const result = await this.run(args);
    if (result.exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${result.all}`);
    return result;
  }

  /** Plain values. A key without a namespace is the project's. */
  async setConfig(values: Record<string, string>): Promise<void> {
    await this.files().configure(values);
  }

  /** Values that the engine encrypts, all in one run. */
  async setSecrets(values: Record<string, string>): Promise<void> {
    const pairs = Object.entries(values).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
    await this.#must(["config", "set-all", "--stack", STACK, ...pairs]);
  }

  async preview(options: RunOptions & { json?: boolean; diff?: boolean } = {}): Promise<RunResult> {
    const flags = [...(options.json ? ["--json"] : []), ...(options.diff ? ["--diff"] : [])];
    return this.run(["preview", "--stack", STACK, ...flags, ...(options.args ?? [])], options.env);
  }

  async up(options: OperationOptions & { diff?: boolean } = {}): Promise<RunResult> {
    return this.#operate("up", options.diff ? ["--diff"] : [], options);
  }

  async refresh(options: OperationOptions = {}): Promise<RunResult> {
    return this.#operate("refresh", [], options);
  }

  async destroy(options: OperationOptions = {}): Promise<RunResult> {
    return this.#operate("destroy", [], options);
  }

  /** Without the preview that the engine would make first, unless that is what the test is about: it takes as long again. */
  #operate(command: string, flags: string[], { args = [], env, preview }: OperationOptions): Promise<RunResult> {
    const skip = preview ? [] : ["--skip-preview"];
    return this.run([command, "--yes", "--stack", STACK, ...skip, ...flags, ...args], env);
  }

  /** An `up` that is under way, for tests that interrupt it. */
  startUp(options: RunOptions = {}): Running {
    return this.spawn(["up", "--yes", "--stack", STACK, ...(options.args ?? [])], options.env);
  }

  /** A `destroy` that is under way. */
  startDestroy(): Running {
    return this.spawn(["destroy", "--yes", "--stack", STACK]);
  }

  /** Takes away the lock that a killed run has left on the stack. */
  async cancel(): Promise<RunResult> {
    return this.run(["cancel", "--yes", "--stack", STACK]);
  }

  /** The same without the engine. That `pulumi cancel` is the way: killed-engine.test.ts. */
  async unlock(): Promise<void> {
    await rm(join(this.#folder, "state", ".pulumi", "locks"), { recursive: true });
  }

  /** With secrets in plain text it is the engine that reads the state; otherwise the file, which it has not to be writing just now. */
  async exportState({ showSecrets = false } = {}): Promise<ExportedState> {
    if (!showSecrets) return this.files().state();
    const { stdout } = await this.#must(["stack", "export", "--stack", STACK, "--show-secrets"]);
    const { deployment } = JSON.parse(stdout) as { deployment: Deployment };
    const { resources = [], pending_operations: pendingOperations = [] } = deployment;
    return { text: stdout, resources, pendingOperations };
  }

  /** Replaces the stack's state by a file that `pulumi stack export` wrote. */
  async importState(file: string): Promise<void> {
    await this.#must(["stack", "import", "--stack", STACK, "--file", file]);
  }

  /**
   * Processes of this stack that run, found by their environment, which names its folder: the engine's plugins are in
   * groups of their own and outlive an engine that was killed. Linux only; elsewhere none are found.
   */
  async processes(): Promise<number[]> {
    const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
    const mark = `PULUMI_HOME=${join(this.#folder, "home")}`;
    const found = pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.split("\0").includes(mark) ? [Number(pid)] : [];
    });
    return (await Promise.all(found)).flat();
  }

  /** The processes that run the providers of this stack. */
  async providers(): Promise<number[]> {
    const found = (await this.processes()).map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return adapterProgramOf(this.#adapter).isProvider(command.split("\0")) ? [pid] : [];
    });
    return (await Promise.all(found)).flat();
  }

  /** Ends what still runs and removes all traces. Resources that the program made elsewhere are the test's business. */
  async dispose(): Promise<void> {
    const ending = [...this.#running].map(({ child, result }) => {
      child.kill("SIGKILL");
      return result.catch(() => undefined);
    });
    await Promise.all(ending);
    for (let left = await this.processes(); left.length > 0; left = await this.processes()) {
      for (const pid of left) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It has ended by itself.
        }
      }
      await new Promise((done) => setTimeout(done, 20));
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
