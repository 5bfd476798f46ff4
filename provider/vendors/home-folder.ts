// The folder in which the vendors' tools keep their files.
import os from "node:os";
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
