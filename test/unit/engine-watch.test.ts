// Whether the engine is still there: with real sockets on the loopback, opened and closed.
import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { connect, createServer } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { engineAddress, EngineWatch } from "../../provider/engine/engine.ts";

const servers = new Set<Server>();
const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
afterEach(async () => {
  await Promise.all([...servers].map(close));
  servers.clear();
});

async function engine() {
  const callers: (number | undefined)[] = [];
  const server = createServer((socket) => {
    callers.push(socket.remotePort);
    socket.on("error", () => undefined);
    socket.resume();
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    servers.delete(server);
    return close(server);
  };
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
});
