// A provider process whose engine was killed ends itself, unless another library's provider in the same process is at work: that one is
// not cut off.
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { attachment, credentials } from "../support/on-cloud.ts";
import { ProviderProcess } from "./harness.ts";
import { builtBlob } from "./setting.ts";

let provider: ProviderProcess | undefined;
afterEach(() => provider?.close());

async function start(): Promise<ProviderProcess> {
  provider = await ProviderProcess.start({
    blob: await builtBlob(),
    env: { ...credentials, NODE_OPTIONS: `--import ${new URL("hasten.js", import.meta.url).pathname}` },
  });
  // The engine is met by the first call.
  await provider.check(attachment({ preflight: false }));
  return provider;
}

const naps = ({ stdout }: ProviderProcess) => stdout.filter((line) => line === "sleeps 20000 ms").length;

test("an idle one ends after three refused connections", async () => {
  const process = await start();
  await process.vanish();
  expect(await process.exited).toEqual({ code: 0, signal: null });
});

test("one in which another library's provider is in the middle of a call goes on until that ends", async () => {
  const process = await start();
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const foreign = `exports.handler = () => ({ create: async () => {
    const { connect } = await import("node:net");
    await new Promise((done) => connect(${port}, "127.0.0.1").on("error", done).once("close", done));
    return { id: "foreign", outs: {} };
  } });`;
  const call = process.create({ __provider: foreign }).catch((error: unknown) => error);
  await once(server, "connection");
  await process.vanish();
  const before = naps(process);
  while (naps(process) < before + 6) await new Promise((done) => setTimeout(done, 50));
  expect(process.isRunning).toBe(true);
  for (const socket of sockets) socket.destroy();
  await process.exited;
  await call;
  server.close();
});
