// Checks that the Pulumi engine is still alive. This process survives a killed engine, and without this check it would go on changing the
// cloud although nobody writes the state (lifecycle rule 14). The engine's address is an argument of this process.
import { channel } from "node:diagnostics_channel";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";

/** Publishes each operation that finds its engine gone, since printed lines reach nobody then. */
const missed = channel("pulumi-eni-attachment:engine-missed");
/** Longest time for the engine to accept a connection on the loopback interface, in milliseconds. */
const probeTimeout = 2_000;
/** Longest time for the engine to show that it is one, after a connection is open, in milliseconds. */
const introductionTimeout = 2_000;

/** Reads the engine's address, such as `127.0.0.1:43210`, which is the argument of a provider process. */
export function engineAddress(text: string | undefined): { host: string; port: number } | undefined {
  const match = /^(\[?[\w.:-]+?\]?):(\d{1,5})$/.exec(text ?? "");
  const port = Number(match?.[2]);
  return match && port <= 65_535 ? { host: (match[1] ?? "").replace(/^\[|\]$/g, ""), port } : undefined;
}

/** The same from the arguments of a provider process. Flags stand before it, as `pulumi --logflow -v=9` and `--tracing` pass them on. */
export function engineAddressIn(commandLine: readonly string[]): { host: string; port: number } | undefined {
  return engineAddress(commandLine.slice(2).at(-1));
}

type Address = Readonly<{ host: string; port: number }>;

function accepts(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: probeTimeout });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    // A slow connection may be due to a busy machine, so only a refused one counts.
    socket.once("timeout", () => end(true));
  });
}

/** A connection that is open as long as the engine lives: soon after its death, its port may be another process's. */
class Lifeline {
  #state: "connecting" | "open" | "cut" | "none" = "connecting";
  /** False if the engine refuses the connection. */
  readonly met: Promise<boolean>;

  constructor(address: Address) {
    const socket = connect(address);
    const session = connectHttp2("http://engine", { createConnection: () => socket });
    // It keeps no process alive.
    session.unref();
    this.met = new Promise((resolve) => {
      session.once("connect", () => resolve(true));
      session.once("close", () => resolve(false));
      setTimeout(() => resolve(true), probeTimeout).unref();
    });
    session.on("error", () => undefined);
    session.once("remoteSettings", () => (this.#state = "open"));
    for (const end of ["end", "close"])
      socket.once(end, () => (this.#state = ["open", "cut"].includes(this.#state) ? "cut" : "none"));
    // Whatever does not speak the engine's protocol is only asked whether its port is open.
    setTimeout(() => this.#state === "connecting" && session.destroy(), introductionTimeout).unref();
  }

  get isCut(): boolean {
    return this.#state === "cut";
  }
}

/**
 * Watches one engine. An engine that answered before and does not any more is gone. One that never answered (in a test without an engine)
 * is not watched.
 */
export class EngineWatch {
  readonly #address: Address | undefined;
  #lifeline: Lifeline | undefined;
  #asking: Promise<boolean> | undefined;

  constructor(address: Address | undefined) {
    this.#address = address;
  }

  /** Called at the start of each operation, when the engine is certainly alive. */
  meet(): Promise<boolean> {
    if (!this.#address) return Promise.resolve(false);
    return (this.#lifeline ??= new Lifeline(this.#address)).met;
  }

  /** False if the engine is gone; true if there never was an engine. */
  async isThere(): Promise<boolean> {
    const address = this.#address;
    if (!address || !(await this.meet())) return true;
    // Operations that ask at the same time share one connection, so that a thousand do not open a thousand.
    const accepted = await (this.#asking ??= accepts(address).finally(() => (this.#asking = undefined)));
    // An end that came before this answer is read by the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    return accepted && !this.#lifeline?.isCut;
  }

  /** As `isThere`, for an operation that is about to send a change. */
  async answers(): Promise<boolean> {
    const answers = await this.isThere();
    if (!answers) missed.publish(this.#address);
    return answers;
  }
}

/**
 * Ignores failing writes to stdout and stderr. The engine reads both, so writes fail once it is killed. Pulumi's process prints unhandled
 * errors, which would fail again, for ever: an orphan that uses up processor and memory.
 */
export function outliveReaders(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) stream.on("error", () => undefined);
}
