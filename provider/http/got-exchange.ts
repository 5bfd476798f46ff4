// One HTTP exchange on `got`: no retries, no redirects (a signature must not leave its host), bounded time and size.
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import got, { RequestError, TimeoutError } from "got";
import type { Proxied } from "./proxied.ts";
import { NoTunnel, proxied, tunnelObstacles } from "./proxied.ts";
import type { Environment, Proxy } from "./proxy-settings.ts";
import { proxyFor } from "./proxy-settings.ts";
import type { Obstacle, Transport } from "./transport.ts";
import { TransportFailure } from "./transport.ts";

/** Largest body that is read, in bytes: a vendor's page of 100 ENIs has some 200 KB. */
const largestBody = 8 * 1024 * 1024;

/** Codes of failures that show what is in the way: no byte of the request was sent. */
const obstacles: ReadonlyMap<string, Obstacle> = new Map([
  ...[
    "CERT_HAS_EXPIRED",
    "CERT_NOT_YET_VALID",
    "CERT_REVOKED",
    "CERT_UNTRUSTED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  ].map((code) => [code, "certificate"] as const),
  ["ERR_TLS_CERT_ALTNAME_INVALID", "hostName"],
  ...tunnelObstacles,
]);

/** Codes of failures to connect: no byte of the request was sent. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  ...obstacles.keys(),
]);

/** Exchanges on one got instance, which keeps its connections open. @param environment names the proxies. */
export function gotExchange(environment: () => Environment): Transport {
  const client = got.extend({ followRedirect: false, retry: { limit: 0 }, throwHttpErrors: false });
  const direct = { agent: { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) } };
  const known = new Map<string, (within: number) => Proxied>();
  const through = (proxy: Proxy, within: number): Proxied => {
    const key = JSON.stringify(proxy);
    const way = known.get(key) ?? proxied(proxy);
    known.set(key, way);
    return way(within);
  };
  return async (request, { timeoutMs, connectMs = 10_000, signal, direct: asIs = false }) => {
    const proxy = asIs ? undefined : proxyFor(new URL(request.url), environment());
    const way = proxy && `through the proxy ${proxy.origin} that ${proxy.setting} names`;
    const reach = Math.min(timeoutMs, connectMs);
    const tooLarge = new AbortController();
    try {
      const exchange = client(request.url, {
        method: request.method,
        ...(proxy ? through(proxy, reach) : direct),
        headers: { ...request.headers },
        ...(request.method === "POST" ? { body: request.body } : {}),
        timeout: { request: timeoutMs, lookup: reach, connect: reach, secureConnect: reach },
        signal: signal ? AbortSignal.any([tooLarge.signal, signal]) : tooLarge.signal,
      });
      void exchange.on("downloadProgress", (progress) => {
        if (progress.transferred > largestBody) tooLarge.abort();
      });
      const response = await exchange;
      const status = response.statusCode;
      // No vendor sits behind its own proxy, so this is the proxy of the environment.
      if (proxy && status === 407)
        throw new TransportFailure("the proxy answers HTTP 407", true, { way, obstacle: "proxyLogin" });
      return { status, headers: flatten(response.headers), body: response.body, way };
    } catch (error) {
      if (error instanceof TransportFailure) throw error;
      throw failure(error, { tooLarge: tooLarge.signal.aborted, timeoutMs, reach, way: way ?? "directly" });
    }
  };
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, Array.isArray(v) ? v.join(",") : v]));
}

interface Circumstances {
  readonly tooLarge: boolean;
  readonly timeoutMs: number;
  /** As `timeoutMs`, for each step of finding and reaching the host. */
  readonly reach: number;
  readonly way: string;
}

function failure(error: unknown, { tooLarge, timeoutMs, reach, way }: Circumstances): TransportFailure {
  if (tooLarge) return new TransportFailure(`the answer was larger than ${largestBody} bytes`, false, { way });
  if (error instanceof TimeoutError) {
    const connecting = error.event === "connect" || error.event === "lookup" || error.event === "secureConnect";
    return new TransportFailure(
      `no answer within ${seconds(connecting ? reach : timeoutMs)} (${error.event})`,
      connecting,
      {
        cause: error,
        way,
      },
    );
  }
  if (error instanceof RequestError) {
    // The message of a network error names host and port, never the query or headers. The URL is left out because its query is signed.
    const isOurs = error.cause instanceof NoTunnel || error.message.includes(error.code);
    const says = isOurs ? error.message : `${error.code}: ${error.message}`;
    const obstacle = obstacles.get(error.code);
    return new TransportFailure(says, beforeSending.has(error.code), { cause: error, way, obstacle });
  }
  throw error;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
