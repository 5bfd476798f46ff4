// What carries one request to the vendor and the answer back. The HTTP client itself is loaded with the first request: a
// preview in which nothing changes makes none.

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

/** A transport on got, with connections kept alive and shared by all calls. */
export function gotTransport(): Transport {
  let loading: Promise<Transport> | undefined;
  return async (request, options) => {
    const exchange = await (loading ??= load());
    return exchange(request, options);
  };
}

export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

async function load(): Promise<Transport> {
  const { gotExchange } = await import("./got-exchange.ts");
  return gotExchange();
}
