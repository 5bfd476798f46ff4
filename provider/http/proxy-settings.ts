// Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as curl, Go and Node itself do: the lower-case name first, an empty value is none.
import { BlockList, isIP } from "node:net";
import { EniError } from "../errors.ts";
import { isLoopback } from "./loopback.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Proxy {
  /** Its address, without user and password: safe to show. */
  readonly origin: string;
  /** Value of the Proxy-Authorization header; undefined if the address has no user. */
  readonly authorization: string | undefined;
  /** Variable that names it. */
  readonly setting: string;
}

/**
 * The proxy for a URL; undefined where NO_PROXY has its host, where no proxy is set, and for this machine itself.
 * @throws EniError `CONFIGURATION_INVALID` for an address that cannot be used.
 */
export function proxyFor(url: URL, environment: Environment): Proxy | undefined {
  if (isLoopback(url.hostname)) return undefined;
  const setting = nameOf(url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY", environment);
  const address = setting === undefined ? undefined : environment[setting];
  if (setting === undefined || address === undefined) return undefined;
  const exceptions = environment[nameOf("NO_PROXY", environment) ?? ""] ?? "";
  if (exceptions.split(/[\s,]+/).some((entry) => covers(entry.toLowerCase(), url))) return undefined;
  return readAddress(setting, address);
}

function nameOf(name: string, environment: Environment): string | undefined {
  return [name.toLowerCase(), name].find((one) => environment[one]);
}

function readAddress(setting: string, address: string): Proxy {
  // curl and Go take "proxy.example.com:3128" for http.
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const user = url && decoded(`${url.username}:${url.password}`);
  if (!url || user === undefined || !/^https?:$/.test(url.protocol)) {
    // The value is not repeated: it may hold a password.
    const what =
      `${setting} (environment): must be the address of an HTTP proxy such as "http://user:password@proxy.example.com:3128", with or ` +
      "without the user; characters such as @, #, / and % in user and password have to be percent-encoded";
    throw new EniError("CONFIGURATION_INVALID", { what, remedy: [{ kind: "correctSetting", setting: "HTTPS_PROXY" }] });
  }
  const authorization = user === ":" ? undefined : `Basic ${Buffer.from(user).toString("base64")}`;
  return { origin: url.origin, authorization, setting };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * @param entry of NO_PROXY: `*`, a name (it and all below it; a leading `.` or `*.` changes nothing), an IP address or a block of them
 * (`10.0.0.0/8`), each with a port or without one.
 */
function covers(entry: string, url: URL): boolean {
  if (entry === "") return false;
  if (entry === "*") return true;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const [address = "", bits] = entry.split("/");
  if (bits !== undefined) return inBlock(host, address, Number(bits));
  const { name, port } = withPort(entry);
  if (port !== undefined && port !== (url.port || (url.protocol === "https:" ? "443" : "80"))) return false;
  const suffix = name.replace(/^\*?\./, "");
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`));
}

function withPort(entry: string): { name: string; port: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, port: undefined };
  const [, name = entry, port] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
  return { name: name.replace(/^\[|\]$/g, ""), port };
}

function inBlock(host: string, address: string, bits: number): boolean {
  const family = isIP(address);
  if (family === 0 || family !== isIP(host) || !(bits >= 0 && bits <= (family === 4 ? 32 : 128))) return false;
  const block = new BlockList();
  const kind = family === 4 ? "ipv4" : "ipv6";
  block.addSubnet(address, bits, kind);
  return block.check(host, kind);
}
