// The end of all waits at once, when whoever asked for an operation wants no more of it.
import { Cancelled } from "./no-answer.ts";

/**
 * As the work ends, or at once when the signal is aborted; what was begun goes on by itself then, and nobody hears of it.
 * @throws Cancelled when it is aborted.
 */
export function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!signal) return work();
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new Cancelled());
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    work()
      .finally(() => signal.removeEventListener("abort", stop))
      .then(resolve, reject);
  });
}
