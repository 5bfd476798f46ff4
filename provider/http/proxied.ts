// Requests through a proxy: in a CONNECT tunnel for https, with the whole address in the request line for http. The library for tunnels
// is npm's own: @pulumi/pulumi brings it already.
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { isIP } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { checkServerIdentity } from "node:tls";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { Proxy } from "./proxy-settings.ts";
import type { Obstacle } from "./transport.ts";

/** Code of the errors of a tunnel that was not opened in time: nothing was sent to the vendor. */
export const noTunnel = "ENI_NO_TUNNEL";
const refused = "ENI_PROXY_REFUSED";
const wantsLogin = "ENI_PROXY_LOGIN";
const speaksPlain = "ENI_PROXY_PLAIN";

/** What each code of a tunnel that was not opened shows. */
export const tunnelObstacles = [
  [noTunnel, "proxyRefusal"],
  [refused, "proxyRefusal"],
  [wantsLogin, "proxyLogin"],
  [speaksPlain, "proxyPlain"],
] as const satisfies readonly (readonly [code: string, obstacle: Obstacle])[];

export class NoTunnel extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** How got sends a request through a proxy. */
export interface Proxied {
  readonly agent: { readonly https: HttpsAgent };
  readonly request: Ask;
}

type Ask = (url: URL, options: RequestOptions, answered?: (response: IncomingMessage) => void) => ClientRequest;

/** Requests through a proxy, which keeps its connections. @param within longest time for opening a tunnel, in milliseconds. */
export function proxied(proxy: Proxy): (within: number) => Proxied {
  const { origin, authorization } = proxy;
  // The password goes into a header and not into the address, which the library prints with DEBUG=*.
  const headers = authorization === undefined ? {} : { "proxy-authorization": authorization };
  const tunnel = new Tunnel(origin, { keepAlive: true, headers });
  const { protocol, hostname, port } = new URL(origin);
  const [ask, agent] =
    protocol === "https:"
      ? [httpsRequest, new HttpsAgent({ keepAlive: true })]
      : [httpRequest, new HttpAgent({ keepAlive: true })];
  const place = { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port: port || undefined };
  return (within) => ({
    agent: { https: tunnel },
    request: (url, options, answered) => {
      if (url.protocol === "https:") {
        const patient: Patient = { ...options, tunnelWithin: within };
        return httpsRequest(url, patient, answered);
      }
      // RFC 9112, section 3.2.2: a proxy gets the whole address. (http-proxy-agent 7 sends a body twice on a connection that is kept.)
      const whole = { path: `${url.origin}${url.pathname}${url.search}`, agent };
      return ask(
        { ...options, ...place, ...whole, headers: { host: url.host, ...options.headers, ...headers } },
        answered,
      );
    },
  });
}

/** Node hands all options of a request on to its agent. */
interface Patient extends RequestOptions {
  /** Milliseconds. */
  readonly tunnelWithin?: number;
}

type Connect = HttpsProxyAgent<string>["connect"];
type Options = Parameters<Connect>[1] & Pick<Patient, "tunnelWithin">;

/** The library drops a host that is an IP address, and the certificate would have to be one of "localhost". */
function namedByAddress(options: Options): Options {
  const { host } = options;
  if (host === undefined || isIP(host) === 0) return options;
  const checked: ConnectionOptions = { checkServerIdentity: (_name, theirs) => checkServerIdentity(host, theirs) };
  return Object.assign({}, options, checked);
}

/** Longest wait for a tunnel that nobody set a time for, in milliseconds. */
const longestWait = 10_000;

/** The library hands a proxy's refusal on as if the vendor had answered, and waits for a silent proxy without end. */
class Tunnel extends HttpsProxyAgent<string> {
  override async connect(request: ClientRequest, options: Options): Promise<Socket> {
    const { tunnelWithin: within = longestWait } = options;
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), within);
    let answered: { readonly statusCode: number; readonly statusText: string } | undefined;
    request.once("proxyConnect", (answer: typeof answered) => (answered = answer));
    // The library reads them before it waits for the first time, so that two tunnels at a time do not mix theirs.
    this.connectOpts = { ...this.connectOpts, signal: over.signal };
    try {
      const socket = await super.connect(request, namedByAddress(options));
      if (answered?.statusCode === 200) return socket;
      socket.destroy();
      const code = answered?.statusCode === 407 ? wantsLogin : refused;
      throw new NoTunnel(code, `the proxy answers HTTP ${answered?.statusCode} ${answered?.statusText}`.trim());
    } catch (error) {
      if (over.signal.aborted)
        throw new NoTunnel(noTunnel, `the proxy opened no tunnel within ${Math.round(within / 100) / 10} s`, {
          cause: error,
        });
      if (answered === undefined && isNoTls(error))
        throw new NoTunnel(speaksPlain, "the proxy answers a TLS handshake with something else", { cause: error });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The other side of a connection does not speak TLS. */
function isNoTls(error: unknown): boolean {
  // Not `instanceof Error`: a test runner's realm has another class of that name.
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return code === "EPROTO" || code === "ERR_SSL_WRONG_VERSION_NUMBER";
}
