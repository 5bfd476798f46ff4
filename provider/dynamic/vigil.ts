// Ends this process when its engine is gone. A killed engine leaves its provider process behind, which would stay for ever; it sends
// nothing any more that changes the cloud (lifecycle rule 14), and takes some 130 MB.
import type { Clock } from "../http/clock.ts";

/** Between two questions to the engine, in milliseconds. */
const askEvery = 20_000;
/** So many refused connections in a row, and the engine is gone. A busy engine answers late, and refuses none. */
const refusals = 3;
/** What an idle provider process has open: its own server, and the engine's ends of its output. */
const idle = new Set(["TCPServerWrap", "PipeWrap", "TTYWrap", "TTY"]);

export interface VigilOptions {
  /** Its timers must keep no process alive. */
  readonly clock: Clock;
  /** False when the engine refuses the connection. */
  readonly engineAnswers: () => Promise<boolean>;
  /** Kinds of what the process waits for (`process.getActiveResourcesInfo`). */
  readonly active: () => readonly string[];
  readonly end: () => void;
}

/**
 * Resolves after it has ended the process. While anything is under way, ours or another library's whose provider shares the process, it
 * goes on watching.
 */
export async function keepVigil({ clock, engineAnswers, active, end }: VigilOptions): Promise<void> {
  for (let refused = 0; ;) {
    await clock.sleep(askEvery);
    refused = (await engineAnswers()) ? 0 : refused + 1;
    if (refused < refusals) continue;
    // The socket of the question itself closes after its answer.
    await clock.sleep(0);
    if (active().every((kind) => idle.has(kind))) return end();
  }
}
