// Builds programs once from the Go modules in this folder, and keeps them in .cache with a stamp that says what they were built from.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface BuildContext {
  /** The project's folder: sources in `tools/`, results in `.cache/pulumi-cli/`. */
  root: string;
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  signal?: AbortSignal | undefined;
  progressMs: number;
}

export interface GoProgram {
  name: string;
  /** Its module, in `tools/`. */
  folder: string;
  packageName: string;
  linkerFlags: string;
  about: string;
  /** Files of the module that are its sources; without any, all are in modules that go.mod names. */
  sources?: readonly string[];
}

/** Programs that are built together. */
export interface GoPrograms {
  /** Of its stamp, in the cache. */
  readonly stamp: string;
  /** Told in the stamp. */
  readonly version: string;
  readonly programs: readonly GoProgram[];
}

/** No inlining, in any package: the build takes two thirds of the time it takes with it, and a run of the engine 3 % more. */
const COMPILER_FLAGS = "all=-l";

/** What the build of the programs and of a user's program share: with it Go takes the packages of both from one cache. */
export const SHARED_FLAGS: readonly string[] = ["-trimpath", `-gcflags=${COMPILER_FLAGS}`];

export const cacheFolder = (root: string): string => join(root, ".cache", "pulumi-cli");
export const binFolder = (root: string): string => join(cacheFolder(root), "bin");
const stampFile = (root: string, built: GoPrograms): string => join(cacheFolder(root), built.stamp);

/** Everything that decides what the build yields. */
function wantedStamp(root: string, { programs, version }: GoPrograms): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([programs, COMPILER_FLAGS, process.platform, process.arch]));
  for (const { folder, sources = [] } of programs) {
    for (const file of ["go.mod", "go.sum", ...sources]) hash.update(readFileSync(join(root, "tools", folder, file)));
  }
  return JSON.stringify({ version, hash: hash.digest("hex") });
}

/** Whether what lies in the cache is what the sources ask for. */
export async function areBuilt(root: string, built: GoPrograms): Promise<boolean> {
  const stamp = await readFile(stampFile(root, built), "utf8").catch(() => undefined);
  return (
    stamp === wantedStamp(root, built) && built.programs.every(({ name }) => existsSync(join(binFolder(root), name)))
  );
}

const seconds = (since: number): string => `${Math.round((Date.now() - since) / 1000)} s`;

async function runGo(go: string, step: GoProgram, output: string, context: BuildContext): Promise<void> {
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
export async function buildAll(go: string, built: GoPrograms, context: BuildContext): Promise<void> {
  const cache = cacheFolder(context.root);
  const bin = binFolder(context.root);
  const fresh = join(cache, `building-${process.pid}`);
  await Promise.all([bin, fresh].map((folder) => mkdir(folder, { recursive: true })));
  await removeLeftovers(cache);
  await rm(stampFile(context.root, built), { force: true });
  try {
    for (const step of built.programs) {
      await runGo(go, step, join(fresh, step.name), context);
      await rename(join(fresh, step.name), join(bin, step.name));
    }
    await writeFile(join(fresh, built.stamp), wantedStamp(context.root, built));
    await rename(join(fresh, built.stamp), stampFile(context.root, built));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
