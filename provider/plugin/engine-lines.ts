// The plugin's lines, on the rows of the resources that they are about. They are sent one at a time, since the engine handles calls side
// by side and would mix up their order; and an answer waits for the lines before it, since a preview's process ends after its last answer.
import { AsyncLocalStorage } from "node:async_hooks";
import type { LogClient, LogLine } from "../engine/log-client.ts";
import type { Clock } from "../http/clock.ts";

/** Longest wait of an answer for the lines before it, in milliseconds. An engine that takes none for so long is lost to us. */
const patience = 10_000;

export interface EngineLinesOptions {
  readonly clock: Clock;
  /** Called at the first line. */
  readonly connect: () => LogClient;
}

export class EngineLines {
  readonly #options: EngineLinesOptions;
  readonly #rows = new AsyncLocalStorage<string>();
  readonly #waiting: LogLine[] = [];
  #client: LogClient | undefined;
  #sending: Promise<void> | undefined;

  constructor(options: EngineLinesOptions) {
    this.#options = options;
  }

  /** Runs work on a resource: what is said in it is about that resource. */
  onRow<T>(urn: string, work: () => Promise<T>): Promise<T> {
    return this.#rows.run(urn, work);
  }

  /** The resource that is being worked on here; undefined outside of any. */
  get row(): string | undefined {
    return this.#rows.getStore() || undefined;
  }

  /** Returns at once, so that no call to the cloud waits for a line. */
  say(line: LogLine): void {
    // Of the lines that do not stay, only the last of a row is worth sending.
    const earlier = line.isEphemeral ? this.#waiting.findIndex((one) => one.isEphemeral && one.urn === line.urn) : -1;
    if (earlier > 0) this.#waiting.splice(earlier, 1);
    this.#waiting.push(line);
    this.#sending ??= this.#sendAll();
  }

  /** Resolves when the lines so far have been taken. */
  async flush(): Promise<void> {
    if (!this.#sending) return;
    const over = new AbortController();
    await Promise.race([this.#sending, this.#options.clock.sleep(patience, over.signal)]);
    over.abort();
  }

  /** For the next lines another connection is made: to another engine, or to none. */
  close(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  async #sendAll(): Promise<void> {
    // Nothing is sent before the caller of `say` has gone on.
    await Promise.resolve();
    for (let [line] = this.#waiting; line !== undefined; [line] = this.#waiting) {
      await this.#send(line);
      this.#waiting.shift();
    }
    this.#sending = undefined;
  }

  async #send(line: LogLine): Promise<void> {
    const call = new AbortController();
    const over = new AbortController();
    try {
      this.#client ??= this.#options.connect();
      const late = this.#options.clock.sleep(patience, over.signal).then(() => call.abort());
      await Promise.race([this.#client.send(line, call.signal), late]);
    } catch {
      // An engine that does not take a line may be gone. The operation finds that out by itself before it changes anything.
    } finally {
      over.abort();
    }
  }
}
