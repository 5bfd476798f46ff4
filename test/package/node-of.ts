// Node.js in other versions than the project's, from the package `node` of npm, kept in a cache.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = resolve(import.meta.dirname, "../../.cache/node-versions");

/** Versions that this package does not run on. */
export const tooOld = ["18.20.8", "20.19.0", "22.11.0"];

/** The executable of a version. */
export async function nodeOf(version: string): Promise<string> {
  const folder = join(cache, version);
  const executable = join(folder, "node_modules/node/bin/node");
  if (existsSync(executable)) return executable;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(join(cache, "making-"));
  // Its script fetches the executable for this machine.
  await writeFile(join(making, "package.json"), '{"allowScripts":{"node":true}}');
  await run("npm", ["install", "--no-audit", "--no-fund", `node@${version}`], { cwd: making });
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }));
  return executable;
}
