// Brings a row about, and gives what a user then reads, as the table writes it.
import { caseOf } from "../contract/vendor-cases.ts";
import { onlyTheseCredentials } from "../contract/environment.ts";
import type { Remedy } from "../../provider/remedy.ts";
import type { CallRecord } from "../../simulator/call-log.ts";
import { adviceIn } from "../support/advice.ts";
import { CallError } from "../support/running-provider.ts";
import type { Row } from "./row.ts";
import { Stage } from "./stage.ts";
import type { Words } from "./vendor-words.ts";
import { wordsOf } from "./vendor-words.ts";

export interface Reading {
  readonly lines: readonly string[];
  readonly error: string | undefined;
  /** What the error says to do: in its words, and as data. */
  readonly advice: string;
  readonly remedy: Remedy | undefined;
  /** Those that the error speaks of. */
  readonly requestIds: readonly string[];
  readonly failures: readonly string[];
  /** The calls of the situation. */
  readonly calls: readonly CallRecord[];
}

export async function read(row: Row, vendor: string): Promise<Reading> {
  const restore = onlyTheseCredentials(caseOf(vendor).environment);
  try {
    const stage = new Stage(vendor, row.setting);
    const outcome = await row.bring(stage).catch((error: unknown) => error);
    const error = outcome instanceof Error ? outcome : undefined;
    const calls = stage.cloud.calls(stage.since);
    const plain = (text: string) => withoutRequestIds(text, calls);
    return {
      lines: stage.cloud.lines.map(plain),
      error: error && plain(error.message),
      advice: adviceIn(error?.message ?? ""),
      remedy: error instanceof CallError ? error.remedy : undefined,
      requestIds: [...(error?.message ?? "").matchAll(/request ([\w-]+)/g)].map(([, id = ""]) => id),
      failures: failuresIn(outcome),
      calls,
    };
  } finally {
    restore();
  }
}

/** `#` in place of each request id that is that of a call of the named action; any other id stays, and fails the row. */
function withoutRequestIds(text: string, calls: readonly CallRecord[]): string {
  return text.replaceAll(/(\w+)( was accepted)?, request ([\w-]+)/g, (said, action: string, accepted, id: string) => {
    const call = calls.find(({ requestId }) => requestId === id);
    const same = call?.action === action && (accepted === undefined) === (call.code !== undefined);
    return same ? said.replace(id, "#") : said;
  });
}

function failuresIn(outcome: unknown): string[] {
  const failures = (outcome as { failures?: { property: string; reason: string }[] } | undefined)?.failures ?? [];
  return failures.map(({ property, reason }) => (property === "" ? reason : `${property}: ${reason}`));
}

/** A text of the table for one vendor. */
export function filled(text: string, row: Row, vendor: string): string {
  const words: Words = { ...wordsOf(caseOf(vendor)), ...row.words, ...row.wordsOf?.[vendor] };
  // Words may hold names of other words.
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replaceAll(/\{([\w.]+)\}/g, (name, word: string) => words[word] ?? name);
  }
  return text;
}
