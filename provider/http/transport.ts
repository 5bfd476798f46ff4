// One HTTP exchange with a vendor: request, answer, and the failure to get one.

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface ExchangeOptions {
  readonly timeoutMs: number;
  /** An abort ends the exchange without an answer. */
  readonly signal?: AbortSignal | undefined;
}

/** Carries out one exchange; rejects with a {@link TransportFailure} when there is no complete answer. */
export type Transport = (request: HttpRequest, options: ExchangeOptions) => Promise<HttpResponse>;

/** There was no complete answer. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  /** True when the request certainly did not reach the server. */
  readonly neverSent: boolean;

  constructor(message: string, neverSent: boolean, options?: { cause?: unknown }) {
    super(message, options);
    this.neverSent = neverSent;
  }
}
