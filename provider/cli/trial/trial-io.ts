// What a trial uses of its process.
import type { Tools } from "../read-only-operations.ts";
import type { OnInterrupt } from "./interrupts.ts";

/** The terminal, and the world outside. */
export interface TrialIo {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** The next line that is typed, after which the output is on a new line; undefined if there is none. */
  readonly ask: () => Promise<string | undefined>;
  readonly onInterrupt: OnInterrupt;
  readonly tools: Tools;
}
