// The transport on got, against a real server on the loopback: what is one exchange, and what is none.
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { createServer as createSocketServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "@jest/globals";
import type { HttpRequest } from "../../provider/http/transport.ts";
import { gotTransport } from "../../provider/http/got-transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { rejectionOf } from "./fakes.ts";

const megabyte = 1024 * 1024;
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

/** Starts a server; returns its origin, and what it was asked. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: { method: string; url: string; headers: IncomingMessage["headers"]; body: string; port: number }[] = [];
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url = "", headers, socket } = request;
      seen.push({ method, url, headers, body: Buffer.concat(parts).toString(), port: socket.remotePort ?? 0 });
      answer(request, response);
    });
  };
  const server = createServer(listener);
  const origin = await listen(server);
  opened.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return { origin, seen };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = (url: string, body = ""): HttpRequest => ({
  method: "POST",
  url,
  headers: { authorization: "ACS3 Signature=abc", accept: "application/json" },
  body,
});
const patient = { timeoutMs: 20_000 };

test("status, headers and body come back as they were sent, whatever the status", async () => {
  for (const status of [200, 400, 403, 404, 429, 500, 503]) {
    const { origin } = await serve((_request, response) => {
      response.writeHead(status, { "x-acs-request-id": "R-1", "set-cookie": ["a=1", "b=2"] });
      response.end("测试");
    });
    const response = await gotTransport()(post(`${origin}/?A=1`), patient);
    expect(response).toMatchObject({ status, body: "测试" });
    expect(response.headers).toMatchObject({ "x-acs-request-id": "R-1", "set-cookie": "a=1,b=2" });
  }
});

test("the request goes out as it was signed: method, query, host, headers and body unchanged", async () => {
  const { origin, seen } = await serve((_request, response) => response.end());
  const host = new URL(origin).host;
  const query = "?InstanceId=i-1&Name=a%20b%2A%27%28%29~&Empty=";
  const request = post(`${origin}/${query}`, "form=1");
  await gotTransport()({ ...request, headers: { ...request.headers, host, "x-acs-date": "D" } }, patient);
  await gotTransport()({ method: "GET", url: `${origin}/${query}`, headers: { "x-acs-date": "E" }, body: "" }, patient);
  expect(seen).toMatchObject([
    {
      method: "POST",
      url: `/${query}`,
      body: "form=1",
      headers: { host, authorization: "ACS3 Signature=abc", accept: "application/json", "x-acs-date": "D" },
    },
    { method: "GET", url: `/${query}`, body: "", headers: { host, "x-acs-date": "E" } },
  ]);
});

test("an empty body is sent as one: no content type, which would have to be signed", async () => {
  const { origin, seen } = await serve((_request, response) => response.end());
  await gotTransport()(post(origin), patient);
  expect(seen[0]?.headers["content-type"]).toBeUndefined();
  expect(seen[0]?.body).toBe("");
});

test.each([301, 302, 303, 307, 308])("a redirect (%i) is an answer, and is not followed", async (status) => {
  const elsewhere = await serve((_request, response) => response.end("caught"));
  const { origin } = await serve((_request, response) => {
    response.writeHead(status, { location: `${elsewhere.origin}/steal` });
    response.end();
  });
  expect(await gotTransport()(post(origin), patient)).toMatchObject({ status });
  expect(elsewhere.seen).toEqual([]);
});

test("an error answer is not asked for again", async () => {
  const { origin, seen } = await serve((_request, response) => {
    response.writeHead(503, { "retry-after": "0" });
    response.end();
  });
  await gotTransport()({ ...post(origin), method: "GET" }, patient);
  expect(seen).toHaveLength(1);
});

test("a connection that nobody accepts: the request was never sent", async () => {
  const server = createSocketServer();
  const origin = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const error = await rejectionOf(gotTransport()(post(origin), patient));
  expect(error).toBeInstanceOf(TransportFailure);
  expect(error).toMatchObject({ neverSent: true, message: expect.stringContaining("ECONNREFUSED") });
});

test.each([
  ["before an answer", (response: ServerResponse) => response.socket?.resetAndDestroy()],
  ["by hanging up", (response: ServerResponse) => response.socket?.destroy()],
  [
    "in the middle of one",
    (response: ServerResponse) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"RequestId":', () => response.socket?.resetAndDestroy());
    },
  ],
])("a connection that ends %s: nobody knows what happened", async (_when, end) => {
  const { origin, seen } = await serve((_request, response) => void end(response));
  const error = await rejectionOf(gotTransport()(post(`${origin}/?Signature=abc`), patient));
  expect(error).toMatchObject({ name: "TransportFailure", neverSent: false });
  expect(seen).toHaveLength(1);
});

test("an answer that does not come in time: nobody knows what happened", async () => {
  // The first exchange opens the connection, so that only the answer is waited for, however slow this machine is.
  const { origin } = await serve((request, response) => request.url === "/first" && response.end());
  const transport = gotTransport();
  await transport(post(`${origin}/first`), patient);
  const error = await rejectionOf(transport(post(`${origin}/second`), { timeoutMs: 150 }));
  expect(error).toMatchObject({
    name: "TransportFailure",
    neverSent: false,
    message: expect.stringContaining("no answer within 0.2 s"),
  });
});

test("an answer that begins and never ends is not waited for", async () => {
  const { origin } = await serve((request, response) => {
    response.writeHead(200);
    if (request.url === "/first") response.end();
    else response.write("{");
  });
  const transport = gotTransport();
  await transport(post(`${origin}/first`), patient);
  const error = await rejectionOf(transport(post(`${origin}/second`), { timeoutMs: 150 }));
  expect(error).toMatchObject({ name: "TransportFailure", neverSent: false });
});

test("what speaks no HTTP is no answer", async () => {
  const server = createSocketServer((socket: Socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end("SSH-2.0-OpenSSH\r\n"));
  });
  const origin = await listen(server);
  opened.push(() => new Promise((resolve) => server.close(() => resolve())));
  const error = await rejectionOf(gotTransport()(post(origin), patient));
  expect(error).toMatchObject({ name: "TransportFailure", neverSent: false });
});

/** Writes until the caller hangs up. */
function pour(response: ServerResponse, part: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(part));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
}

test.each([
  ["plain", {}, Buffer.alloc(megabyte, "x")],
  ["small on the wire and large when unpacked", { "content-encoding": "gzip" }, undefined],
])("a body that is far too large is not taken in: %s", async (_what, headers, part) => {
  const { origin } = await serve((_request, response) => {
    response.writeHead(200, headers);
    if (part) pour(response, part);
    else response.end(gzipSync(Buffer.alloc(64 * megabyte)));
  });
  const error = await rejectionOf(gotTransport()(post(origin), patient));
  expect(error).toMatchObject({
    name: "TransportFailure",
    neverSent: false,
    message: expect.stringContaining("larger than"),
  });
});

test("a large page is not too large", async () => {
  const { origin } = await serve((_request, response) => response.end(Buffer.alloc(4 * megabyte, "x")));
  expect((await gotTransport()(post(origin), patient)).body).toHaveLength(4 * megabyte);
});

test("connections are kept and used again", async () => {
  const { origin, seen } = await serve((_request, response) => response.end("ok"));
  const transport = gotTransport();
  for (let call = 0; call < 3; call += 1) await transport(post(origin), patient);
  expect(new Set(seen.map((request) => request.port)).size).toBe(1);
  expect(seen.map((request) => request.headers.connection)).toEqual(["keep-alive", "keep-alive", "keep-alive"]);
});

test("no failure names the query, the headers or the signature", async () => {
  const { origin } = await serve((_request, response) => void response.socket?.resetAndDestroy());
  const error = await rejectionOf(gotTransport()(post(`${origin}/?AccessKeyId=LTAI&Signature=abc`), patient));
  for (const text of [String(error), JSON.stringify(error)]) {
    for (const hidden of ["LTAI", "Signature", "abc", "/?"]) expect(text).not.toContain(hidden);
  }
});
