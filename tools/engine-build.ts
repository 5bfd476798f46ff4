// Builds the Pulumi CLI and its Node.js language host once from the Go tool modules in this folder; keeps them in .cache.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CLI, DYNAMIC_HOST, findOnPath, LANGUAGE_HOST, OLDEST_VERSION } from "./engine-choice.ts";

export interface BuildContext {
  /** The project's folder: sources in `tools/`, results in `.cache/pulumi-cli/`. */
  root: string;
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  signal?: AbortSignal | undefined;
  progressMs: number;
}

interface Step {
  name: string;
  folder: string;
  packageName: string;
  linkerFlags: string;
  about: string;
}

/** No inlining, in any package: the build takes two thirds of the time it takes with it, and a run of the engine 3 % more. */
const COMPILER_FLAGS = "all=-l";

/**
 * The engine starts dynamic providers with this script of Pulumi's release archive; no npm or Go build yields it. Beside
 * the binary it is found without a warning.
 */
const DYNAMIC_HOST_SCRIPT = `#!/bin/sh
script=$(node -e "console.log(require.resolve('@pulumi/pulumi/cmd/dynamic-provider'))") || exit 1
exec node "$script" "$@"
`;

export const cacheFolder = (root: string): string => join(root, ".cache", "pulumi-cli");
export const builtBinary = (root: string): string => join(cacheFolder(root), "bin", CLI);
const stampFile = (root: string): string => join(cacheFolder(root), "stamp.json");
const moduleFile = (root: string, module: string, file: string): string => join(root, "tools", module, file);

/** The version that go.mod asks for: the only place where it is written down. */
export function wantedVersion(root: string): string {
  const goMod = readFileSync(moduleFile(root, "pulumi-cli", "go.mod"), "utf8");
  const version = /github\.com\/pulumi\/pulumi\/pkg\/v3 (v\S+)/.exec(goMod)?.[1];
  if (version === undefined)
    throw new Error("tools/pulumi-cli/go.mod does not require github.com/pulumi/pulumi/pkg/v3");
  return version;
}

function stepsFor(root: string): Step[] {
  const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${wantedVersion(root)}`;
  return [
    {
      name: CLI,
      folder: "pulumi-cli",
      packageName: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      linkerFlags: `-s -w -X ${version}`,
      about: `the Pulumi CLI ${wantedVersion(root)}, once; this takes about three minutes`,
    },
    {
      name: LANGUAGE_HOST,
      folder: "pulumi-language-nodejs",
      packageName: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      linkerFlags: "-s -w",
      about: "its Node.js language host, once; this takes some seconds",
    },
  ];
}

/** Everything that decides what the build yields. */
function wantedStamp(root: string): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([stepsFor(root), COMPILER_FLAGS, process.platform, process.arch]));
  for (const { folder } of stepsFor(root)) {
    for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(moduleFile(root, folder, file)));
  }
  return JSON.stringify({ version: wantedVersion(root), hash: hash.digest("hex") });
}

/** Whether what lies in the cache is what the sources ask for. */
export async function isBuilt(root: string): Promise<boolean> {
  const stamp = await readFile(stampFile(root), "utf8").catch(() => undefined);
  const binaries = [CLI, LANGUAGE_HOST].map((name) => join(cacheFolder(root), "bin", name));
  return stamp === wantedStamp(root) && binaries.every((file) => existsSync(file));
}

/** Puts the dynamic provider's start script into a folder, if it is not there as it should be. */
export async function placeDynamicHost(folder: string): Promise<void> {
  const file = join(folder, DYNAMIC_HOST);
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === DYNAMIC_HOST_SCRIPT) return;
  await mkdir(folder, { recursive: true });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, DYNAMIC_HOST_SCRIPT, { mode: 0o755 });
  await rename(fresh, file);
}

const seconds = (since: number): string => `${Math.round((Date.now() - since) / 1000)} s`;

async function runGo(go: string, step: Step, output: string, context: BuildContext): Promise<void> {
  const flags = ["-trimpath", "-gcflags", COMPILER_FLAGS, "-ldflags", step.linkerFlags];
  const args = ["build", ...flags, "-o", output, step.packageName];
  const cwd = join(context.root, "tools", step.folder);
  const started = Date.now();
  context.say(`building ${step.about}`);
  const timer = setInterval(() => {
    context.say(`still building ${step.name} (${seconds(started)})`);
  }, context.progressMs);
  // A go.work in some folder above must not take part.
  const env = { ...context.env, GOWORK: "off" };
  const lines: string[] = [];
  try {
    const ending = await new Promise<string>((resolve, reject) => {
      const child = spawn(go, args, { cwd, env, signal: context.signal, stdio: ["ignore", "pipe", "pipe"] });
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => lines.push(text));
      }
      child.on("error", reject);
      child.on("close", (code, signal) => {
        resolve(code === 0 ? "" : signal !== null ? `was ended by ${signal}` : `ended with code ${code ?? "unknown"}`);
      });
    });
    if (ending !== "") {
      const tail = lines.join("").trimEnd().split("\n").slice(-15).join("\n");
      const command = ["go", ...args.map((arg) => (arg.includes(" ") ? `'${arg}'` : arg))].join(" ");
      throw new Error(`The build of ${step.name} ${ending}.\nCommand, in tools/${step.folder}:\n  ${command}\n${tail}`);
    }
  } finally {
    clearInterval(timer);
  }
  context.say(`built ${step.name} in ${seconds(started)}`);
}

/** Whether a process of this machine runs, anybody's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Folders of builds that were killed. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^building-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** Two processes may build at once: each builds in a folder of its own and moves complete programs from there. */
async function buildAll(go: string, context: BuildContext): Promise<void> {
  const cache = cacheFolder(context.root);
  const bin = join(cache, "bin");
  const fresh = join(cache, `building-${process.pid}`);
  await Promise.all([bin, fresh].map((folder) => mkdir(folder, { recursive: true })));
  await removeLeftovers(cache);
  await rm(stampFile(context.root), { force: true });
  try {
    for (const step of stepsFor(context.root)) {
      await runGo(go, step, join(fresh, step.name), context);
      await rename(join(fresh, step.name), join(bin, step.name));
    }
    await writeFile(join(fresh, "stamp.json"), wantedStamp(context.root));
    await rename(join(fresh, "stamp.json"), stampFile(context.root));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function nothingToBuildWith(reason: string): Error {
  return new Error(
    [
      `The Pulumi CLI is needed and cannot be had: ${reason}, and there is no Go to build one with. Install either:`,
      `  Pulumi ${OLDEST_VERSION} or newer with its Node.js language host (the usual installation has it): https://www.pulumi.com/docs/install/`,
      "  Go 1.25 or newer, with which it is built once, in some minutes, into .cache/pulumi-cli: https://go.dev/doc/install",
      "and make sure that `pulumi` or `go` is on PATH.",
    ].join("\n"),
  );
}

/** Makes sure that the cache holds the engine; `reason` says why the one on PATH was not taken. */
export async function ensureBuilt(reason: string, context: BuildContext): Promise<void> {
  const { root, env, say } = context;
  if (!(await isBuilt(root))) {
    const go = findOnPath("go", env.PATH);
    if (go === undefined) throw nothingToBuildWith(reason);
    say(reason);
    await buildAll(go, context);
  }
  await placeDynamicHost(join(cacheFolder(root), "bin"));
}
