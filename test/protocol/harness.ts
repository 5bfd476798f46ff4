// Drives a real provider process over gRPC, as the engine does, without an engine: Pulumi's dynamic-provider process, or the plugin's.
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import * as grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import { CallError } from "../support/running-provider.ts";
import type { InitFailed, Properties, RunningProcess } from "../support/running-provider.ts";
import { hermeticEnvironment } from "../tools/hermetic-environment.ts";

/** What the engine sends at preview for a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The project in whose name bare configuration keys are read. */
export const PROJECT = "protocol-test";

/** What stands for the engine while a process runs. */
export interface EngineStandIn {
  readonly address: string;
  close(): Promise<void>;
}

/** The kinds of provider process. */
export interface ProcessKind {
  /** The script that Node runs; its argument is the engine's address. */
  readonly script: string;
  /** Whether a program adds the provider's code to its inputs. */
  readonly hasCode: boolean;
  /** @param collect takes lines that the user would see and that do not come from the process's output. */
  engine(collect: (line: string) => void): Promise<EngineStandIn>;
  /** The configuration as the engine gives it to this kind. */
  configuration(values: Readonly<Record<string, string>>): Properties;
}

export interface HarnessOptions {
  /** Default: Pulumi's dynamic provider. */
  kind?: ProcessKind;
  /** The serialized provider (serializeShim); put into inputs that do not bring a `__provider` of their own. */
  blob: string;
  /** Stack configuration with full keys, such as `eni:preflight`. */
  config?: Record<string, string>;
  env?: NodeJS.ProcessEnv;
  /** The program's folder, from which the blob imports packages; the repository by default. */
  cwd?: string;
  /** The engine's address as told to the provider; by default a server of the harness, ended by closeEngine(). */
  engineAddress?: string;
}

function callErrorOf(error: grpc.ServiceError): CallError {
  return new CallError(error.details, grpc.status[error.code], decodeInitFailed(error));
}

function decodeInitFailed(error: grpc.ServiceError): InitFailed | undefined {
  // Errors made by the client itself, such as UNAVAILABLE, need not carry metadata, whatever the type says.
  const details = (error.metadata as grpc.Metadata | undefined)?.get("grpc-status-details-bin")[0];
  if (!(details instanceof Buffer)) return undefined;
  const [packed] = statusMessages.Status.deserializeBinary(details).getDetailsList();
  const failed = packed?.unpack(
    (bytes) => messages.ErrorResourceInitFailed.deserializeBinary(bytes),
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (!failed) return undefined;
  return { id: failed.getId(), properties: toObject(failed.getProperties()), reasons: failed.getReasonsList() };
}

type Message = NonNullable<ReturnType<InstanceType<typeof messages.CheckResponse>["getInputs"]>>;

const require = createRequire(import.meta.url);
// The very copy of google-protobuf that Pulumi's messages are made of.
const { Struct } = createRequire(require.resolve("@pulumi/pulumi"))("google-protobuf/google/protobuf/struct_pb.js") as {
  Struct: { fromJavaScript(value: Properties): Message };
};

const toObject = (message: Message | undefined): Properties => message?.toJavaScript() ?? {};
const toMessage = (value: Properties): Message => Struct.fromJavaScript(value);

/** Stands for the engine's gRPC server, which speaks HTTP/2: whoever connects is let in, until it closes. */
async function listenAsEngine(): Promise<EngineStandIn> {
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => {
        done();
      });
      for (const socket of sockets) socket.destroy();
    });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

type Client = InstanceType<typeof providerGrpc.ResourceProviderClient>;
type Callback<T> = (error: grpc.ServiceError | null, response: T) => void;

const repository = resolve(import.meta.dirname, "../..");
const dynamicKind: ProcessKind = {
  script: require.resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js"),
  hasCode: true,
  engine: listenAsEngine,
  configuration: (values) => values,
};

export class ProviderProcess implements RunningProcess {
  /** Lines that a user would see as info (the port's line is not among them). */
  readonly stdout: string[] = [];
  /** Lines that a user would see as info, too, but from standard error. */
  readonly stderr: string[] = [];
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #blob: string;
  readonly #kind: ProcessKind;
  readonly #home: string;
  readonly #watchers = new Set<() => void>();
  #engine: EngineStandIn | undefined;
  #client: Client | undefined;

  private constructor(options: HarnessOptions, engineAddress: string, home: string) {
    this.#blob = options.blob;
    this.#kind = options.kind ?? dynamicKind;
    this.#home = home;
    this.#child = spawn(process.execPath, [this.#kind.script, engineAddress], {
      cwd: options.cwd ?? repository,
      env: {
        ...hermeticEnvironment(home),
        PULUMI_NODEJS_PROJECT: PROJECT,
        PULUMI_PROJECT: PROJECT,
        ...options.env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.exited = new Promise((done) => {
      this.#child.on("exit", (code, signal) => {
        done({ code, signal });
      });
    });
    createInterface(this.#child.stderr).on("line", (line) => {
      this.#collect(this.stderr, line);
    });
  }

  #collect(lines: string[], line: string): void {
    lines.push(line);
    for (const look of this.#watchers) look();
  }

  /** The first line, of either stream, that matches; waits for it, since output and replies arrive on their own. */
  async line(pattern: RegExp): Promise<string> {
    return new Promise((done, reject) => {
      const look = () => {
        const found = [...this.stdout, ...this.stderr].find((line) => pattern.test(line));
        if (found === undefined) return;
        this.#watchers.delete(look);
        done(found);
      };
      this.#watchers.add(look);
      this.#child.once("close", () => {
        reject(new Error(`the provider process ended without a line that matches ${String(pattern)}`));
      });
      look();
    });
  }

  /** Starts a provider process and configures it, as the engine does before anything else. */
  static async start(options: HarnessOptions): Promise<ProviderProcess> {
    const { kind = dynamicKind } = options;
    const home = await mkdtemp(join(tmpdir(), "eni-protocol-"));
    const heard: string[] = [];
    let collect = (line: string): void => void heard.push(line);
    const engine = options.engineAddress === undefined ? await kind.engine((line) => collect(line)) : undefined;
    const provider = new ProviderProcess(options, options.engineAddress ?? engine?.address ?? "", home);
    collect = (line) => provider.#collect(provider.stdout, line);
    heard.forEach(collect);
    provider.#engine = engine;
    try {
      const port = await provider.#readPort();
      provider.#client = new providerGrpc.ResourceProviderClient(
        `127.0.0.1:${port}`,
        grpc.credentials.createInsecure(),
        { "grpc.max_receive_message_length": -1 },
      );
      await provider.configure(options.config ?? {});
      return provider;
    } catch (error) {
      await provider.close();
      throw error;
    }
  }

  async #readPort(): Promise<number> {
    const lines = createInterface(this.#child.stdout);
    return new Promise<number>((done, reject) => {
      lines.once("line", (line) => {
        lines.on("line", (later) => {
          this.#collect(this.stdout, later);
        });
        done(Number(line));
      });
      this.#child.once("close", () => {
        reject(new Error(`the provider process ended at once:\n${this.stderr.join("\n")}`));
      });
    });
  }

  #call<T>(start: (client: Client, callback: Callback<T>) => void): Promise<T> {
    const client = this.#client;
    if (client === undefined) throw new Error("the provider process is not started");
    return new Promise<T>((done, reject) => {
      start(client, (error, response) => {
        if (error) reject(callErrorOf(error));
        else done(response);
      });
    });
  }

  // Only what a program sends gets the blob. State goes as it is: one without its `__provider` must fail here as it does
  // under the engine.
  #inputs(news: Properties): Message {
    return toMessage(this.#kind.hasCode ? { __provider: this.#blob, ...news } : news);
  }

  async configure(config: Record<string, string>): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(toMessage(this.#kind.configuration(config)));
    await this.#call((client, callback) => client.configure(request, callback));
  }

  async check(news: Properties, olds: Properties = {}) {
    const request = new messages.CheckRequest();
    request.setOlds(toMessage(olds));
    request.setNews(this.#inputs(news));
    const response = await this.#call<InstanceType<typeof messages.CheckResponse>>((client, callback) =>
      client.check(request, callback),
    );
    const failures = response.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() }));
    return { inputs: toObject(response.getInputs()), failures };
  }

  /** `changes` undefined: the provider leaves it to the engine to compare the inputs. */
  async diff(id: string, olds: Properties, news: Properties) {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(toMessage(olds));
    request.setNews(this.#inputs(news));
    const response = await this.#call<InstanceType<typeof messages.DiffResponse>>((client, callback) =>
      client.diff(request, callback),
    );
    return {
      changes: [undefined, false, true][response.getChanges()],
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(inputs: Properties): Promise<{ id: string; outs: Properties }> {
    const request = new messages.CreateRequest();
    request.setProperties(this.#inputs(inputs));
    const response = await this.#call<InstanceType<typeof messages.CreateResponse>>((client, callback) =>
      client.create(request, callback),
    );
    return { id: response.getId(), outs: toObject(response.getProperties()) };
  }

  /** An empty id: the resource is gone. */
  async read(
    id: string,
    props: Properties,
  ): Promise<{ id: string; props: Properties; inputs: Properties | undefined }> {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(toMessage(props));
    const response = await this.#call<InstanceType<typeof messages.ReadResponse>>((client, callback) =>
      client.read(request, callback),
    );
    const inputs = response.getInputs()?.toJavaScript();
    return { id: response.getId(), props: toObject(response.getProperties()), inputs };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(toMessage(olds));
    request.setNews(this.#inputs(news));
    const response = await this.#call<InstanceType<typeof messages.UpdateResponse>>((client, callback) =>
      client.update(request, callback),
    );
    return { outs: toObject(response.getProperties()) };
  }

  async delete(id: string, props: Properties): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(toMessage(props));
    await this.#call((client, callback) => client.delete(request, callback));
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The engine dies: its address does not answer any more, the provider goes on. */
  async closeEngine(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
  }

  /** The engine is killed: nothing of it is connected any more, and calls that it sent have no end. */
  async vanish(): Promise<void> {
    this.#client?.close();
    await this.closeEngine();
  }

  /** The engine is killed: nobody reads what the provider prints from now on. */
  closeOutput(): void {
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
  }

  /** Ends the process and waits until it has ended. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    this.#child.kill(signal);
    await this.exited;
  }

  async close(): Promise<void> {
    this.#client?.close();
    await this.kill();
    await this.closeEngine();
    await rm(this.#home, { recursive: true, force: true });
  }
}
