// Ends this process when its engine is gone. A killed engine leaves its provider process behind, which would stay for ever and take some
// 130 MB, although it makes no more changes (lifecycle rule 14).
import type { Clock } from "../http/clock.ts";

/** Number of refused connections in a row that mean that the engine is gone. A busy engine is late, but refuses none. */
const refusals = 3;

/** The handles that an idle provider process has open: its own server and its output pipes. */
const idle = new Set(["TCPServerWrap", "PipeWrap", "TTYWrap", "TTY"]);

/** @param active kinds of what the process waits for (`process.getActiveResourcesInfo`). */
export const isIdle = (active: readonly string[]): boolean => active.every((kind) => idle.has(kind));

export interface VigilOptions {
  /** A clock whose timers do not keep the process alive. */
  readonly clock: Clock;
  /** False if the engine refuses the connection. */
  readonly engineAnswers: () => Promise<boolean>;
  /** Pause between two checks of the engine, in milliseconds. Default 20,000. */
  readonly askEvery?: number;
  /** Whether nothing is under way in the process. */
  readonly isIdle: () => boolean;
  readonly end: () => void;
}

/**
 * Resolves after it has ended the process. While anything is under way, ours or another library's whose provider shares the process, it
 * goes on watching.
 */
export async function keepVigil({ clock, askEvery = 20_000, engineAnswers, isIdle, end }: VigilOptions): Promise<void> {
  for (let refused = 0; ;) {
    await clock.sleep(askEvery);
    refused = (await engineAnswers()) ? 0 : refused + 1;
    if (refused < refusals) continue;
    // The socket of the question itself closes after its answer.
    await clock.sleep(0);
    if (isIdle()) return end();
  }
}
