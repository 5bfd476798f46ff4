// Sends warnings to the engine's log service, so that Pulumi shows them as `warning: …`. What this process prints would be plain output.
// Best effort: a line that the service does not take in time is printed instead.
import type { Clock } from "../http/clock.ts";
import { connectLog } from "./log-client.ts";

/** Longest time for the engine to take a line, and longest delay of an answer by the lines before it, in milliseconds. */
const limit = 200;

export interface LogService {
  /** Rejects if the engine does not take the line, or `signal` is aborted. */
  warn(line: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface EngineLogOptions {
  readonly clock: Clock;
  /** Called at the first warning. */
  readonly connect: () => LogService;
  /** Prints the lines that the service does not take. */
  readonly print: (line: string) => void;
}

export class EngineLog {
  readonly #options: EngineLogOptions;
  /** Lines that the service has not taken yet. The first one is being sent. */
  readonly #lines: string[] = [];
  #service: LogService | undefined;
  #sending: Promise<void> | undefined;
  #call: AbortController | undefined;
  #isLost = false;

  constructor(options: EngineLogOptions) {
    this.#options = options;
  }

  /** Returns at once, so that no call to the cloud waits for a line. */
  warn(line: string): void {
    if (this.#isLost) this.#options.print(line);
    else {
      this.#lines.push(line);
      this.#sending ??= this.#sendAll();
    }
  }

  /** Waits for the lines before an answer goes to the engine: a preview's process ends right after its last answer, and late lines are lost. */
  async flush(): Promise<void> {
    if (this.#sending && !(await this.#inTime(this.#sending))) this.#lose();
  }

  /** Sends one line at a time, because the engine handles calls concurrently and would mix up their order. */
  async #sendAll(): Promise<void> {
    for (let [line] = this.#lines; line !== undefined; [line] = this.#lines) {
      if (!(await this.#isTaken(line))) this.#lose();
      else if (!this.#isLost) this.#lines.shift();
    }
    this.#sending = undefined;
  }

  async #isTaken(line: string): Promise<boolean> {
    const call = (this.#call = new AbortController());
    try {
      this.#service ??= this.#options.connect();
      return await this.#inTime(this.#service.warn(line, call.signal));
    } catch {
      // The reason does not matter to the user, and the line is printed in any case.
      return false;
    } finally {
      call.abort();
    }
  }

  /**
   * Prints the lines that were not taken, and all lines from now on, since waiting for a failed service again would delay every answer. If
   * the engine took the line being sent and only confirms it late, that line appears twice. The alternative would be to lose it.
   */
  #lose(): void {
    this.#isLost = true;
    this.#call?.abort();
    for (const line of this.#lines.splice(0)) this.#options.print(line);
    this.#service?.close();
    this.#service = undefined;
  }

  async #inTime(work: Promise<void>): Promise<boolean> {
    const { clock } = this.#options;
    const settled = new AbortController();
    const over = async () => {
      await clock.sleep(limit, settled.signal);
      // A confirmation that arrived while this process was busy is in time.
      await clock.sleep(0, settled.signal);
      return false;
    };
    try {
      return await Promise.race([work.then(() => true), over()]);
    } finally {
      settled.abort();
    }
  }
}

/** The warnings of a dynamic provider. It is not told its URN; the engine shows such a line under the stack, like printed lines. */
export function connectToEngine(address: { readonly host: string; readonly port: number }): LogService {
  const client = connectLog(address);
  return {
    warn: (text, signal) => client.send({ text, level: "warning" }, signal),
    close: () => client.close(),
  };
}
