// Files of a trial that only its user may read.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isFileError } from "../../file-error.ts";

/** A file cannot be written, or not be read; the message says which and why. */
export class FileTrouble extends Error {
  override readonly name = "FileTrouble";
}

/** Writes a file that only its user may read, in one go. @throws FileTrouble. */
export function writePrivately(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  let isDrafted = false;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
    isDrafted = true;
    renameSync(draft, file);
  } catch (error) {
    if (isDrafted) rmSync(draft, { force: true });
    if (!isFileError(error)) throw error;
    throw new FileTrouble(`${file} cannot be written: ${error.code ?? error.message}`);
  }
}
