// One plugin process, or what plays one: provider, lines and progress put together, and served on a port.
import type * as Grpc from "@grpc/grpc-js";
import type * as Calls from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { AttachmentRuntime, Say } from "../attachment/ports.ts";
import { labelled } from "../attachment/words.ts";
import type { LogClient } from "../engine/log-client.ts";
import { ofPulumi } from "../engine/pulumi-libraries.ts";
import type { Clock } from "../http/clock.ts";
import { EngineLines } from "./engine-lines.ts";
import { PluginProvider } from "./provider.ts";
import { RowProgress } from "./row-progress.ts";
import { serviceOf } from "./service.ts";

export interface PluginOptions {
  readonly runtime: Omit<AttachmentRuntime, "say" | "progress">;
  /** A clock whose timers do not keep the process alive. */
  readonly idleClock: Clock;
  readonly version: string;
  readonly schema: () => Promise<string>;
  /** The log service of the engine, whose address may come with the first call. */
  readonly connect: () => LogClient;
  readonly onEngine: (address: string) => void;
}

export interface Plugin {
  /** @returns the port, on the loopback interface. */
  listen(): Promise<number>;
  /** Calls that have not been answered. */
  readonly underWay: number;
  close(): Promise<void>;
}

/** Most bytes in a message: the engine's own limit, since a state may be large. */
const largest = 1_024 * 1_024 * 400;

export function makePlugin({ runtime, idleClock, version, schema, connect, onEngine }: PluginOptions): Plugin {
  const grpc = ofPulumi<typeof Grpc>("@grpc/grpc-js");
  const { ResourceProviderService } = ofPulumi<typeof Calls>("proto/provider_grpc_pb.js");
  const lines = new EngineLines({ clock: idleClock, connect });
  const say: Say = (label, text, level) => {
    const urn = lines.row;
    lines.say({ text: labelled(label, text), level, urn });
  };
  const progress = new RowProgress({
    clock: idleClock,
    row: () => lines.row,
    show: (urn, text) => lines.say({ text, level: "info", urn, isEphemeral: true }),
  });
  let underWay = 0;
  const provider = new PluginProvider({ runtime: { ...runtime, say, progress }, version });
  let engine: string | undefined;
  const meet = (address: string) => {
    // A process that engines attach to (PULUMI_DEBUG_PROVIDERS) meets a new one with each command.
    if (address !== engine) lines.close();
    engine = address;
    onEngine(address);
  };
  const onCall = (change: 1 | -1) => {
    underWay += change;
  };
  const server: Grpc.Server = new grpc.Server({
    "grpc.max_receive_message_length": largest,
    "grpc.max_send_message_length": largest,
  });
  server.addService(ResourceProviderService, serviceOf({ provider, lines, version, schema, onEngine: meet, onCall }));
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
          error ? reject(error) : resolve(port),
        );
      }),
    get underWay() {
      return underWay;
    },
    close: async () => {
      lines.close();
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
    },
  };
}
