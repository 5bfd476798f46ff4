// The engine's log service, through Pulumi's own client.
import type engineCalls from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import { ofPulumi } from "./pulumi-libraries.ts";

export interface LogLine {
  readonly text: string;
  readonly level: "info" | "warning" | "error";
  /** The resource whose row it belongs to. Default: the stack's. */
  readonly urn?: string | undefined;
  /** Shown in the row while the resource is being worked on, and not kept. Default false. */
  readonly isEphemeral?: boolean;
}

export interface LogClient {
  /** Rejects if the engine does not take the line, or `signal` is aborted. */
  send(line: LogLine, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** The log service of the engine at this address. It keeps no process alive. */
export function connectLog({ host, port }: { readonly host: string; readonly port: number }): LogClient {
  // Loaded on demand: only a process with a line needs them, and Pulumi has loaded them already.
  const { EngineClient } = ofPulumi<typeof engineCalls>("proto/engine_grpc_pb.js");
  const { LogRequest, LogSeverity } = ofPulumi<typeof engineMessages>("proto/engine_pb.js");
  const { credentials } = ofPulumi<{
    credentials: { createInsecure(): ConstructorParameters<typeof EngineClient>[1] };
  }>("@grpc/grpc-js");
  const client = new EngineClient(`${host.includes(":") ? `[${host}]` : host}:${port}`, credentials.createInsecure(), {
    // The engine is on this machine, so no proxy of the environment applies.
    "grpc.enable_http_proxy": 0,
    // A separate connection, which is closed with this client.
    "grpc.use_local_subchannel_pool": 1,
  });
  const severities = { info: LogSeverity.INFO, warning: LogSeverity.WARNING, error: LogSeverity.ERROR };
  return {
    send: ({ text, level, urn = "", isEphemeral = false }, signal) =>
      new Promise((resolve, reject) => {
        const request = new LogRequest().setSeverity(severities[level]).setMessage(text);
        const call = client.log(request.setUrn(urn).setEphemeral(isEphemeral), (error) =>
          error ? reject(error) : resolve(),
        );
        signal.addEventListener("abort", () => call.cancel());
      }),
    close: () => client.close(),
  };
}
