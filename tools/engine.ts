// Gets the Pulumi engine for the launcher, the demo and the tests: the one on PATH, else one built once into .cache.
import { mkdirSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chooseOnPath, DYNAMIC_HOST, findPlugin } from "./engine-choice.ts";
import { builtBinary, ensureBuilt, isBuilt, placeDynamicHost, wantedVersion } from "./engine-build.ts";
import { cacheFolder } from "./go-build.ts";

export interface Engine {
  binary: string;
  binDir: string;
  version: string;
  origin: "path" | "built";
  /** The environment to run the binary in: the caller's own, completed. */
  env: NodeJS.ProcessEnv;
  /** The same, made from another environment than the caller's. */
  environmentFrom(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
}

export interface EngineOptions {
  /** The project's folder. */
  root?: string;
  env?: NodeJS.ProcessEnv;
  /** Gets a line whenever something long begins, goes on or ends; standard error by default. */
  say?: (line: string) => void;
  /** Ends a build that is under way. */
  signal?: AbortSignal;
  /** How often a build says that it goes on. */
  progressMs?: number;
}

export const projectRoot = resolve(import.meta.dirname, "..");

/** The passphrase of the demo's own backend in .pulumi-state. It protects nothing; any other backend needs one of its own. */
export const DEMO_PASSPHRASE = "eni-attachment-demo";

// After the CLI is there nothing is fetched or asked for: no newer version, no plugin, no registry, no assistant.
const QUIET: Readonly<Record<string, string>> = {
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
  PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
  PULUMI_SUPPRESS_NEO_LINK: "true",
  PULUMI_NEO: "false",
};

/**
 * Completes an environment; what the user has set wins. A user who names a backend also keeps the usual PULUMI_HOME (the
 * login is there), and never gets the demo's passphrase, which is public.
 */
export function engineEnvironment(base: NodeJS.ProcessEnv, root: string, folders: string[]): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...QUIET, ...base };
  // The project's own Node first: a folder with a pulumi in it may also hold an older one.
  const path = [join(root, "node_modules", ".bin"), ...folders, base.PATH ?? ""];
  env.PATH = path.filter((entry) => entry !== "").join(delimiter);
  if (!base.PULUMI_BACKEND_URL) {
    const state = join(root, ".pulumi-state");
    mkdirSync(join(state, "home"), { recursive: true });
    env.PULUMI_BACKEND_URL = pathToFileURL(state).href;
    env.PULUMI_HOME = base.PULUMI_HOME || join(state, "home");
    const ownPassphrase = base.PULUMI_CONFIG_PASSPHRASE ?? base.PULUMI_CONFIG_PASSPHRASE_FILE;
    if (ownPassphrase === undefined) env.PULUMI_CONFIG_PASSPHRASE = DEMO_PASSPHRASE;
  }
  return env;
}

function engineAt(binary: string, version: string, origin: Engine["origin"], root: string, extra: string[]) {
  const binDir = dirname(binary);
  const environmentFrom = (base: NodeJS.ProcessEnv) => engineEnvironment(base, root, [binDir, ...extra]);
  return { binary, binDir, version, origin, environmentFrom };
}

const withEnvironment = (engine: Omit<Engine, "env">, base: NodeJS.ProcessEnv): Engine => ({
  ...engine,
  env: engine.environmentFrom(base),
});

async function lookOnPath(root: string, env: NodeJS.ProcessEnv): Promise<Engine | string> {
  const choice = await chooseOnPath({ ...QUIET, ...env });
  if (!choice.usable) return choice.reason;
  const extra: string[] = [];
  if (findPlugin(DYNAMIC_HOST, choice.binary, env.PATH) === undefined) {
    extra.push(join(cacheFolder(root), "dynamic-host"));
    await Promise.all(extra.map(placeDynamicHost));
  }
  return withEnvironment(engineAt(choice.binary, choice.version, "path", root, extra), env);
}

function builtEngine(root: string, env: NodeJS.ProcessEnv): Engine {
  return withEnvironment(engineAt(builtBinary(root), wantedVersion(root), "built", root, []), env);
}

/** The engine, if it is already there: nothing is built. */
export async function findPulumi(options: EngineOptions = {}): Promise<Engine | undefined> {
  const { root = projectRoot, env = process.env } = options;
  const found = await lookOnPath(root, env);
  if (typeof found !== "string") return found;
  if (!(await isBuilt(root))) return undefined;
  await placeDynamicHost(dirname(builtBinary(root)));
  return builtEngine(root, env);
}

/** The engine; built first if need be, which takes minutes. Rejects with what to install when that cannot be done. */
export async function ensurePulumi(options: EngineOptions = {}): Promise<Engine> {
  const { root = projectRoot, env = process.env, signal, progressMs = 30_000 } = options;
  const say = options.say ?? ((line: string) => process.stderr.write(`[pulumi] ${line}\n`));
  const found = await lookOnPath(root, env);
  if (typeof found !== "string") return found;
  await ensureBuilt(found, { root, env, say, signal, progressMs });
  return builtEngine(root, env);
}
