// The package managers that the packed package is installed with. They run in the machine's own environment: that is where
// the registry and the caches are configured.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A command in a project's folder; what it prints on standard output. */
export type Tool = (folder: string, ...args: string[]) => Promise<string>;

export interface PackageManager {
  /** Installs what the project's package.json names. */
  readonly install: Tool;
  /** Runs a program that an installed package has. */
  readonly execute: Tool;
}

async function command(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const { stdout } = await run(file, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 64 << 20 });
  return stdout;
}

/** A file of a package, which is found by its package.json. */
const programOf = (packageJson: string, path: string): string => join(dirname(fileURLToPath(packageJson)), path);
const pnpmProgram = programOf(import.meta.resolve("pnpm"), "bin/pnpm.cjs");
const yarnProgram = programOf(import.meta.resolve("@yarnpkg/cli-dist/package.json"), "bin/yarn.js");

const pnpm = (folder: string, ...args: string[]) => command(process.execPath, [pnpmProgram, ...args], folder);

/** Yarn reads none of npm's settings, so the registry is handed on. It asks for immutable installs where it sees a CI. */
async function yarn(folder: string, ...args: string[]): Promise<string> {
  const setting = async (name: string) => (await command("npm", ["config", "get", name], folder)).trim();
  const registry = await setting("registry");
  const authorities = await setting("cafile");
  return command(process.execPath, [yarnProgram, ...args], folder, {
    YARN_NPM_REGISTRY_SERVER: registry,
    ...(registry.startsWith("http:") && { YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname }),
    ...(!["", "null"].includes(authorities) && { YARN_HTTPS_CA_FILE_PATH: authorities }),
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
    YARN_ENABLE_TELEMETRY: "0",
  });
}

export const managers = {
  npm: {
    install: (folder) =>
      command("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], folder),
    execute: (folder, ...args) => command("npm", ["exec", "--offline", "--", ...args], folder),
  },
  pnpm: {
    install: (folder) => pnpm(folder, "install", "--prefer-offline", "--no-frozen-lockfile", "--reporter=silent"),
    execute: (folder, ...args) => pnpm(folder, "exec", ...args),
  },
  yarn: {
    install: async (folder) => {
      await writeFile(join(folder, ".yarnrc.yml"), "nodeLinker: node-modules\n");
      // Says that the project ends here: yarn looks for one in the folders above otherwise.
      await writeFile(join(folder, "yarn.lock"), await readFile(join(folder, "yarn.lock"), "utf8").catch(() => ""));
      return yarn(folder, "install");
    },
    execute: (folder, ...args) => yarn(folder, "run", ...args),
  },
} satisfies Record<string, PackageManager>;

export type ManagerName = keyof typeof managers;
