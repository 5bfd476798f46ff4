// The bounded record of every call: who asked for what, what came of it, and which fault struck. No secrets, no signatures.

export interface CallRecord {
  sequence: number;
  at: number;
  vendor: string;
  action: string;
  parameters: Record<string, string>;
  eni?: string;
  instance?: string;
  enis: readonly string[];
  instances: readonly string[];
  region?: string;
  /** Masked: enough to tell two keys apart, not enough to use one. */
  accessKeyId?: string;
  /** 0: there was no answer. */
  status: number;
  code?: string;
  requestId: string;
  fault?: string;
  faultId?: string;
  userAgent?: string;
  remotePort?: number;
}

export interface CallFilter {
  /** Only calls with a greater sequence. */
  since?: number;
  action?: string;
  vendor?: string;
  eni?: string;
  instance?: string;
}

export class CallLog {
  readonly #limit: number;
  #records: CallRecord[] = [];
  #sequence = 0;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  add(record: Omit<CallRecord, "sequence">): void {
    this.#records.push({ sequence: ++this.#sequence, ...record });
    // Cut in large pieces: cutting one at a time would copy the whole log at every call.
    if (this.#records.length >= 2 * this.#limit) this.#records = this.#records.slice(-this.#limit);
  }

  list(filter: CallFilter = {}): CallRecord[] {
    const [first] = this.#records;
    // Sequences have no gap, so the place of one in the list is known: a reader who follows the log does not go through all of it.
    const since = first && filter.since !== undefined ? filter.since + 1 - first.sequence : 0;
    return this.#records
      .slice(Math.max(since, this.#records.length - this.#limit, 0))
      .filter(
        (record) =>
          (filter.action === undefined || record.action === filter.action) &&
          (filter.vendor === undefined || record.vendor === filter.vendor) &&
          (filter.eni === undefined || record.enis.includes(filter.eni)) &&
          (filter.instance === undefined || record.instances.includes(filter.instance)),
      );
  }

  clear(): void {
    this.#records = [];
  }
}

export function mask(accessKeyId: string): string {
  return accessKeyId.length <= 8 ? "****" : `${accessKeyId.slice(0, 4)}****${accessKeyId.slice(-4)}`;
}
