// Sends warnings to the engine's log service, so that Pulumi shows them as `warning: …`. What this process prints would be plain output.
// Best effort: a line that the service does not take in time is printed instead.
import { createRequire } from "node:module";
import type engineCalls from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import type { Clock } from "../http/clock.ts";

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

/** The log service of the engine at this address, through Pulumi's own client. It keeps no process alive. */
export function connectToEngine({ host, port }: { readonly host: string; readonly port: number }): LogService {
  // Loaded on demand: only a process with a warning needs them, and Pulumi has loaded them already.
  const require = createRequire(import.meta.url);
  const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb.js") as typeof engineCalls;
  const { LogRequest, LogSeverity } = require("@pulumi/pulumi/proto/engine_pb.js") as typeof engineMessages;
  // The same copy that Pulumi's client uses. It is no dependency of this package.
  const { credentials } = createRequire(require.resolve("@pulumi/pulumi"))("@grpc/grpc-js") as {
    credentials: { createInsecure(): ConstructorParameters<typeof EngineClient>[1] };
  };
  const client = new EngineClient(`${host.includes(":") ? `[${host}]` : host}:${port}`, credentials.createInsecure(), {
    // The engine is on this machine, so no proxy of the environment applies.
    "grpc.enable_http_proxy": 0,
    // A separate connection, which is closed with this client.
    "grpc.use_local_subchannel_pool": 1,
  });
  return {
    warn: (line, signal) =>
      new Promise((resolve, reject) => {
        // A dynamic provider is not told its URN. Without one, the engine shows the line under the stack, like printed lines.
        const request = new LogRequest().setSeverity(LogSeverity.WARNING).setMessage(line);
        const call = client.log(request, (error) => (error ? reject(error) : resolve()));
        signal.addEventListener("abort", () => call.cancel());
      }),
    close: () => client.close(),
  };
}
