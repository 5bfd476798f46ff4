// A language host for the engine, as Pulumi's Automation API has one: a process in which one program after the other is a function. The
// parent sends a program, and gets the address that the engine is told.
import grpc from "@grpc/grpc-js";
import { createRequire } from "node:module";
import process from "node:process";
import type { Program } from "./model/stack.ts";
import { register } from "./program.ts";

const require = createRequire(import.meta.url);

/** The parts of Pulumi's SDK that the Automation API makes its host from. */
interface Internals {
  readonly settings: {
    readonly grpcClientOptions: Record<string, unknown>;
    resetOptions(...options: unknown[]): void;
    disconnect(signalShutdown: boolean): Promise<void>;
  };
  readonly state: { withLocalStorage(work: () => Promise<void>): Promise<void> };
  readonly stack: { runInPulumiStack(program: () => Promise<unknown>): Promise<unknown> };
  readonly messages: { RunResponse: new () => object; GetRequiredPluginsResponse: new () => object };
  readonly plugins: { PluginInfo: new () => { setVersion(version: string): void } };
  readonly service: grpc.ServiceDefinition;
}

const from = (path: string): unknown => require(`@pulumi/pulumi/${path}`);
const internals = (): Internals => ({
  settings: from("runtime/settings") as Internals["settings"],
  state: from("runtime/state") as Internals["state"],
  stack: from("runtime/stack") as Internals["stack"],
  messages: from("proto/language_pb") as Internals["messages"],
  plugins: from("proto/plugin_pb") as Internals["plugins"],
  service: (from("proto/language_grpc_pb") as { LanguageRuntimeService: grpc.ServiceDefinition })
    .LanguageRuntimeService,
});

interface RunRequest {
  getArgsList(): string[];
  getProject(): string;
  getStack(): string;
  getParallel(): number;
  getMonitorAddress(): string;
  getDryrun(): boolean;
  getOrganization(): string;
}
type Reply = (error: Error | undefined, response?: object) => void;

class LanguageHost {
  readonly #server: grpc.Server;
  readonly address: string;

  static async start(program: () => Promise<void>): Promise<LanguageHost> {
    const { settings, state, stack, messages, plugins, service } = internals();
    // gRPC remembers by its port an engine that was killed, and would fail at once where a new one has the same.
    settings.grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
    const server = new grpc.Server();
    server.addService(service, {
      getRequiredPlugins: (_call: unknown, reply: Reply) => reply(undefined, new messages.GetRequiredPluginsResponse()),
      getPluginInfo: (_call: unknown, reply: Reply) => {
        const info = new plugins.PluginInfo();
        info.setVersion("1.0.0");
        reply(undefined, info);
      },
      run: ({ request }: { request: RunRequest }, reply: Reply) => {
        const addresses = [request.getMonitorAddress(), request.getArgsList()[0] ?? ""];
        const work = async () => {
          settings.resetOptions(
            request.getProject(),
            request.getStack(),
            request.getParallel(),
            addresses[1],
            addresses[0],
            request.getDryrun(),
            request.getOrganization(),
          );
          try {
            await stack.runInPulumiStack(program);
            await settings.disconnect(true);
          } catch {
            // A step that failed: the engine knows, and ends the run.
            await settings.disconnect(false).catch(() => undefined);
          }
        };
        void state.withLocalStorage(work).then(() => reply(undefined, new messages.RunResponse()), reply);
      },
    } as unknown as grpc.UntypedServiceImplementation);
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    return new LanguageHost(server, `127.0.0.1:${port}`);
  }

  private constructor(server: grpc.Server, address: string) {
    this.#server = server;
    this.address = address;
  }

  stop(): void {
    this.#server.forceShutdown();
  }
}

// A program whose engine is gone leaves promises behind that nobody waits for.
process.on("unhandledRejection", () => undefined);
process.on("disconnect", () => process.exit());
let host: LanguageHost | undefined;
process.on("message", (program: Program) => {
  host?.stop();
  void LanguageHost.start(() => register(program)).then((started) => {
    host = started;
    process.send?.(started.address);
  });
});
