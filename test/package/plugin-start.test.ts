// The packed executable of the native plugin where it cannot work: one line reaches the engine, which shows no output of a plugin.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { sendUnaryData, ServerUnaryCall, ServiceError } from "@grpc/grpc-js";
import { credentials, Server, ServerCredentials, status } from "@grpc/grpc-js";
import engineCalls from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import providerCalls from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { packageVersion } from "../../provider/version.ts";
import { projectRoot } from "../../tools/engine.ts";
import { nodeOf, tooOld } from "./node-of.ts";
import { folderOutside, pack, unpack } from "./tarball.ts";

type Client = InstanceType<typeof providerCalls.ResourceProviderClient>;

let outside: Awaited<ReturnType<typeof folderOutside>>;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  outside = await folderOutside();
  await unpack(await pack(outside.folder), join(outside.folder, "package"));
});
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await outside.remove();
});

/** Starts the executable as the engine does, with this Node.js first on PATH. */
async function started(node: string, ...args: string[]): Promise<Client> {
  const child = spawn(join(outside.folder, "package/pulumi-resource-eni"), args, {
    env: { PATH: `${dirname(node)}:/usr/bin:/bin` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  expect(port).toMatch(/^\d+$/);
  return new providerCalls.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
}

/** What CheckConfig, the first call that can fail well, says; the calls before it have to be answered. */
async function refusalOf(client: Client): Promise<string> {
  await new Promise<void>((done, reject) => {
    client.handshake(new providerMessages.ProviderHandshakeRequest(), (error) => (error ? reject(error) : done()));
  });
  const version = await new Promise<string>((done, reject) => {
    client.getPluginInfo(new emptyMessages.Empty(), (error, info) => (error ? reject(error) : done(info.getVersion())));
  });
  expect(version).toBe(packageVersion);
  const error = await new Promise<ServiceError | null>((done) => {
    client.checkConfig(new providerMessages.CheckRequest(), done);
  });
  client.close();
  expect(error?.code).toBe(status.FAILED_PRECONDITION);
  return error?.details ?? "";
}

test.each(tooOld)("Node.js %s is told what is needed", async (version) => {
  const client = await started(await nodeOf(version), "127.0.0.1:1");
  expect(await refusalOf(client)).toBe(
    `pulumi-eni-attachment needs Node.js 22.12 or newer, and this is ${version}. To do: Put a newer node first on PATH, then run this again; nothing was changed. [NODE_TOO_OLD]`,
  );
});

test("a package that is not whole: the reason", async () => {
  // Only the package was unpacked, without what it depends on.
  expect(await refusalOf(await started(process.execPath))).toMatch(
    /^The plugin eni cannot start: Cannot find (package|module) '[^']+' imported from/,
  );
});

describe("the engine's version", () => {
  type Require = engineMessages.RequirePulumiVersionRequest;
  let asked: string[];
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.forceShutdown();
  });

  /** An engine that answers the question so; without an answer, one from before there was the question. */
  async function engine(answer?: Partial<ServiceError>): Promise<string> {
    asked = [];
    const server = new Server();
    servers.push(server);
    const method = engineCalls.EngineService.requirePulumiVersion;
    if (answer)
      server.addService(
        { requirePulumiVersion: method },
        {
          requirePulumiVersion: (
            call: ServerUnaryCall<Require, engineMessages.RequirePulumiVersionResponse>,
            answered: sendUnaryData<engineMessages.RequirePulumiVersionResponse>,
          ) => {
            asked.push(call.request.getPulumiVersionRange());
            answered(answer.code === undefined ? null : answer, new engineMessages.RequirePulumiVersionResponse());
          },
        },
      );
    const port = await new Promise<number>((done, reject) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : done(bound),
      );
    });
    return `127.0.0.1:${port}`;
  }

  test("one that says it is too old: its words", async () => {
    const said = 'Pulumi CLI version 3.240.0 does not satisfy the version range ">=3.250.0"';
    const address = await engine({ code: status.UNKNOWN, details: said });
    expect(await refusalOf(await started(process.execPath, address))).toBe(
      `The plugin eni needs Pulumi 3.250.0 or newer; it says: ${said}. To do: Update the Pulumi CLI, then run this again; nothing was changed. [ENGINE_TOO_OLD]`,
    );
    expect(asked).toEqual([">=3.250.0"]);
  });

  test("one that cannot be asked is older", async () => {
    const address = await engine();
    expect(await refusalOf(await started(process.execPath, address))).toMatch(
      /^The plugin eni needs Pulumi 3\.250\.0 or newer; this one is older\. .*\[ENGINE_TOO_OLD\]$/,
    );
  });

  test("a host that only reads the schema is answered, whatever it is", async () => {
    const client = await started(process.execPath, await engine());
    const schema = await new Promise<string>((done, reject) => {
      client.getSchema(new providerMessages.GetSchemaRequest(), (error, answer) => {
        if (error) reject(error);
        else done(answer.getSchema());
      });
    });
    client.close();
    expect(JSON.parse(schema)).toEqual(JSON.parse(readFileSync(join(projectRoot, "schema.json"), "utf8")));
  });

  test.each<[string, Partial<ServiceError>]>([
    ["one that is new enough", {}],
    ["one that fails for another reason", { code: status.UNKNOWN, details: "out of memory" }],
    ["one that is not there", { code: status.UNAVAILABLE, details: "gone" }],
  ])("%s is not complained of", async (_what, answer) => {
    const address = await engine(answer);
    // It goes on, and fails for want of what it depends on.
    expect(await refusalOf(await started(process.execPath, address))).toMatch(/cannot start: Cannot find /);
    expect(asked).toHaveLength(1);
  });
});
