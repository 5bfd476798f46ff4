// Ends every wait at once when the run is cancelled.
import { Cancelled } from "./no-answer.ts";

/**
 * Settles as the work does, or rejects at once when the signal is aborted. Work that has begun is not stopped; its result is
 * ignored.
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
