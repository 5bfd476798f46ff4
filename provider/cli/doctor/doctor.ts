// Stands in for the subcommand `doctor` until it is there.
import type { Io } from "../io.ts";

export async function doctor(_args: readonly string[], io: Io): Promise<number> {
  io.stderr.write("eni-attachment doctor: not there yet\n");
  return 1;
}
