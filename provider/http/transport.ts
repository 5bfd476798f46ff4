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
  /** "through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names"; undefined if there was none. */
  readonly way?: string | undefined;
}

export interface ExchangeOptions {
  readonly timeoutMs: number;
  /** Longest time for finding and reaching the host, in milliseconds. Default 10 s; never longer than `timeoutMs`. */
  readonly connectMs?: number | undefined;
  /** An abort ends the exchange without an answer. */
  readonly signal?: AbortSignal | undefined;
  /** True: no proxy is used, whatever the environment says. Default false. */
  readonly direct?: boolean;
}

/** Carries out one exchange; rejects with a {@link TransportFailure} when there is no complete answer. */
export type Transport = (request: HttpRequest, options: ExchangeOptions) => Promise<HttpResponse>;

/**
 * What is in the way to the server, where a failure shows it; each has a remedy of its own. `certificate`: signed by an authority that is
 * not trusted, or out of date; `hostName`: a certificate of other hosts; `proxyLogin`: the proxy wants a user and password (407);
 * `proxyPlain`: the proxy is named with https:// and speaks plain HTTP; `proxyRefusal`: the proxy opened no tunnel to the host.
 */
export type Obstacle = "certificate" | "hostName" | "proxyLogin" | "proxyPlain" | "proxyRefusal";

/** There was no complete answer. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  /** True when the request certainly did not reach the server. */
  readonly neverSent: boolean;
  /** "directly", or "through the proxy http://proxy.example.com:3128 that HTTPS_PROXY names"; undefined if it is not known. */
  readonly way: string | undefined;
  /** Undefined where the failure does not show what is in the way. */
  readonly obstacle: Obstacle | undefined;

  constructor(
    message: string,
    neverSent: boolean,
    options: { cause?: unknown; way?: string | undefined; obstacle?: Obstacle | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.neverSent = neverSent;
    this.way = options.way;
    this.obstacle = options.obstacle;
  }
}
