// One HTTP exchange on `got`: no retries, no redirects (a signature must not leave its host), bounded time and size.
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import got, { RequestError, TimeoutError } from "got";
import type { Transport } from "./transport.ts";
import { TransportFailure } from "./transport.ts";

/** Largest body that is read, in bytes: a vendor's page of 100 ENIs has some 200 KB. */
const largestBody = 8 * 1024 * 1024;

/** Codes of failures to connect: no byte of the request was sent. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  // The server's certificate was rejected, so the handshake did not finish.
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

/** Exchanges on one got instance, which keeps its connections open. */
export function gotExchange(): Transport {
  const client = got.extend({
    agent: {
      http: new HttpAgent({ keepAlive: true }),
      https: new HttpsAgent({ keepAlive: true }),
    },
    followRedirect: false,
    retry: { limit: 0 },
    throwHttpErrors: false,
  });
  return async (request, { timeoutMs, signal }) => {
    const tooLarge = new AbortController();
    try {
      const exchange = client(request.url, {
        method: request.method,
        headers: { ...request.headers },
        ...(request.method === "POST" ? { body: request.body } : {}),
        timeout: { request: timeoutMs, connect: Math.min(timeoutMs, 10_000) },
        signal: signal ? AbortSignal.any([tooLarge.signal, signal]) : tooLarge.signal,
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
    return new TransportFailure(`no answer within ${seconds(timeoutMs)} (${error.event})`, connecting, {
      cause: error,
    });
  }
  if (error instanceof RequestError) {
    // The message of a network error names host and port, never the query or headers. The URL is left out because its query is signed.
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

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
