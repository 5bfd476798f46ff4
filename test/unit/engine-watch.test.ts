// Whether the engine is still there: with real sockets on the loopback, opened and closed.
import { once } from "node:events";
import type { Http2Server, ServerHttp2Session } from "node:http2";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Server, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { engineAddress, engineAddressIn, EngineWatch } from "../../provider/engine/engine.ts";

type Started = Http2Server | Server;

const servers = new Map<Started, Set<Socket>>();
const close = (server: Started) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of servers.get(server) ?? []) socket.destroy();
    servers.delete(server);
  });
afterEach(() => Promise.all([...servers.keys()].map(close)));

/** Starts what listens as an engine does, on a port of its own or on this one. */
async function engine(server: Started = createHttp2Server(), onPort = 0) {
  const callers: (number | undefined)[] = [];
  const sockets = new Set<Socket>();
  servers.set(server, sockets);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    callers.push(socket.remotePort);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(onPort, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => close(server);
  /** Connections so far: one more is made, and all that were before it are in when it is. */
  const connections = async () => {
    const last = connect({ host: "127.0.0.1", port });
    await once(last, "connect");
    while (!callers.includes(last.localPort)) await new Promise((resolve) => setImmediate(resolve));
    last.destroy();
    return callers.length - 1;
  };
  return { address: { host: "127.0.0.1", port }, stop, connections };
}

/** It was seen to be an engine: its first words have come. */
async function met(watch: EngineWatch, server: Http2Server): Promise<void> {
  const settled = once(server, "session").then(([session]) => once(session as ServerHttp2Session, "localSettings"));
  expect(await watch.meet()).toBe(true);
  await settled;
}

describe("engineAddress", () => {
  test.each([
    ["127.0.0.1:43210", { host: "127.0.0.1", port: 43210 }],
    ["localhost:1", { host: "localhost", port: 1 }],
    ["[::1]:43210", { host: "::1", port: 43210 }],
    ["host.example.com:65535", { host: "host.example.com", port: 65535 }],
  ])("%s", (argument, address) => expect(engineAddress(argument)).toEqual(address));

  test.each([
    undefined,
    "",
    "127.0.0.1",
    ":43210",
    "43210",
    "127.0.0.1:",
    "127.0.0.1:port",
    "127.0.0.1:65536",
    "127.0.0.1:999999",
    "test/unit",
    "--flag=a:1",
  ])("%j is none", (argument) => {
    expect(engineAddress(argument)).toBeUndefined();
  });
});

test.each([
  [["127.0.0.1:43210"]],
  [["-v=9", "127.0.0.1:43210"]],
  [["-logtostderr", "-v=9", "--tracing", "http://127.0.0.1:9411/api", "127.0.0.1:43210"]],
])("the engine's address behind the flags that it passes on: %j", (args) => {
  expect(engineAddressIn(["node", "script", ...args])).toEqual({ host: "127.0.0.1", port: 43210 });
});

test("a process without arguments has no engine", () => {
  expect(engineAddressIn(["node", "script"])).toBeUndefined();
});

describe("EngineWatch", () => {
  test("an engine that is there answers, each time it is asked", async () => {
    const { address } = await engine();
    const watch = new EngineWatch(address);
    expect(await watch.meet()).toBe(true);
    expect(await watch.answers()).toBe(true);
    expect(await watch.answers()).toBe(true);
  });

  test("one that was met and is gone does not", async () => {
    const { address, stop } = await engine();
    const watch = new EngineWatch(address);
    await watch.meet();
    await stop();
    expect(await watch.answers()).toBe(false);
    expect(await watch.answers()).toBe(false);
  });

  test("those who ask together share one connection, whoever asks later gets another", async () => {
    const { address, connections } = await engine();
    const watch = new EngineWatch(address);
    await watch.meet();
    expect(await Promise.all(Array.from({ length: 100 }, () => watch.answers()))).not.toContain(false);
    expect(await watch.answers()).toBe(true);
    expect(await connections()).toBe(3);
  });

  test("it is met once: that it was there stays true when it is gone", async () => {
    const { address, stop } = await engine();
    const watch = new EngineWatch(address);
    expect(await Promise.all([watch.meet(), watch.meet()])).toEqual([true, true]);
    await stop();
    expect(await watch.meet()).toBe(true);
    expect(await watch.answers()).toBe(false);
  });

  test("one that never answered is not missed, though it comes up later", async () => {
    const { address, stop } = await engine();
    await stop();
    const watch = new EngineWatch(address);
    expect(await watch.meet()).toBe(false);
    expect(await watch.answers()).toBe(true);
  });

  test("without an address there is nothing to miss", async () => {
    const watch = new EngineWatch(undefined);
    expect(await watch.meet()).toBe(false);
    expect(await watch.answers()).toBe(true);
  });

  test("asked without having met it, it is met then", async () => {
    const { address, stop } = await engine();
    const watch = new EngineWatch(address);
    expect(await watch.answers()).toBe(true);
    await stop();
    expect(await watch.answers()).toBe(false);
  });

  test.each([
    ["an engine's", () => createHttp2Server()],
    ["any other's", () => createServer((socket) => socket.resume())],
  ])("one whose port is %s now is gone all the same", async (_whose, next) => {
    const server = createHttp2Server();
    const { address, stop } = await engine(server);
    const watch = new EngineWatch(address);
    await met(watch, server);
    expect(await watch.answers()).toBe(true);
    await stop();
    await engine(next(), address.port);
    expect(await watch.answers()).toBe(false);
    expect(await watch.isThere()).toBe(false);
  });

  test.each([
    ["lets callers wait", () => createServer((socket) => socket.resume())],
    ["ends each connection", () => createServer((socket) => socket.end())],
    ["speaks another protocol", () => createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))],
  ])("what %s in an engine's place is there as long as its port is open", async (_what, server) => {
    const { address, stop } = await engine(server());
    const watch = new EngineWatch(address);
    expect(await watch.meet()).toBe(true);
    for (let asked = 0; asked < 5; asked++) expect(await watch.answers()).toBe(true);
    await stop();
    expect(await watch.answers()).toBe(false);
  });
});
