// Runs the program in this process, with what it reads and writes in memory.
import { Readable } from "node:stream";
import { run } from "../../provider/cli/commands.ts";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function eniAttachment(
  args: readonly string[],
  { stdin = "", isTTY = false }: { stdin?: string | Uint8Array; isTTY?: boolean } = {},
): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") => ({ isTTY, write: (text: string) => (written[name] += text) });
  const io = { stdin: Readable.from([stdin]), stdout: sink("stdout"), stderr: sink("stderr"), env: {} };
  return { code: await run(args, io), ...written };
}
