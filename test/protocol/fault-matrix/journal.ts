// Reads the local cloud's call log as it grows, once for all cases, and tells those that wait for something in it.
// The log itself keeps only the last calls; what a case asserts must not depend on how busy the others are.
import type { LocalCloud } from "../../../simulator/server.ts";
import type { CallRecord } from "../../../simulator/call-log.ts";

/** The clock of an arena, and how often its waits look; all in milliseconds. */
export interface Pace {
  now(): number;
  sleep(ms: number): Promise<void>;
  readonly lookEvery: number;
}

/** What has not happened by then never will, in milliseconds: far above anything that a case waits for. */
const LONGEST = 90_000;

export class Journal {
  readonly #cloud: Pick<LocalCloud, "calls">;
  readonly #pace: Pace;
  readonly #changes = new Map<string, CallRecord[]>();
  readonly #struck = new Map<string, number>();
  readonly #silenced = new Map<string, number>();
  #read = 0;
  #closed = false;

  constructor(cloud: Pick<LocalCloud, "calls">, pace: Pace) {
    this.#cloud = cloud;
    this.#pace = pace;
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
  async until(what: string, look: () => boolean): Promise<void> {
    const pace = this.#pace;
    const late = pace.now() + LONGEST;
    while (!look()) {
      if (this.#closed || pace.now() > late) throw new Error(`this never happened: ${what}`);
      await pace.sleep(pace.lookEvery);
    }
  }

  close(): void {
    this.#closed = true;
  }

  #readOn(): void {
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
