// Warnings of the real provider process: to the log service of an engine that has one, else on standard output.
import { createRequire } from "node:module";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import { attachment, credentials } from "../support/on-cloud.ts";
import { patient } from "../support/patient.ts";
import { ProviderProcess } from "./harness.ts";
import { builtBlob, ID, Setting } from "./setting.ts";

const { Empty } = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"))(
  "google-protobuf/google/protobuf/empty_pb.js",
) as { Empty: new () => never };

const taking = `[eni-attachment ${ID}] taking eni-one over from i-b (onConflict: "takeOver")`;
const hopeless = /^\[eni-attachment \S+\] plan: up will fail: it is attached to i-b/;
const taker = attachment({ onConflict: "takeOver", preflight: false });

let setting: Setting;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  setting = await Setting.open();
  setting.cloud.world.placeEni("eni-one", "i-b");
});
afterEach(async () => {
  await setting.close();
  for (const close of closing.splice(0)) await close();
});

async function start(engineAddress: string, env: NodeJS.ProcessEnv = {}): Promise<ProviderProcess> {
  const provider = await ProviderProcess.start({
    blob: await builtBlob(),
    env: { ...credentials, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ENI_ENDPOINTS: setting.endpoints, ...env },
    engineAddress,
  });
  closing.unshift(() => provider.close());
  return provider;
}

/** An engine that is nothing but its log service. */
class LogService {
  readonly requests: LogRequest.AsObject[] = [];
  readonly #server = new grpc.Server();

  /** @param taken when an answer may go. */
  static async start(taken: () => Promise<void> = () => Promise.resolve()) {
    const service = new LogService();
    service.#server.addService(engineGrpc.EngineService, {
      log: (call: grpc.ServerUnaryCall<LogRequest, never>, callback: grpc.sendUnaryData<never>) => {
        service.requests.push(call.request.toObject());
        void taken().then(() => callback(null, new Empty()));
      },
    });
    const port = await new Promise<number>((done, reject) => {
      const credentials = grpc.ServerCredentials.createInsecure();
      service.#server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : done(bound)));
    });
    closing.push(() => service.close());
    return { service, engineAddress: `127.0.0.1:${port}` };
  }

  get lines(): string[] {
    return this.requests.map(({ message }) => message);
  }

  close(): void {
    this.#server.forceShutdown();
  }
}

test("the engine gets them as warnings of the stack, and they are not printed; other lines are printed only", async () => {
  const { service, engineAddress } = await LogService.start();
  const provider = await start(engineAddress, patient);
  await provider.check(attachment());
  expect(service.requests).toEqual([
    { severity: 2, message: expect.stringMatching(hopeless), urn: "", streamid: 0, ephemeral: false },
  ]);
  await provider.create(taker);
  expect(service.lines).toEqual([expect.stringMatching(hopeless), taking]);
  await provider.check(attachment({ networkInterfaceId: "eni-two" }));
  await provider.line(/eni-two\] plan: attach/);
  expect(provider.stdout).toEqual([`[eni-attachment ${ID.replace("one", "two")}] plan: attach to i-a`]);
  expect(service.lines).toHaveLength(2);
});

test("no call to the vendor waits until the engine has taken a line", async () => {
  const detached = () => setting.until(() => setting.changes().includes("Detach eni-one i-b"));
  const { service, engineAddress } = await LogService.start(detached);
  const provider = await start(engineAddress, patient);
  await provider.create(taker);
  expect(service.lines).toEqual([taking]);
  expect(provider.stdout).toEqual([]);
});

test("an answer waits until then: a preview's process ends after it", async () => {
  const order: string[] = [];
  const { engineAddress } = await LogService.start(async () => {
    await new Promise((done) => setTimeout(done, 500));
    order.push("taken");
  });
  const provider = await start(engineAddress, patient);
  await provider.check(attachment());
  order.push("answered");
  expect(order).toEqual(["taken", "answered"]);
});

test("an engine that takes the line and never answers: the answer comes, and the lines are printed", async () => {
  const { service, engineAddress } = await LogService.start(() => new Promise(() => undefined));
  const provider = await start(engineAddress);
  await provider.check(attachment());
  await provider.line(hopeless);
  await provider.create(taker);
  await provider.line(/taking eni-one over/);
  expect(provider.stdout).toEqual([expect.stringMatching(hopeless), taking]);
  expect(service.lines).toEqual([expect.stringMatching(hopeless)]);
});

test.each<[string, (socket: Socket) => unknown]>([
  ["accepts connections and says nothing", (socket) => socket.resume()],
  ["is no gRPC server", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")],
])("an address that %s: the lines are printed", async (_what, treat) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    treat(socket);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  const provider = await start(`127.0.0.1:${port}`);
  await provider.create(taker);
  await provider.line(/taking eni-one over/);
  expect(provider.stdout).toEqual([taking]);
});

test("an engine without a log service, and one that nothing listens for: the lines are printed", async () => {
  const old = new grpc.Server();
  const port = await new Promise<number>((done) => {
    old.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, bound) => done(bound));
  });
  for (const shut of [false, true]) {
    if (shut) old.forceShutdown();
    const provider = await start(`127.0.0.1:${port}`, patient);
    await provider.check(attachment());
    await provider.line(hopeless);
    expect(provider.stdout).toHaveLength(1);
  }
});

test("the connection is nothing that is under way: a process whose engine is gone ends itself", async () => {
  const { service, engineAddress } = await LogService.start();
  const hasten = `--import=${new URL("hasten.js", import.meta.url).href}`;
  const provider = await start(engineAddress, { NODE_OPTIONS: `${hasten} ${patient.NODE_OPTIONS}` });
  await provider.check(attachment());
  expect(service.lines).toHaveLength(1);
  service.close();
  await provider.vanish();
  expect(await provider.exited).toEqual({ code: 0, signal: null });
});
