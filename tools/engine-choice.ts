// Looks for a Pulumi CLI on PATH that can run this project; says why one that is there cannot.
import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import which from "which";

export const CLI = "pulumi";
export const LANGUAGE_HOST = "pulumi-language-nodejs";
export const DYNAMIC_HOST = "pulumi-resource-pulumi-nodejs";
export const OLDEST_VERSION = "3.250";

/** A usable CLI, or the reason why there is none. */
export type Choice = { usable: true; binary: string; version: string } | { usable: false; reason: string };

/** The first executable of that name on a PATH, as a shell finds it. */
export function findOnPath(name: string, path: string | undefined): string | undefined {
  // Without a `path` it would take this process's own.
  return which.sync(name, { path: path ?? "", nothrow: true }) ?? undefined;
}

/** Where the engine finds one of its plugins: on PATH, or beside the binary (package managers link the binary). */
export function findPlugin(name: string, binary: string, path: string | undefined): string | undefined {
  const folders = [path, dirname(binary), dirname(realpathSync(binary))];
  return findOnPath(name, folders.filter(Boolean).join(delimiter));
}

/** `v3.250.0-dirty` and the like are at least `3.250`; what is no version at all is not. */
export function isAtLeast(version: string, oldest: string): boolean {
  return semver.satisfies(semver.coerce(version) ?? "", `>=${oldest}`);
}

const run = promisify(execFile);

/** The rule: the first `pulumi` on PATH, if its Node.js language host is there too and it is new enough. */
export async function chooseOnPath(env: NodeJS.ProcessEnv): Promise<Choice> {
  const binary = findOnPath(CLI, env.PATH);
  if (binary === undefined) return { usable: false, reason: "there is no pulumi on PATH" };
  if (findPlugin(LANGUAGE_HOST, binary, env.PATH) === undefined) {
    return { usable: false, reason: `${binary} has no ${LANGUAGE_HOST} beside it or on PATH` };
  }
  try {
    const version = (await run(binary, ["version"], { env })).stdout.trim();
    if (isAtLeast(version, OLDEST_VERSION)) return { usable: true, binary, version };
    return { usable: false, reason: `${binary} is ${version || "of no known version"}, older than ${OLDEST_VERSION}` };
  } catch (error) {
    return { usable: false, reason: `${binary} does not run: ${(error as Error).message.trim()}` };
  }
}
