// Reads the local cloud's call log as it grows, once for all cases, and tells whoever waits for something in it.
// The log itself keeps only the last calls; what a case asserts must not depend on how busy the others are.
import type { LocalCloud } from "../../../simulator/server.ts";
import type { CallRecord } from "../../../simulator/call-log.ts";

/** How often the log is read, in milliseconds. */
const READ_EVERY = 10;

/** What has not happened by then never will, in milliseconds: far above anything that a case waits for. */
const LONGEST = 90_000;

interface Waiter {
  readonly look: () => boolean;
  readonly end: (error?: Error) => void;
}

export class Journal {
  readonly #cloud: LocalCloud;
  readonly #timer: NodeJS.Timeout;
  readonly #changes = new Map<string, CallRecord[]>();
  readonly #struck = new Map<string, number>();
  readonly #silenced = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();
  #read = 0;
  #isFresh = false;

  constructor(cloud: LocalCloud) {
    this.#cloud = cloud;
    this.#timer = setInterval(() => this.#tick(), READ_EVERY);
  }

  /** The calls that change something on an ENI, in their order. */
  changes(eni: string): readonly CallRecord[] {
    this.#readOn();
    return this.#changes.get(eni) ?? [];
  }

  /** How many calls a fault rule has disturbed. */
  strikes(faultId: string): number {
    this.#readOn();
    return this.#struck.get(faultId) ?? 0;
  }

  /** How many questions about an ENI were left without an answer, by whichever rule. */
  silences(eni: string): number {
    this.#readOn();
    return this.#silenced.get(eni) ?? 0;
  }

  /** Waits for something that the cloud sees. @throws when it does not happen. */
  until(what: string, look: () => boolean): Promise<void> {
    if (look()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => end(), LONGEST);
      const waiter: Waiter = { look, end: (error) => end(error) };
      const end = (error = new Error(`this never happened: ${what}`)) => {
        clearTimeout(late);
        this.#waiters.delete(waiter);
        if (look()) resolve();
        else reject(error);
      };
      this.#waiters.add(waiter);
    });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { end } of this.#waiters) end();
  }

  #tick(): void {
    this.#readOn();
    // One reading serves all who wait: nothing happens in between.
    this.#isFresh = true;
    for (const { look, end } of this.#waiters) if (look()) end();
    this.#isFresh = false;
  }

  #readOn(): void {
    if (this.#isFresh) return;
    for (const call of this.#cloud.calls({ since: this.#read })) {
      this.#read = call.sequence;
      if (call.faultId !== undefined) this.#struck.set(call.faultId, (this.#struck.get(call.faultId) ?? 0) + 1);
      const changes = /^(Attach|Detach)/.test(call.action);
      if (!changes && call.fault === "hang")
        for (const eni of call.enis) this.#silenced.set(eni, (this.#silenced.get(eni) ?? 0) + 1);
      if (!changes || call.eni === undefined) continue;
      const known = this.#changes.get(call.eni);
      if (known) known.push(call);
      else this.#changes.set(call.eni, [call]);
    }
  }
}
