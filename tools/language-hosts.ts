// Gets what programs in other languages than Node's need: Pulumi's hosts for YAML, Python and Go, and the generator of SDKs. Hosts that
// the engine finds are taken; else they are built once, beside the built engine.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Engine, EngineOptions } from "./engine.ts";
import { ensurePulumi, projectRoot } from "./engine.ts";
import { findOnPath, findPlugin } from "./engine-choice.ts";
import { areBuilt, binFolder, buildAll } from "./go-build.ts";
import type { BuildContext, GoPrograms } from "./go-build.ts";

export interface Languages {
  readonly engine: Engine;
  /** What has to be on PATH besides what the engine puts there. */
  readonly folders: readonly string[];
  /** `generate-sdk SCHEMA FOLDER`: FOLDER/python, FOLDER/go and FOLDER/nodejs. */
  readonly generator: string;
}

const linkerFlags = "-s -w";
const SDK = "github.com/pulumi/pulumi/sdk/v3";

/** The newest that can be built without `replace` lines. They run programs on the engine of tools/pulumi-cli, and generate no SDKs. */
const hosts: GoPrograms = {
  stamp: "language-hosts.json",
  version: "yaml 1.25.0, python and go 3.65.0",
  programs: [
    {
      name: "pulumi-language-yaml",
      folder: "pulumi-language-yaml",
      packageName: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
      linkerFlags,
      about: "Pulumi's YAML language host, once; this takes some minutes",
    },
    {
      name: "pulumi-language-python",
      folder: "pulumi-language-python",
      packageName: `${SDK}/python/cmd/pulumi-language-python`,
      linkerFlags,
      about: "Pulumi's Python language host, once; this takes some seconds",
    },
    {
      name: "pulumi-language-go",
      folder: "pulumi-language-go",
      packageName: `${SDK}/go/pulumi-language-go`,
      linkerFlags,
      about: "Pulumi's Go language host, once; this takes some seconds",
    },
  ],
};

const generator: GoPrograms = {
  stamp: "generate-sdk.json",
  version: "as its go.mod has it",
  programs: [
    {
      name: "generate-sdk",
      folder: "generate-sdk",
      packageName: ".",
      linkerFlags,
      about: "Pulumi's generator of SDKs, once; this takes some seconds",
      sources: ["main.go"],
    },
  ],
};

/** A script with which the Python host starts programs; it is a file of the host's module, which no build yields. */
const PYTHON_EXEC = "pulumi-language-python-exec";

/** Before the host is built, so that one that is there has its script. */
async function placePythonExec(go: string, { root, env, signal }: BuildContext): Promise<void> {
  const cwd = join(root, "tools", "pulumi-language-python");
  const options = { cwd, env: { ...env, GOWORK: "off" }, ...(signal ? { signal } : {}) };
  const { stdout } = await promisify(execFile)(go, ["mod", "download", "-json", SDK], options);
  const { Dir: module } = JSON.parse(stdout) as { Dir: string };
  const file = join(binFolder(root), PYTHON_EXEC);
  const fresh = `${file}.${process.pid}`;
  await mkdir(binFolder(root), { recursive: true });
  await copyFile(join(module, "python", "cmd", PYTHON_EXEC), fresh);
  // In the module cache nothing is executable.
  await chmod(fresh, 0o755);
  await rename(fresh, file);
}

function goOf(env: NodeJS.ProcessEnv): string {
  const go = findOnPath("go", env.PATH);
  if (go === undefined)
    throw new Error(
      "programs in other languages need Go 1.25 or newer, which is not on PATH: https://go.dev/doc/install",
    );
  return go;
}

/** The hosts and the generator; built first if need be, which takes minutes. Rejects with one line when there is no Go. */
export async function ensureLanguages(options: EngineOptions = {}): Promise<Languages> {
  const { root = projectRoot, env = process.env, signal, progressMs = 30_000 } = options;
  const say = options.say ?? ((line: string) => process.stderr.write(`[pulumi] ${line}\n`));
  const context: BuildContext = { root, env, say, signal, progressMs };
  // Programs in Go need it too, whatever has been built already.
  const go = goOf(env);
  const engine = await ensurePulumi(options);
  const found = hosts.programs.every(({ name }) => findPlugin(name, engine.binary, env.PATH) !== undefined);
  const areOurs = engine.origin === "built";
  if (areOurs || !found) {
    const complete = (await areBuilt(root, hosts)) && existsSync(join(binFolder(root), PYTHON_EXEC));
    if (!complete) {
      await placePythonExec(go, context);
      await buildAll(go, hosts, context);
    }
  }
  if (!(await areBuilt(root, generator))) await buildAll(go, generator, context);
  const folders = areOurs || found ? [] : [binFolder(root)];
  return { engine, folders, generator: join(binFolder(root), "generate-sdk") };
}
