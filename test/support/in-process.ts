// The provider and the local cloud in one process, without sockets, on a clock that the test owns.
import { labelled } from "../../provider/attachment/words.ts";
import { EngineWatch } from "../../provider/engine/engine.ts";
import type { HttpRequest, HttpResponse, Transport } from "../../provider/http/transport.ts";
import type { Remedy } from "../../provider/remedy.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import type { CallRecord } from "../../simulator/call-log.ts";
import { Cloud } from "../../simulator/cloud.ts";
import type { Change } from "../../simulator/world/transitions.ts";
import type { Outcome } from "../../simulator/faces/face.ts";
import { testEnvironment } from "../contract/environment.ts";
import type { AdapterName } from "./adapter-name.ts";
import { adapterNamed, adapterUnderTest } from "./adapters.ts";
import { CallError } from "./running-provider.ts";
import type { InitFailed, Properties, ProviderCalls } from "./running-provider.ts";
import { VirtualClock } from "./virtual-clock.ts";

export interface InProcessOptions {
  readonly world: unknown;
  /** Stack configuration. */
  readonly configuration?: Readonly<Record<string, string>>;
  /** Looks at each answer, and may change it. */
  readonly tamper?: (request: HttpRequest, response: HttpResponse) => HttpResponse;
  /** Looks at each request before the cloud does, and may throw what a wire throws. */
  readonly cut?: (request: HttpRequest) => void;
  readonly engine?: EngineWatch;
  /** Default: the one that the suite is run for. */
  readonly adapter?: AdapterName;
  /** Hears of each end of an attach or detach. */
  readonly onChange?: (change: Change) => void;
  /** Calls that the cloud remembers. Default 100,000. */
  readonly logLimit?: number;
  /** A transcript that the cloud answers from. */
  readonly transcript?: unknown;
}

/** One provider process and one cloud. `restart` plays a new run of the engine: a new provider, the same cloud. */
export class InProcess {
  readonly clock = new VirtualClock();
  /** As Ctrl-C does: whatever runs in this process ends. */
  readonly cancel = new AbortController();
  readonly cloud: Cloud;
  readonly lines: string[] = [];
  readonly #options: InProcessOptions;
  #provider: ProviderCalls;
  #processes = 0;

  constructor(options: InProcessOptions) {
    this.#options = options;
    const { world, onChange, logLimit = 100_000, transcript } = options;
    const more = { ...(onChange ? { onChange } : {}), ...(transcript === undefined ? {} : { transcript }) };
    this.cloud = new Cloud({ world, clock: this.clock, logLimit, ...more });
    this.#provider = this.#start();
  }

  restart(): void {
    this.#provider = this.#start();
  }

  /** A provider process of somebody else's, on the same cloud. */
  anotherProvider(): ProviderCalls {
    return this.#start();
  }

  #start(): ProviderCalls {
    const number = (this.#processes += 1);
    let count = 0;
    const runtime = {
      clock: this.clock,
      random: {
        fraction: () => 0.5,
        uuid: () => `nonce-${number}-${(count += 1)}`,
      },
      transport: this.transport,
      liveness: this.#options.engine ?? new EngineWatch(undefined),
      say: (label: string | undefined, line: string) => void this.lines.push(labelled(label, line)),
      environment: () => testEnvironment,
      signal: this.cancel.signal,
    };
    const { adapter, configuration = {} } = this.#options;
    return (adapter === undefined ? adapterUnderTest() : adapterNamed(adapter)).inProcess(runtime, configuration);
  }

  get configuration() {
    const values = this.#options.configuration ?? {};
    return { get: (key: string) => values[key] };
  }

  /** Calls since the beginning (or since `mark`), by action. */
  calls(since = 0): CallRecord[] {
    return this.cloud.log.list().filter((call) => call.sequence > since);
  }

  mark(): number {
    return this.cloud.log.list().at(-1)?.sequence ?? 0;
  }

  /** The calls that change something: `Attach eni-1 i-a`. */
  changes(since = 0): string[] {
    return this.calls(since)
      .filter((call) => /^(Attach|Detach)/.test(call.action))
      .map((call) => [call.action.replace("NetworkInterface", ""), call.eni, call.instance].filter(Boolean).join(" "));
  }

  #run<T>(work: () => Promise<T>): Promise<T> {
    return this.clock.until(work());
  }

  check(olds: Properties, news: Properties) {
    return this.#run(() => this.#provider.check(news, olds));
  }

  diff(id: string, olds: Properties, news: Properties) {
    return this.#run(() => this.#provider.diff(id, olds, news));
  }

  create(inputs: Properties) {
    return this.#run(() => this.#provider.create(inputs));
  }

  read(id: string, properties: Properties) {
    return this.#run(() => this.#provider.read(id, properties));
  }

  update(id: string, olds: Properties, news: Properties) {
    return this.#run(() => this.#provider.update(id, olds, news));
  }

  delete(id: string, properties: Properties) {
    return this.#run(() => this.#provider.delete(id, properties));
  }

  /** Several operations at the same time. */
  together<T>(work: (provider: ProviderCalls) => Promise<T>): Promise<T> {
    return this.#run(() => work(this.#provider));
  }

  readonly transport: Transport = async (request, { timeoutMs }) => {
    this.#options.cut?.(request);
    const url = new URL(request.url);
    const outcome = this.cloud.receive({
      method: request.method,
      path: url.pathname,
      rawQuery: url.search.slice(1),
      headers: { host: url.host, ...request.headers },
      body: Buffer.from(request.body),
      receivedAt: this.clock.now(),
    });
    const response = await this.#settle(outcome, timeoutMs);
    return this.#options.tamper?.(request, response) ?? response;
  };

  async #settle(outcome: Outcome, timeoutMs: number): Promise<HttpResponse> {
    switch (outcome.kind) {
      case "answer":
        return { status: outcome.status, headers: outcome.headers, body: outcome.body };
      case "reset":
        throw new TransportFailure("ECONNRESET: the connection was reset", false);
      case "hang":
        await this.clock.sleep(timeoutMs);
        throw new TransportFailure(`no answer within ${Math.round(timeoutMs / 100) / 10} s (response)`, false);
      case "later": {
        if (outcome.ms >= timeoutMs) {
          // The vendor carries it out all the same; only our patience is over.
          void this.clock.sleep(outcome.ms).then(outcome.then);
          await this.clock.sleep(timeoutMs);
          throw new TransportFailure(`no answer within ${Math.round(timeoutMs / 100) / 10} s (response)`, false);
        }
        await this.clock.sleep(outcome.ms);
        return this.#settle(outcome.then(), timeoutMs);
      }
    }
  }
}

/** Runs work that must fail, and returns its error with the partial state that it carries. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<Error & Partial<InitFailed> & { readonly remedy?: Remedy | undefined }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CallError) return Object.assign(error, error.initFailed);
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("it was expected to fail, and did not");
}
