// The plugin's process, with an engine that takes its lines: those that stay, as a user sees them.
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/engine_pb.js";
import { createRequire } from "node:module";
import type * as Nothing from "google-protobuf/google/protobuf/empty_pb.js";
import { projectRoot } from "../../tools/engine.ts";
import { nativeArguments } from "../support/native-arguments.ts";
import type { EngineStandIn, ProcessKind } from "./harness.ts";

type LogCall = grpc.ServerUnaryCall<InstanceType<typeof messages.LogRequest>, unknown>;

const require = createRequire(import.meta.url);
// The very copy of google-protobuf that Pulumi's messages are made of.
const { Empty } = createRequire(require.resolve("@pulumi/pulumi"))(
  "google-protobuf/google/protobuf/empty_pb.js",
) as typeof Nothing;

async function listen(collect: (line: string) => void): Promise<EngineStandIn> {
  const server = new grpc.Server();
  const log = ({ request }: LogCall, answer: grpc.sendUnaryData<unknown>): void => {
    if (!request.getEphemeral()) collect(request.getMessage());
    answer(null, new Empty());
  };
  const requirePulumiVersion = (_call: unknown, answer: grpc.sendUnaryData<unknown>): void =>
    answer(null, new messages.RequirePulumiVersionResponse());
  server.addService(engineGrpc.EngineService, { log, requirePulumiVersion });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => Promise.resolve(server.forceShutdown()) };
}

export const nativeKind: ProcessKind = {
  script: join(projectRoot, "dist", "require", "executable.cjs"),
  hasCode: false,
  engine: listen,
  configuration: nativeArguments,
};
