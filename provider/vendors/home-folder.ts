// The folder in which the vendors' tools keep their files.
import os from "node:os";
import { join } from "node:path";
import { isFileError } from "../file-error.ts";
import type { Surroundings } from "./vendor.ts";

/** Undefined if there is none: a container often runs as a user that the system does not know, and without HOME. */
export function homeFolder(environment: Surroundings["environment"]): string | undefined {
  try {
    return environment["HOME"] || os.homedir();
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

/** A path in that folder; undefined if there is none. */
export function atHome(environment: Surroundings["environment"], ...path: string[]): string | undefined {
  const home = homeFolder(environment);
  return home === undefined ? undefined : join(home, ...path);
}
