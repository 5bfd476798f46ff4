// The confirmation of a trial: the id of instance A, typed.
import type { Io } from "../io.ts";

/** The first line of a stream; undefined if it ends before one. */
export async function firstLineOf(stdin: Io["stdin"]): Promise<string | undefined> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const part of stdin) {
    text += typeof part === "string" ? part : decoder.decode(part, { stream: true });
    if (text.includes("\n")) break;
  }
  return text === "" ? undefined : text.split(/\r?\n/, 1)[0];
}

export interface ConsentIo {
  readonly out: (text: string) => void;
  readonly ask: () => Promise<string | undefined>;
}

/** Whether the id of A was typed. */
export async function consents({ out, ask }: ConsentIo, instanceId: string): Promise<boolean> {
  out(`Type the id of instance A, ${instanceId}, to begin: `);
  const typed = await ask();
  return typed?.trim() === instanceId;
}
