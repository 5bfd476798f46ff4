// What carries one request to the vendor and the answer back. The HTTP client itself is loaded with the first request: a
// preview in which nothing changes makes none.
import { Gate } from "./gate.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Carries out one exchange; rejects with a {@link TransportFailure} when there is no complete answer. */
export type Transport = (request: HttpRequest, options: { timeoutMs: number }) => Promise<HttpResponse>;

/** No complete answer. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  /** True when the request certainly did not reach the server. */
  readonly neverSent: boolean;

  constructor(message: string, neverSent: boolean, options?: { cause?: unknown }) {
    super(message, options);
    this.neverSent = neverSent;
  }
}

/** Exchanges under way with one host; the others wait in the order in which they came. */
const mostAtOnce = 64;

/** A transport on got, with connections kept alive and shared by all calls. */
export function gotTransport(): Transport {
  const gates = new Map<string, Gate>();
  let loading: Promise<Transport> | undefined;
  return async (request, { timeoutMs }) => {
    const exchange = await (loading ??= load());
    const { host } = new URL(request.url);
    let gate = gates.get(host);
    if (!gate) gates.set(host, (gate = new Gate(mostAtOnce)));
    // Without a connection for as long as an answer may take, it is better to be signed anew than to wait on.
    if (!(await gate.enter(timeoutMs))) {
      throw new TransportFailure(`no connection was free within ${seconds(timeoutMs)}`, true);
    }
    try {
      return await exchange(request, { timeoutMs });
    } finally {
      gate.leave();
    }
  };
}

export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

async function load(): Promise<Transport> {
  const { gotExchange } = await import("./got-exchange.ts");
  return gotExchange(mostAtOnce);
}
