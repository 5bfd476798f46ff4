// Plays a script on the real Pulumi engine. The language host and Pulumi's own provider process are
// kept from one command to the next, so that a command takes half a second. What goes wrong waits for the gate that the model set.
import { fork, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensurePulumi } from "../../tools/engine.ts";
import type { Engine } from "../../tools/engine.ts";
import { PASSPHRASE, StackFiles } from "../e2e/stack-files.ts";
import type { Command, Program, Snapshot } from "./model/stack.ts";
import type { Gate, Played } from "./on-the-model.ts";
import { stateOf } from "./checkpoint.ts";
import type { ProviderFailure } from "./recording-provider.ts";
import { RecordingProvider } from "./recording-provider.ts";
import { retaining, takeRetained } from "./retained.ts";
import type { Call, Line, Script } from "./script.ts";
import type { Transcript } from "./transcript.ts";
import { stateLines, transcriptOf } from "./transcript.ts";
import { changesOf, isChange } from "./writes.ts";

const require = createRequire(import.meta.url);
const dynamicProvider = join(dirname(require.resolve("@pulumi/pulumi/package.json")), "cmd/dynamic-provider/index.js");

/** How long a gate is waited for, in milliseconds: longer means that the engine does not what the model did. */
const patience = 10_000;
/** Longer than any command takes, in milliseconds: an engine that hangs is ended, and differs. */
const longest = 5 * 60_000;
const stack = "model";
export const urnOf = (name: string): string => `urn:pulumi:${stack}::model::pulumi-nodejs:dynamic:Resource::${name}`;

export class RealEngine {
  readonly #folder: string;
  readonly #engine: Engine;
  readonly #retains: boolean;
  readonly #recorder: Server;
  #files!: StackFiles;
  #provider!: ChildProcess;
  #host: ChildProcess | undefined;
  #recording = new RecordingProvider();
  #gates: readonly Gate[] = [];
  /** How many there were, with the present one. */
  #commands = 0;
  /** Answers of the present command that the engine has: a refresh writes nothing that would show it. */
  #delivered = 0;
  #cli: ChildProcess | undefined;
  #output = "";
  #died = false;

  /** @param options `retains`: keeps each state that is written, for `checkpoints`. */
  static async start(folder: string, options: { retains?: boolean } = {}): Promise<RealEngine> {
    const retains = options.retains === true;
    rmSync(folder, { recursive: true, force: true });
    for (const part of ["home", "program", "bin"]) mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, "program", "Pulumi.yaml"), "name: model\nruntime: nodejs\n");
    const base = {
      ...process.env,
      PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      ...(retains ? retaining : {}),
    };
    const engine = new RealEngine(folder, await ensurePulumi({ env: base }), retains);
    await new Promise<void>((resolve) => engine.#recorder.listen(0, "127.0.0.1", resolve));
    await engine.#startProvider();
    return engine;
  }

  private constructor(folder: string, engine: Engine, retains: boolean) {
    this.#folder = folder;
    this.#retains = retains;
    this.#engine = engine;
    this.#recorder = createServer((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        if (request.method !== "PUT") return void this.#hear(JSON.parse(body) as Call, response);
        if (Number(body) === this.#commands) this.#delivered += 1;
        response.end();
      });
    });
  }

  get version(): string {
    return this.#engine.version;
  }

  stop(): void {
    this.#host?.kill("SIGKILL");
    this.#provider.kill("SIGKILL");
    this.#recorder.close();
    this.#recorder.closeAllConnections();
  }

  /** @param model what the model made of the same script. */
  async play(script: Script, model: readonly Played[]): Promise<Transcript[]> {
    const state = join(this.#folder, "state");
    rmSync(state, { recursive: true, force: true });
    mkdirSync(state);
    const program = join(this.#folder, "program");
    this.#files = new StackFiles({ state, program, project: "model", stack });
    await this.#files.init(this.#engine.version);
    this.#recording = new RecordingProvider();
    const outcomes: Transcript[] = [];
    this.outputs.length = 0;
    this.checkpoints.length = 0;
    for (const [index, line] of script.lines.entries()) {
      outcomes.push(await this.#line(line, model[index]?.gates ?? []));
      this.outputs.push(this.#output);
    }
    return outcomes;
  }

  async #line(line: Line, gates: readonly Gate[]): Promise<Transcript> {
    const faults = "edit" in line ? [] : line.faults;
    this.#recording.begin(faults);
    this.#gates = gates;
    this.#commands += 1;
    this.#delivered = 0;
    this.#died = false;
    this.#output = "";
    const before = this.#state();
    if (this.#hasProviderEnded) await this.#startProvider();
    const code =
      "edit" in line
        ? await this.#run(["state", line.edit, urnOf(line.name), "--yes"])
        : await this.#command(line.command, line.program);
    if (existsSync(this.#passesSignalsOn)) await this.#until(() => this.#hasProviderEnded);
    rmSync(this.#passesSignalsOn, { force: true });
    // What a killed engine leaves locked.
    rmSync(join(this.#folder, "state", ".pulumi", "locks"), { recursive: true, force: true });
    const checkpoints = takeRetained(this.#files.checkpoint);
    this.checkpoints.push(checkpoints);
    return {
      ...transcriptOf({ calls: this.#recording.calls, succeeded: code === 0, state: this.#state() }),
      ...(this.#retains ? { writes: changesOf(before, checkpoints).filter(isChange) } : {}),
    };
  }

  async #command(command: Command, program: Program): Promise<number> {
    const { kind, refresh, replace = [], targets = [], excludes = [], targetDependents, clearPendingCreates } = command;
    const args = [
      kind,
      ...(kind === "preview" ? [] : ["--yes", "--skip-preview"]),
      ...(refresh ? ["--refresh"] : []),
      ...replace.flatMap((name) => ["--replace", urnOf(name)]),
      ...targets.flatMap((name) => ["--target", urnOf(name)]),
      ...excludes.flatMap((name) => ["--exclude", urnOf(name)]),
      ...(targetDependents ? ["--target-dependents"] : []),
      ...(clearPendingCreates ? ["--clear-pending-creates"] : []),
    ];
    if (kind === "destroy" || kind === "refresh") return this.#run(args);
    return this.#run([...args, "--exec-kind", "auto.inline", `--client=${await this.#hostOf(program)}`]);
  }

  async #hostOf(program: Program): Promise<string> {
    const host = this.#host?.connected ? this.#host : this.#replaceHost();
    host.send(program);
    return new Promise((resolve) => host.once("message", (address) => resolve(address as string)));
  }

  #replaceHost(): ChildProcess {
    this.#host?.kill("SIGKILL");
    this.#host = fork(fileURLToPath(new URL("language-host.ts", import.meta.url)), {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    return this.#host;
  }

  async #run(args: readonly string[]): Promise<number> {
    const cli = spawn(this.#engine.binary, [...args, "--stack", stack, "--non-interactive"], {
      cwd: join(this.#folder, "program"),
      env: { ...this.#engine.env, PATH: `${join(this.#folder, "bin")}:${this.#engine.env.PATH ?? ""}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#cli = cli;
    const hear = (part: Buffer) => (this.#output += part.toString());
    cli.stdout.on("data", hear);
    cli.stderr.on("data", hear);
    const hung = setTimeout(() => {
      this.#output += `\nended after ${longest / 1_000} s\n`;
      cli.kill("SIGKILL");
    }, longest);
    return new Promise<number>((resolve, reject) => {
      cli.on("error", reject);
      cli.on("exit", (code) => resolve(code ?? -1));
    }).finally(() => clearTimeout(hung));
  }

  /** What the terminal showed, of each line of the last script. */
  readonly outputs: string[] = [];

  /** What was written, in order, in each line of the last script; an engine that retains nothing has the last state alone. */
  readonly checkpoints: Snapshot[][] = [];

  async #hear(call: Call, response: ServerResponse): Promise<void> {
    const fault = this.#recording.hear(call);
    const gate = fault && this.#gates.find((one) => one.fault === fault);
    // The engine ends before it is answered.
    if (fault?.kind === "late" && !gate) return;
    if (gate && !(await this.#pass(gate))) return;
    if (this.#died) return;
    const command = this.#commands;
    let body;
    try {
      body = { command, answer: this.#recording.answer(call, fault) };
    } catch (error) {
      const { message, id, properties, reasons } = error as ProviderFailure;
      body = { command, error: { message, id, properties, reasons } };
    }
    response.end(JSON.stringify(body));
  }

  /** @returns whether the call is answered. */
  async #pass({ fault, heard, answered, state }: Gate): Promise<boolean> {
    await this.#until(() => this.#recording.calls.length >= heard && this.#delivered >= answered);
    const written = stateLines(state).sort().join("\n");
    await this.#until(() => stateLines(this.#state()).sort().join("\n") === written);
    switch (fault.kind) {
      case "engine killed":
        this.#died = true;
        this.#cli?.kill("SIGKILL");
        return false;
      case "provider killed":
        this.#died = true;
        await new Promise((resolve) => {
          this.#provider.once("exit", resolve);
          this.#provider.kill("SIGKILL");
        });
        return false;
      case "ctrl-c":
        this.#cli?.kill("SIGINT");
        await this.#until(() => /cancell/i.test(this.#output));
        return true;
      case "ctrl-c twice":
        this.#died = true;
        writeFileSync(this.#passesSignalsOn, "");
        this.#cli?.kill("SIGINT");
        await this.#until(() => /cancell/i.test(this.#output));
        this.#cli?.kill("SIGINT");
        return false;
      case "late":
        await this.#until(() => /error: /.test(this.#output));
        return true;
      default:
        return true;
    }
  }

  get #hasProviderEnded(): boolean {
    return this.#provider.exitCode !== null || this.#provider.signalCode !== null;
  }

  /** While this file is there, the provider gets the signals that the engine sends it. */
  get #passesSignalsOn(): string {
    return join(this.#folder, "passes-signals-on");
  }

  async #until(isTrue: () => boolean): Promise<void> {
    const end = Date.now() + patience;
    while (!isTrue() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  #state(): Snapshot {
    return stateOf(JSON.parse(readFileSync(this.#files.checkpoint, "utf8")));
  }

  async #startProvider(): Promise<void> {
    const { port } = this.#recorder.address() as AddressInfo;
    this.#provider = spawn(process.execPath, [dynamicProvider, "127.0.0.1:1"], {
      env: { ...process.env, RECORDER: `http://127.0.0.1:${port}/` },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const { stdout } = this.#provider;
    const own = await new Promise<string>((resolve) =>
      stdout?.once("data", (part: Buffer) => resolve(part.toString())),
    );
    // The engine starts a program by this name and asks it for a port. It is told the one that is there already.
    const passOn = `test -e '${this.#passesSignalsOn}' && kill -INT ${this.#provider.pid}`;
    const script = `#!/bin/sh\necho ${own.trim()}\ntrap "${passOn}; kill \\$!; exit" INT TERM\nsleep 600 &\nwait\n`;
    writeFileSync(join(this.#folder, "bin", "pulumi-resource-pulumi-nodejs"), script, { mode: 0o755 });
  }
}
