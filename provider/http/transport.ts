// One HTTP exchange on `got`: no retries, no redirects (a signature must not leave its host), bounded time and size.
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import got, { RequestError, TimeoutError } from "got";

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

/** Vendors answer a page of 100 ENIs in some 200 KB; what is far above that is not an answer. Bytes. */
const largestBody = 8 * 1024 * 1024;

/** Failures to connect: no byte of the request was sent. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  // The server's certificate was not accepted, so the handshake did not end.
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** A transport on got with connections kept alive and shared by all calls. */
export function gotTransport(): Transport {
  const client = got.extend({
    agent: {
      http: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
      https: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
    },
    followRedirect: false,
    retry: { limit: 0 },
    throwHttpErrors: false,
  });
  return async (request, { timeoutMs }) => {
    const tooLarge = new AbortController();
    try {
      const exchange = client(request.url, {
        method: request.method,
        headers: { ...request.headers },
        ...(request.method === "POST" ? { body: request.body } : {}),
        timeout: { request: timeoutMs, connect: Math.min(timeoutMs, 10_000) },
        signal: tooLarge.signal,
      });
      void exchange.on("downloadProgress", (progress) => {
        if (progress.transferred > largestBody) tooLarge.abort();
      });
      const response = await exchange;
      return { status: response.statusCode, headers: flatten(response.headers), body: response.body };
    } catch (error) {
      throw failure(error, tooLarge.signal.aborted, timeoutMs);
    }
  };
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, Array.isArray(v) ? v.join(",") : v]));
}

function failure(error: unknown, tooLarge: boolean, timeoutMs: number): TransportFailure {
  if (tooLarge) return new TransportFailure(`the answer was larger than ${largestBody} bytes`, false);
  if (error instanceof TimeoutError) {
    const connecting = error.event === "connect" || error.event === "lookup" || error.event === "secureConnect";
    return new TransportFailure(`no answer within ${Math.round(timeoutMs / 100) / 10} s (${error.event})`, connecting, {
      cause: error,
    });
  }
  if (error instanceof RequestError) {
    // The message of a network error names host and port, never the query or headers; the URL is left out on purpose.
    return new TransportFailure(
      error.message.includes(error.code) ? error.message : `${error.code}: ${error.message}`,
      beforeSending.has(error.code),
      {
        cause: error,
      },
    );
  }
  throw error;
}
