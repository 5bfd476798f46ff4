// Warnings go through the engine's log service, so that Pulumi shows them as `warning: …`; what this process prints is plain output to
// it. Best effort: whatever the service does not take in time is printed instead.
import { createRequire } from "node:module";
import type engineCalls from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import type { Clock } from "../http/clock.ts";

/** Longest wait for the engine to take a line, and of an answer for the lines before it, in milliseconds. */
const limit = 200;

export interface LogService {
  /** Rejects when the engine does not take the line, or when `signal` is aborted. */
  warn(line: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface EngineLogOptions {
  readonly clock: Clock;
  /** Called at the first warning. */
  readonly connect: () => LogService;
  /** The way of lines that the service does not take. */
  readonly print: (line: string) => void;
}

export class EngineLog {
  readonly #options: EngineLogOptions;
  /** The first one is on its way. */
  readonly #lines: string[] = [];
  #service: LogService | undefined;
  #sending: Promise<void> | undefined;
  #call: AbortController | undefined;
  #isLost = false;

  constructor(options: EngineLogOptions) {
    this.#options = options;
  }

  /** Returns at once: nothing that changes the cloud waits for a line. */
  warn(line: string): void {
    if (this.#isLost) this.#options.print(line);
    else {
      this.#lines.push(line);
      this.#sending ??= this.#sendAll();
    }
  }

  /** Before the engine gets an answer: a preview's process ends soon after its last one, and late lines with it. */
  async flush(): Promise<void> {
    if (this.#sending && !(await this.#inTime(this.#sending))) this.#lose();
  }

  /** One after the other: the engine handles calls side by side, and would mix up their order. */
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
      // Whatever the reason, the line is printed: there is nothing that a user could do about it.
      return false;
    } finally {
      call.abort();
    }
  }

  /**
   * Prints what was not taken, and everything from now on: a service that fails once is not waited for again with each line. An engine
   * that took the line on its way, and is late to say so, then shows it twice; the other choice would be to lose it.
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
      // What came while this process was busy is not late.
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

/** The log service of the engine at this address, through Pulumi's own client. It keeps no process alive. */
export function connectToEngine({ host, port }: { readonly host: string; readonly port: number }): LogService {
  // Not imported: only a process with a warning needs them, and Pulumi's has them loaded already.
  const require = createRequire(import.meta.url);
  const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb.js") as typeof engineCalls;
  const { LogRequest, LogSeverity } = require("@pulumi/pulumi/proto/engine_pb.js") as typeof engineMessages;
  // The copy that Pulumi's client is made of; it is no dependency of this package.
  const { credentials } = createRequire(require.resolve("@pulumi/pulumi"))("@grpc/grpc-js") as {
    credentials: { createInsecure(): ConstructorParameters<typeof EngineClient>[1] };
  };
  const client = new EngineClient(`${host.includes(":") ? `[${host}]` : host}:${port}`, credentials.createInsecure(), {
    // The engine is on this machine, whatever proxy the environment names.
    "grpc.enable_http_proxy": 0,
    // A connection of its own, which ends with it.
    "grpc.use_local_subchannel_pool": 1,
  });
  return {
    warn: (line, signal) =>
      new Promise((resolve, reject) => {
        // Without a URN, as the engine has it of printed lines, it is the stack's. A dynamic provider is told no URN.
        const request = new LogRequest().setSeverity(LogSeverity.WARNING).setMessage(line);
        const call = client.log(request, (error) => (error ? reject(error) : resolve()));
        signal.addEventListener("abort", () => call.cancel());
      }),
    close: () => client.close(),
  };
}
