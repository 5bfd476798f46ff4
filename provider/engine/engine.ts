// Checks that the Pulumi engine is still alive. This process survives a killed engine, and without this check it would go on changing the
// cloud although nobody writes the state (lifecycle rule 14). The engine's address is an argument of this process.
import { channel } from "node:diagnostics_channel";
import { connect } from "node:net";

/** Publishes each operation that finds its engine gone, since printed lines reach nobody then. */
const missed = channel("pulumi-eni-attachment:engine-missed");
/** Longest time for the engine to accept a connection on the loopback interface, in milliseconds. */
const probeTimeout = 2_000;

/** Reads the engine's address, such as `127.0.0.1:43210`, which is the argument of a provider process. */
export function engineAddress(text: string | undefined): { host: string; port: number } | undefined {
  const match = /^(\[?[\w.:-]+?\]?):(\d{1,5})$/.exec(text ?? "");
  const port = Number(match?.[2]);
  return match && port <= 65_535 ? { host: (match[1] ?? "").replace(/^\[|\]$/g, ""), port } : undefined;
}

function accepts(address: { host: string; port: number }): Promise<boolean> {
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

/**
 * Watches one engine. An engine that answered before and does not any more is gone. One that never answered (in a test without an engine)
 * is not watched.
 */
export class EngineWatch {
  readonly #address: { host: string; port: number } | undefined;
  #seen: Promise<boolean> | undefined;
  #asking: Promise<boolean> | undefined;

  constructor(address: { host: string; port: number } | undefined) {
    this.#address = address;
  }

  /** Called at the start of each operation, when the engine is certainly alive. */
  meet(): Promise<boolean> {
    const address = this.#address;
    return (this.#seen ??= address ? accepts(address) : Promise.resolve(false));
  }

  /** False if the engine refuses a connection now; true if there never was an engine. */
  async isThere(): Promise<boolean> {
    return !this.#address || !(await this.meet()) || accepts(this.#address);
  }

  /** Operations that ask at the same time share one connection, so that a thousand do not open a thousand. */
  async answers(): Promise<boolean> {
    const address = this.#address;
    if (!address || !(await this.meet())) return true;
    const answers = await (this.#asking ??= accepts(address).finally(() => (this.#asking = undefined)));
    if (!answers) missed.publish(address);
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
