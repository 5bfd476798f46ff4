// Sends calls of one account to one endpoint: waits for a turn, signs each attempt, reads the answer, and repeats only calls
// that are safe to repeat.
import { unlessAborted } from "./abort.ts";
import type { Answer, Api, ApiCall } from "./api.ts";
import { backoff } from "./backoff.ts";
import type { Clock, Random } from "./clock.ts";
import type { CredentialSource, Credentials } from "./credentials.ts";
import { Cancelled, LostReply, NoTurn, saidOf, VendorRefusal, NotSent } from "./no-answer.ts";
import { Gate } from "./gate.ts";
import type { Limiter } from "./limiter.ts";
import { firstLine, redact, shown } from "./redact.ts";
import type { HttpRequest, HttpResponse, Transport } from "./transport.ts";
import { TransportFailure } from "./transport.ts";

export interface ClientOptions {
  readonly api: Api;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly credentials: CredentialSource;
  /** After an abort nothing more is sent, not even a call that several operations wait for. */
  readonly signal?: AbortSignal | undefined;
  /** Receives one line for each exchange. Undefined: no tracing. */
  readonly trace?: ((line: string) => void) | undefined;
}

export interface CallOptions {
  /** Milliseconds since the epoch after which nothing is sent any more. */
  readonly deadline: number;
  /** How often a call that reads is tried when replies are lost. Default 5. */
  readonly attempts?: number;
  /** How soon the host has to be reached, attempts included. Default: no such limit. */
  readonly reach?: Reach | undefined;
  /**
   * Asked right before each attempt, once it has its turn and its credentials: the wait for a turn can be long, and earlier
   * observations are stale by then. If it returns false or throws, the call is not sent.
   */
  readonly before?: (() => Promise<boolean>) | undefined;
  /** Called each time the call starts to wait for its turn; `before` is asked after that wait. */
  readonly queued?: (() => void) | undefined;
}

export interface Reach {
  /** Milliseconds from the first attempt. */
  readonly within: number;
  /** True: in that time it has to answer as well. */
  readonly andAnswer: boolean;
}

/** Between two attempts of a call that reads, in milliseconds. */
const betweenAttempts = { first: 500, longest: 8_000 };

/**
 * Most exchanges under way at a time. Changes and questions have separate limits: a change may have to ask one more question
 * while it holds its place.
 */
const mostAtOnce = 200;
/** Longest quote of a vendor's message, in characters. */
const longestQuote = 200;
/** Most of a message that is searched for the resource that it names, in characters. */
const longestSearched = 4_000;
/** Longest wait for one answer, in milliseconds. */
const answerTimeout = 30_000;

interface ExchangeLimits extends Pick<CallOptions, "deadline" | "before"> {
  /** Milliseconds since the epoch by which the host has to be reached, and by which it has to answer. */
  readonly reachBy: number | undefined;
  readonly answerBy: number | undefined;
}

export interface Reply {
  readonly body: unknown;
  readonly requestId: string | undefined;
}

export class ApiClient {
  readonly #options: ClientOptions;
  readonly #changes = new Gate(mostAtOnce);
  readonly #questions = new Gate(mostAtOnce);

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /**
   * Carries out one call.
   * Throttled calls wait and are sent again until the deadline: the vendor did not carry them out.
   * A lost reply to a call that reads is tried again; after one to a call that changes something, the caller has to decide.
   * @throws VendorRefusal when the vendor said no.
   * @throws LostReply when it is not known whether the call was carried out.
   * @throws NoTurn when no turn came before the deadline.
   * @throws NotSent when `before` said no.
   * @throws Cancelled when the signal is aborted before the call is sent; afterwards it is a LostReply.
   */
  async call(call: ApiCall, { deadline, attempts = 5, reach, before, queued }: CallOptions): Promise<Reply> {
    const { clock, random, signal } = this.#options;
    let lastThrottle: VendorRefusal | undefined;
    let reachBy: number | undefined;
    for (let attempt = 1; ;) {
      queued?.();
      await this.#turn(call, deadline, lastThrottle);
      // `before` and the signature, which has the time in it, have to be fresh when the request goes out.
      const gate = call.mutates ? this.#changes : this.#questions;
      const outcome = await gate.pass(async () => {
        if (clock.now() > deadline) throw lastThrottle ?? new NoTurn(call.action);
        if (reach) reachBy ??= clock.now() + reach.within;
        return this.#exchange(call, { deadline, before, reachBy, answerBy: reach?.andAnswer ? reachBy : undefined });
      }, signal);
      if (!(outcome instanceof Error)) return outcome;
      if (outcome instanceof VendorRefusal && outcome.meaning === "throttled") {
        lastThrottle = outcome;
        continue;
      }
      const again = outcome instanceof LostReply && (!call.mutates || outcome.neverSent) && attempt < attempts;
      const pause = backoff(attempt - 1, betweenAttempts, random);
      const isBound = again && (outcome.neverSent || reach?.andAnswer);
      const until = isBound ? Math.min(deadline, reachBy ?? deadline) : deadline;
      if (!again || signal?.aborted || clock.now() + pause > until) throw outcome;
      attempt += 1;
      await unlessAborted(signal, () => clock.sleep(pause, signal));
    }
  }

  async #turn(call: ApiCall, deadline: number, lastThrottle: VendorRefusal | undefined): Promise<void> {
    const { limiter, signal } = this.#options;
    if (await limiter.take(call.action, deadline, call.mutates, signal)) return;
    if (lastThrottle) throw lastThrottle;
    throw new NoTurn(call.action);
  }

  async #exchange(
    call: ApiCall,
    { deadline, before, reachBy, answerBy }: ExchangeLimits,
  ): Promise<Reply | VendorRefusal | LostReply> {
    const { api, clock, random, transport, credentials, signal } = this.#options;
    const key = await unlessAborted(signal, () => credentials.get());
    if (before && !(await before())) throw new NotSent(call.action);
    if (signal?.aborted) throw new Cancelled();
    const request = api.sign(call, { credentials: key, now: clock.now(), nonce: random.uuid() });
    const began = clock.now();
    const left = (by: number | undefined) => (by === undefined ? undefined : Math.max(100, by - began));
    const timeoutMs = left(answerBy) ?? Math.max(1_000, Math.min(answerTimeout, deadline - began));
    const connectMs = left(reachBy);
    let response: HttpResponse;
    try {
      response = await unlessAborted(signal, () => transport(request, { timeoutMs, connectMs, signal }));
    } catch (error) {
      // It was sent, and its answer is not waited for.
      if (error instanceof Cancelled) return new LostReply(call.action, `${error.message} before an answer came`);
      if (!(error instanceof TransportFailure)) throw error;
      this.#trace(call, request, began, error.message);
      const { neverSent, obstacle, way } = error;
      const where = [hostOf(request), ...(way === undefined ? [] : [way])].join(", ");
      return new LostReply(call.action, `${error.message} (${where})`, { neverSent, obstacle });
    }
    const answer = api.answer(response, call.action);
    this.#trace(call, request, began, `${response.status} ${answer && !answer.ok ? shown(answer.code, 128) : ""}`);
    return this.#understand(call, request, response, answer, key);
  }

  #understand(
    call: ApiCall,
    request: HttpRequest,
    response: HttpResponse,
    answer: Answer | undefined,
    key: Credentials,
  ): Reply | VendorRefusal | LostReply {
    const { api, limiter } = this.#options;
    if (!answer) {
      return new LostReply(call.action, strangeAnswer(request, response));
    }
    if (answer.ok) {
      limiter.succeeded(call.action);
      return answer;
    }
    const sensitive = { keyIds: [key.keyId], secrets: [key.secret, key.token ?? "", key.bearer ?? ""] };
    const { meaning, hint } = api.interpret(answer.code, call.action, response.status, answer.message);
    const said = (text: string, most: number) => shown(redact(text, sensitive), most);
    const words = {
      action: call.action,
      code: said(answer.code, 128),
      message: said(firstLine(answer.message), longestQuote),
      requestId: answer.requestId === undefined ? undefined : said(answer.requestId, 128),
      status: response.status,
    };
    if (meaning === "throttled") limiter.throttled(call.action, answer.retryAfterMs);
    else limiter.succeeded(call.action);
    if (meaning === "transient") return new LostReply(call.action, saidOf(words), { words });
    return new VendorRefusal(words, meaning, hint, said(answer.message, longestSearched));
  }

  #trace(call: ApiCall, request: HttpRequest, began: number, outcome: string): void {
    const { trace, clock } = this.#options;
    trace?.(`${call.action} -> ${hostOf(request)}: ${outcome.trim()} (${clock.now() - began} ms)`);
  }
}

/** Describes an answer that is neither a success nor an error of the vendor's. */
function strangeAnswer(request: HttpRequest, { status, headers, way }: HttpResponse): string {
  const from = `${hostOf(request)}${way === undefined ? "" : ` ${way}`}`;
  const location = headers["location"];
  if (status >= 300 && status < 400 && location !== undefined) {
    // Only the host of the target is shown: the rest may repeat signed parameters.
    const to = URL.canParse(location, request.url) ? new URL(location, request.url).host : "nowhere";
    return `HTTP ${status} from ${from}, a redirect to ${shown(to, 128)}, which is not followed: what is signed does not leave its host`;
  }
  return `HTTP ${status} with a body that is not the vendor's (${shown(headers["content-type"] ?? "no content type", 128)}) from ${from}`;
}

function hostOf(request: HttpRequest): string {
  return new URL(request.url).host;
}
