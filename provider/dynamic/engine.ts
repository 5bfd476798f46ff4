// Is the Pulumi engine still there? This process survives a killed engine and would go on changing the cloud with nobody
// to write the state (lifecycle rule 14). The engine's address is the process's own argument.
import { channel } from "node:diagnostics_channel";
import { connect } from "node:net";

/** Hears of each operation that misses its engine: what it prints then reaches nobody. */
const missed = channel("pulumi-eni-attachment:engine-missed");
/** Longest wait for the engine to accept a connection on the loopback, in milliseconds. */
const probeTimeout = 2_000;

/** `127.0.0.1:43210` of the arguments that Pulumi starts `cmd/dynamic-provider` with. */
export function engineAddress(argv: readonly string[]): { host: string; port: number } | undefined {
  const match = /^(\[?[\w.:-]+?\]?):(\d{1,5})$/.exec(argv[2] ?? "");
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
    // A busy machine is no dead engine: only a refused connection counts.
    socket.once("timeout", () => end(true));
  });
}

/**
 * Watches one engine. An engine that never answered (a test that drives the provider without one) is not missed;
 * one that did and no longer does is gone.
 */
export class EngineWatch {
  readonly #address: { host: string; port: number } | undefined;
  #seen: Promise<boolean> | undefined;
  #asking: Promise<boolean> | undefined;

  constructor(address: { host: string; port: number } | undefined) {
    this.#address = address;
  }

  /** Called at the start of each operation, while the engine certainly lives. */
  meet(): Promise<boolean> {
    const address = this.#address;
    return (this.#seen ??= address ? accepts(address) : Promise.resolve(false));
  }

  /** False when the engine refuses a connection now; true where there never was one. */
  async isThere(): Promise<boolean> {
    return !this.#address || !(await this.meet()) || accepts(this.#address);
  }

  /** Operations that ask at the same moment share a connection: a thousand at once would be a thousand. */
  async answers(): Promise<boolean> {
    const address = this.#address;
    if (!address || !(await this.meet())) return true;
    const answers = await (this.#asking ??= accepts(address).finally(() => (this.#asking = undefined)));
    if (!answers) missed.publish(address);
    return answers;
  }
}

/**
 * The engine reads what this process prints. Once it is killed a write fails; Pulumi's process prints each error that nobody
 * handles, that write fails too, and so on for ever: an orphan that eats processor and memory. So these are handled.
 */
export function outliveReaders(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) stream.on("error", () => undefined);
}
