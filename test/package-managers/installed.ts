// A project outside of the repository, as a user has it: the packed package, installed by a package manager from its tarball,
// a program in one of the usual forms, and a local cloud for it to work on.
import { spawn } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "../../tools/engine.ts";
import { ensurePulumi, projectRoot } from "../../tools/engine.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { folderOutside, NAME } from "../package/tarball.ts";
import { noteEngineRun } from "../support/engine-runs.ts";
import { credentials, OnCloud } from "../support/on-cloud.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";
import type { ManagerName, PackageManager } from "./managers.ts";
import { managers } from "./managers.ts";
import type { FormName, ProgramForm } from "./program-forms.ts";
import { forms } from "./program-forms.ts";
import type { RunResult } from "../e2e/stack.ts";
import { Running } from "../e2e/stack.ts";

const STACK = "test";

export interface InstalledOptions {
  manager: ManagerName;
  /** Of the package. */
  tarball: string;
}

export class Installed extends OnCloud {
  readonly #engine: Engine;
  readonly #outside: Awaited<ReturnType<typeof folderOutside>>;
  readonly #manager: PackageManager;
  #tarball: string;
  #form: ProgramForm = forms["JavaScript, ES module"];

  private constructor(
    cloud: LocalCloud,
    engine: Engine,
    outside: Awaited<ReturnType<typeof folderOutside>>,
    { manager, tarball }: InstalledOptions,
  ) {
    super(cloud);
    this.#engine = engine;
    this.#outside = outside;
    this.#manager = managers[manager];
    this.#tarball = tarball;
  }

  static async open(options: InstalledOptions): Promise<Installed> {
    const engine = await ensurePulumi();
    const project = new Installed(await OnCloud.start(), engine, await folderOutside(), options);
    try {
      for (const name of ["program", "state", "home", "user"]) await mkdir(join(project.#outside.folder, name));
      await project.use("JavaScript, ES module");
      const { exitCode, all } = await project.pulumi("stack", "init", STACK);
      if (exitCode !== 0) throw new Error(all);
      return project;
    } catch (error) {
      await project.close();
      throw error;
    }
  }

  get folder(): string {
    return join(this.#outside.folder, "program");
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(join(this.folder, name), text);
  }

  /** Makes it a program of this form, and nothing of the one before stays: but what is installed already is not fetched again. */
  async use(name: FormName): Promise<void> {
    for (const file of Object.keys(this.#form.files)) await rm(join(this.folder, file), { force: true });
    this.#form = forms[name];
    const { files, runtime } = this.#form;
    await this.write("Pulumi.yaml", JSON.stringify({ name: "packed", runtime }));
    for (const [file, text] of Object.entries(files)) await this.write(file, text);
    await this.#install();
  }

  /** Installs another version of the package over the one that is there. */
  async upgrade(tarball: string): Promise<void> {
    this.#tarball = tarball;
    await this.#install();
  }

  async #install(): Promise<void> {
    const repository = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    const { packageJson, devDependencies } = this.#form;
    const sdk = repository.devDependencies["@pulumi/pulumi"];
    const dependencies = { "@pulumi/pulumi": sdk, [NAME]: `file:${this.#tarball}` };
    const manifest = { name: "program", private: true, ...packageJson, dependencies, devDependencies };
    await this.write("package.json", JSON.stringify(manifest));
    await this.#manager.install(this.folder);
  }

  /** Runs a program of an installed package; what it prints. */
  execute(...args: string[]): Promise<string> {
    return this.#manager.execute(this.folder, ...args);
  }

  pulumi(...args: string[]): Promise<RunResult> {
    const { folder } = this.#outside;
    const env = this.#engine.environmentFrom({
      ...hermeticEnvironment(join(folder, "user")),
      ...credentials,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ENI_ENDPOINTS: this.endpoints,
      PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "test",
    });
    noteEngineRun(args);
    const child = spawn(this.#engine.binary, ["--non-interactive", "--color", "never", ...args], {
      cwd: this.folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new Running(child).result;
  }

  up(): Promise<RunResult> {
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", STACK);
  }

  preview(...args: string[]): Promise<RunResult> {
    return this.pulumi("preview", "--stack", STACK, ...args);
  }

  destroy(): Promise<RunResult> {
    return this.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK);
  }

  /** The code that the state has of each attachment, both copies. */
  async storedCode(): Promise<string[]> {
    const file = join(this.#outside.folder, "state/.pulumi/stacks/packed", `${STACK}.json`);
    const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as {
      checkpoint: { latest: { resources: Partial<Record<"inputs" | "outputs", { __provider?: string }>>[] } };
    };
    return checkpoint.latest.resources
      .flatMap(({ inputs, outputs }) => [inputs?.__provider, outputs?.__provider])
      .filter((code) => code !== undefined);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#outside.remove();
  }
}
