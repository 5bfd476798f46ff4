// The transport through a real proxy on the loopback: tunnels, plain requests, authentication, and what a failure says of the way.
import type { RequestListener } from "node:http";
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { createServer as createSocketServer } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { gotTransport } from "../../provider/http/got-transport.ts";
import { selfSigned } from "../support/certificate.ts";
import { startHttpProxy } from "../support/http-proxy.ts";
import { rejectionOf } from "./fakes.ts";

/** An address of documents (RFC 5737): only the proxy leads anywhere. */
const nowhere = "203.0.113.7";
const certificate = selfSigned({ addresses: [nowhere] });
const stranger = selfSigned({ addresses: [nowhere] });
const trusted = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...trusted, certificate.cert]));
afterAll(() => setDefaultCACertificates(trusted));

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function listen(server: Server & { closeAllConnections?: () => void }): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  opened.unshift(() => {
    server.closeAllConnections?.();
    return new Promise((done) => server.close(done));
  });
  return (server.address() as AddressInfo).port;
}

async function proxyTo(port: number, user?: string) {
  const proxy = await startHttpProxy(port, user);
  opened.unshift(() => proxy.close());
  return proxy;
}

/** What each request had: none of it is for the proxy. */
const seen: { host: string | undefined; forProxy: string | undefined; port: number | undefined; body: string }[] = [];
const vendor: RequestListener = (request, response) => {
  const { headers, socket } = request;
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString();
    seen.push({ host: headers.host, forProxy: headers["proxy-authorization"], port: socket.remotePort, body });
    response.end("the vendor");
  });
};
afterEach(() => void seen.splice(0));

const get = (url: string) => ({ method: "GET", url, headers: { accept: "application/json" }, body: "" }) as const;
const patient = { timeoutMs: 20_000 };

test("https goes through a tunnel: the proxy learns host and port, and the connection is used again", async () => {
  const proxy = await proxyTo(await listen(createHttps(certificate, vendor)));
  const transport = gotTransport(() => ({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }));
  for (let call = 0; call < 2; call += 1)
    expect(await transport(get(`https://${nowhere}/?Action=A`), patient)).toMatchObject({
      status: 200,
      body: "the vendor",
    });
  expect(proxy.asked).toEqual([`CONNECT ${nowhere}:443`]);
  expect(new Set(seen.map(({ host, port }) => `${host} ${port}`)).size).toBe(1);
});

test.each(["https", "http"])(
  "bodies reach the vendor as they were, over %s connections that are kept",
  async (scheme) => {
    const server = scheme === "https" ? createHttps(certificate, vendor) : createHttp(vendor);
    const address = `http://127.0.0.1:${(await proxyTo(await listen(server))).port}`;
    const transport = gotTransport(() => ({ HTTPS_PROXY: address, HTTP_PROXY: address }));
    const bodies = [1, 2, 3].map((call) => `{"call":${call}}`);
    for (const body of bodies) {
      const headers = { "content-type": "application/json", host: nowhere };
      await transport({ method: "POST", url: `${scheme}://${nowhere}/`, headers, body }, patient);
    }
    expect(seen.map(({ body }) => body)).toEqual(bodies);
  },
);

test("several tunnels at a time", async () => {
  const proxy = await proxyTo(await listen(createHttps(certificate, vendor)));
  const transport = gotTransport(() => ({ https_proxy: `127.0.0.1:${proxy.port}` }));
  const answers = await Promise.all([1, 2, 3].map(() => transport(get(`https://${nowhere}:8443/`), patient)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(proxy.asked).toEqual([1, 2, 3].map(() => `CONNECT ${nowhere}:8443`));
});

test("the user of the proxy's address is for the proxy alone", async () => {
  const proxy = await proxyTo(await listen(createHttps(certificate, vendor)), "jo:p@ss");
  const transport = gotTransport(() => ({ HTTPS_PROXY: `http://jo:p%40ss@127.0.0.1:${proxy.port}` }));
  expect(await transport(get(`https://${nowhere}/`), patient)).toMatchObject({ status: 200 });
  expect(seen).toMatchObject([{ host: nowhere, forProxy: undefined }]);
});

test.each(["https", "http"])("a proxy that wants another password: nothing was sent to %s", async (scheme) => {
  const server = scheme === "https" ? createHttps(certificate, vendor) : createHttp(vendor);
  const proxy = await proxyTo(await listen(server), "jo:right");
  const address = `http://jo:wrong@127.0.0.1:${proxy.port}`;
  const transport = gotTransport(() => ({ HTTPS_PROXY: address, HTTP_PROXY: address }));
  const error = await rejectionOf(transport(get(`${scheme}://${nowhere}/`), patient));
  expect(error).toMatchObject({
    name: "TransportFailure",
    neverSent: true,
    message: expect.stringContaining("the proxy answers HTTP 407"),
    obstacle: "proxyLogin",
    way: `through the proxy http://127.0.0.1:${proxy.port} that ${scheme.toUpperCase()}_PROXY names`,
  });
  expect(`${JSON.stringify(seen)} ${JSON.stringify(error)} ${String(error)}`).not.toContain("wrong");
  expect(seen).toEqual([]);
});

test("a proxy that may not lead there: its refusal is no answer of the vendor", async () => {
  const server = createSocketServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\n{}"));
  });
  const port = await listen(server);
  const transport = gotTransport(() => ({ HTTPS_PROXY: `http://127.0.0.1:${port}` }));
  const error = await rejectionOf(transport(get(`https://${nowhere}/`), patient));
  expect(error).toMatchObject({
    neverSent: true,
    message: "the proxy answers HTTP 403 Forbidden",
    obstacle: "proxyRefusal",
  });
});

test("http is asked of the proxy with its whole address, and reaches the vendor as it was", async () => {
  const proxy = await proxyTo(await listen(createHttp(vendor)), "jo:pass");
  const transport = gotTransport(() => ({ HTTP_PROXY: `http://jo:pass@127.0.0.1:${proxy.port}` }));
  const answer = await transport(get(`http://${nowhere}:8080/?A=a%20b`), patient);
  expect(answer).toMatchObject({ status: 200, body: "the vendor", way: expect.stringContaining("HTTP_PROXY") });
  expect(proxy.asked).toEqual([`GET http://${nowhere}:8080/?A=a%20b`]);
  expect(seen[0]?.host).toBe(`${nowhere}:8080`);
});

test("NO_PROXY, the loopback and what is to go directly go past the proxy", async () => {
  const port = await listen(createHttp(vendor));
  const proxy = await proxyTo(port);
  let exceptions = "";
  const transport = gotTransport(() => ({
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NO_PROXY: exceptions,
  }));
  expect(await transport(get(`http://127.0.0.1:${port}/`), patient)).toMatchObject({ status: 200, way: undefined });
  expect(proxy.asked).toEqual([]);
  // Nothing of .invalid is ever found (RFC 6761).
  const url = get("https://vendor.invalid/");
  expect(await rejectionOf(transport(url, { ...patient, direct: true }))).toMatchObject({ way: "directly" });
  exceptions = "invalid";
  expect(await rejectionOf(transport(url, patient))).toMatchObject({ way: "directly", neverSent: true });
  expect(proxy.asked).toEqual([]);
});

test("a proxy where nobody listens: the failure says which", async () => {
  const server = createSocketServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  const transport = gotTransport(() => ({ HTTPS_PROXY: `http://jo:hidden@127.0.0.1:${port}` }));
  expect(await rejectionOf(transport(get(`https://${nowhere}/`), patient))).toMatchObject({
    neverSent: true,
    message: expect.stringContaining("ECONNREFUSED"),
    way: `through the proxy http://127.0.0.1:${port} that HTTPS_PROXY names`,
  });
});

test("a proxy that opens no tunnel is hung up on when the host has to be reached, and nothing was sent", async () => {
  let closed: () => void = () => undefined;
  const hungUp = new Promise<void>((done) => (closed = done));
  const server = createSocketServer((socket) => {
    socket.resume();
    socket.on("error", () => undefined);
    socket.on("close", closed);
  });
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${await listen(server)}` };
  const transport = gotTransport(() => environment);
  const failed = await rejectionOf(transport(get(`https://${nowhere}/`), { ...patient, connectMs: 100 }));
  expect(failed).toMatchObject({ neverSent: true, message: "the proxy opened no tunnel within 0.1 s" });
  await hungUp;
});

test("a proxy that is named with https:// and speaks plain HTTP", async () => {
  const proxy = await proxyTo(await listen(createHttps(certificate, vendor)));
  const transport = gotTransport(() => ({ HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` }));
  expect(await rejectionOf(transport(get(`https://${nowhere}/`), patient))).toMatchObject({
    neverSent: true,
    message: "the proxy answers a TLS handshake with something else",
    obstacle: "proxyPlain",
  });
});

test("a vendor that does not speak TLS is no fault of the proxy", async () => {
  const proxy = await proxyTo(await listen(createHttp(vendor)));
  const transport = gotTransport(() => ({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }));
  expect(await rejectionOf(transport(get(`https://${nowhere}/`), patient))).toMatchObject({ obstacle: undefined });
});

test("a certificate of another host", async () => {
  const proxy = await proxyTo(await listen(createHttps(certificate, vendor)));
  const transport = gotTransport(() => ({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }));
  expect(await rejectionOf(transport(get("https://203.0.113.8/"), patient))).toMatchObject({
    neverSent: true,
    obstacle: "hostName",
  });
  expect(seen).toEqual([]);
});

test("a certificate through the tunnel that nobody vouches for", async () => {
  const proxy = await proxyTo(await listen(createHttps(stranger, vendor)));
  const transport = gotTransport(() => ({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }));
  expect(await rejectionOf(transport(get(`https://${nowhere}/`), patient))).toMatchObject({
    neverSent: true,
    obstacle: "certificate",
  });
  expect(seen).toEqual([]);
});
