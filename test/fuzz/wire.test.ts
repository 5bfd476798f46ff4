// The transport against real servers that misbehave: bodies, headers and waits are bounded, broken encodings and bad
// certificates refused, redirects not followed.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { createServer as createSocketServer } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ApiClient } from "../../provider/http/client.ts";
import { systemClock } from "../../provider/http/clock.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { gotTransport } from "../../provider/http/got-transport.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import { caseOf } from "../contract/vendor-cases.ts";
import type { Certificate } from "../support/certificate.ts";
import { selfSigned } from "../support/certificate.ts";
import { calmRandom, credentials, rejectionOf } from "../unit/fakes.ts";
import { seedOf, timesOf } from "./seeds.ts";

const megabyte = 1024 * 1024;
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

async function listen(server: Server, scheme = "http"): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void, certificate?: Certificate) {
  const seen: string[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response);
  };
  const server = certificate ? createSecureServer({ ...certificate }, listener) : createServer(listener);
  return { origin: await listen(server, certificate ? "https" : "http"), seen };
}

/** A server that writes what it likes once it was asked. */
const serveRaw = (write: (socket: Socket) => void) =>
  listen(
    createSocketServer((socket) => {
      socket.once("data", () => write(socket));
    }),
  );

const ask = (url: string, timeoutMs = 20_000) =>
  gotTransport()({ method: "POST", url, headers: { authorization: "Signature=abc" }, body: "" }, { timeoutMs });
const lost = { name: "TransportFailure", neverSent: false };

/** Writes again and again, until the caller hangs up. */
function pour(socket: Socket, part: string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(part));
    if (!socket.destroyed) socket.once("drain", more);
  };
  more();
}

/** Writes now and then, and never ends. */
function drip(socket: Socket, part: string): void {
  const timer = setInterval(() => socket.write(part), 10);
  socket.once("close", () => clearInterval(timer));
}

describe("without end", () => {
  test("a body that drips", async () => {
    const origin = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      drip(socket, "1\r\n{\r\n");
    });
    expect(await rejectionOf(ask(origin, 300))).toMatchObject({
      name: "TransportFailure",
      message: expect.stringContaining("within 0.3 s"),
    });
  });

  test("headers that drip", async () => {
    const origin = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      drip(socket, "a: b\r\n");
    });
    expect(await rejectionOf(ask(origin, 300))).toMatchObject({ name: "TransportFailure" });
  });

  test("answers that announce an answer", async () => {
    const origin = await serveRaw((socket) => drip(socket, "HTTP/1.1 102 Processing\r\n\r\n"));
    expect(await rejectionOf(ask(origin, 300))).toMatchObject({ name: "TransportFailure" });
  });

  test.each([
    ["headers", "HTTP/1.1 200 OK\r\n", `x-${"a".repeat(1_000)}: ${"b".repeat(1_000)}\r\n`],
    ["one header", "HTTP/1.1 200 OK\r\na: ", "b".repeat(10_000)],
    ["a status line", "HTTP/1.1 200 ", "O".repeat(10_000)],
    ["a chunk's extension", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;", "a".repeat(10_000)],
    ["trailers", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n", `x-${"a".repeat(1_000)}: b\r\n`],
  ])("%s that pour", async (_what, begin, part) => {
    const origin = await serveRaw((socket) => {
      socket.write(begin);
      pour(socket, part);
    });
    expect(await rejectionOf(ask(origin))).toMatchObject(lost);
  });

  test.each([
    ["chunks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", `10000\r\n${"x".repeat(65_536)}\r\n`],
    ["a body without a length", "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", "x".repeat(65_536)],
  ])("%s that pour, up to the size that is taken in", async (_what, begin, part) => {
    const origin = await serveRaw((socket) => {
      socket.write(begin);
      pour(socket, part);
    });
    expect(await rejectionOf(ask(origin))).toMatchObject({ ...lost, message: expect.stringContaining("larger than") });
  });
});

describe("encodings", () => {
  const text = '{"RequestId":"R-1","Message":"测试"}';
  const encodings = Object.entries({ gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync });

  test.each(encodings)("%s is unpacked", async (name, pack) => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": name });
      response.end(pack(Buffer.from(text)));
    });
    expect(await ask(origin)).toMatchObject({ status: 200, body: text });
  });

  test.each(encodings)("%s that is cut off, spoilt, or no such thing, is no answer", async (name, pack) => {
    const whole = pack(Buffer.from(text.repeat(50)));
    const spoilt = Buffer.from(whole);
    spoilt.fill(0xff, Math.floor(spoilt.length / 3), Math.floor(spoilt.length / 2));
    for (const bytes of [whole.subarray(0, whole.length >> 1), spoilt, Buffer.from(text)]) {
      const { origin } = await serve((_request, response) => {
        response.writeHead(200, { "content-encoding": name });
        response.end(bytes);
      });
      expect(await rejectionOf(ask(origin))).toMatchObject(lost);
    }
  });

  test.each(encodings)("%s that is small on the wire and far too large when unpacked", async (name, pack) => {
    const bomb = pack(Buffer.alloc(64 * megabyte));
    expect(bomb.length).toBeLessThan(megabyte);
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": name });
      response.end(bomb);
    });
    expect(await rejectionOf(ask(origin))).toMatchObject({ ...lost, message: expect.stringContaining("larger than") });
  });

  test("an encoding that nobody knows is no JSON", async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": "x-rot13", "x-acs-request-id": "R-1" });
      response.end(Buffer.from([0x1f, 0x8b, 0, 1, 2]));
    });
    expect(alicloudEcs.api(origin).answer(await ask(origin))).toBeUndefined();
  });

  test("fewer bytes than announced are no answer", async () => {
    const origin = await serveRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n${text}`));
    expect(await rejectionOf(ask(origin))).toMatchObject(lost);
  });
});

describe("certificates", () => {
  const trusted = getCACertificates("default");
  afterEach(() => setDefaultCACertificates(trusted));
  const day = 86_400_000;

  test("one that can be relied on", async () => {
    const certificate = selfSigned({ addresses: ["127.0.0.1"] });
    setDefaultCACertificates([...trusted, certificate.cert]);
    const { origin } = await serve((_request, response) => response.end("ok"), certificate);
    expect(await ask(origin)).toMatchObject({ status: 200, body: "ok" });
  });

  test.each([
    ["that nobody vouches for", {}, false, /SELF_SIGNED_CERT|UNABLE_TO_VERIFY/],
    ["of another host", { addresses: ["192.0.2.7"] }, true, /ALTNAME_INVALID/],
    [
      "that has expired",
      { from: new Date(Date.now() - 2 * day), until: new Date(Date.now() - day) },
      true,
      /CERT_HAS_EXPIRED/,
    ],
    [
      "of the future",
      { from: new Date(Date.now() + day), until: new Date(Date.now() + 2 * day) },
      true,
      /CERT_NOT_YET_VALID/,
    ],
  ])("one %s is refused before anything is sent", async (_what, parts, known, says) => {
    const certificate = selfSigned({ addresses: ["127.0.0.1"], ...parts });
    if (known) setDefaultCACertificates([...trusted, certificate.cert]);
    const { origin, seen } = await serve((_request, response) => response.end("ok"), certificate);
    const error = await rejectionOf(ask(origin));
    expect(error).toMatchObject({ name: "TransportFailure", neverSent: true, message: expect.stringMatching(says) });
    expect(seen).toEqual([]);
  });

  test("what speaks no TLS gets nothing of an https call", async () => {
    const { origin, seen } = await serve((_request, response) => response.end("ok"));
    expect(await rejectionOf(ask(origin.replace("http:", "https:")))).toMatchObject({ name: "TransportFailure" });
    expect(seen).toEqual([]);
  });
});

describe("addresses", () => {
  test("without a setting, every vendor is called by https, at its own host, whatever the region is called", async () => {
    for (const vendor of await allVendors()) {
      const { domains } = caseOf(vendor.name);
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{2,3}-[a-z0-9./@:?#-]{1,30}$/)), (name) => {
          const region = vendor.region(name);
          if (region === undefined) return;
          const { protocol, hostname, port, pathname, username } = new URL(vendor.origin(region));
          expect([protocol, port, pathname, username]).toEqual(["https:", "", "/", ""]);
          expect(domains.some((domain) => hostname.endsWith(`.${domain}`))).toBe(true);
        }),
        { seed: seedOf(20_260_119), numRuns: timesOf(500) },
      );
      expect(vendor.origin(vendor.region("cn-hangzhou") ?? "")).toMatch(/^https:/);
    }
  });

  test.each([301, 302, 303, 307, 308])("a redirect (%i) is told, and the other host is not asked", async (status) => {
    const elsewhere = await serve((_request, response) => response.end("caught"));
    const { origin, seen } = await serve((_request, response) => {
      response.writeHead(status, {
        location: `${elsewhere.origin}/steal?Signature=abc`,
        refresh: `0;url=${elsewhere.origin}`,
      });
      response.end();
    });
    const client = new ApiClient({
      api: alicloudEcs.api(origin),
      clock: systemClock,
      random: calmRandom(),
      transport: gotTransport(),
      limiter: new Limiter(systemClock, calmRandom(), {}),
      credentials: { principal: "p", found: "test", get: () => Promise.resolve(credentials) },
    });
    const call = { action: "DetachNetworkInterface", mutates: true, parameters: {} };
    const error = await rejectionOf(client.call(call, { deadline: Date.now() + 60_000 }));
    expect(error).toMatchObject({ name: "LostReply", neverSent: false });
    const { host } = new URL(elsewhere.origin);
    expect(String(error)).toContain(
      `HTTP ${status} from ${new URL(origin).host}, a redirect to ${host}, which is not followed`,
    );
    expect(String(error)).not.toMatch(/Signature|steal/);
    expect(seen).toHaveLength(1);
    expect(elsewhere.seen).toEqual([]);
  });
});
