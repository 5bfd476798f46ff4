// The log of calls: who called which action, how it was answered, and which fault applied. It has a limit, and holds no secrets or
// signatures.

export interface CallRecord {
  sequence: number;
  /** When the request arrived, in ms. */
  at: number;
  vendor: string;
  action: string;
  parameters: Record<string, string>;
  /** The first of `enis`. */
  eni?: string;
  /** The first of `instances`. */
  instance?: string;
  /** Ids that the call names. */
  enis: readonly string[];
  instances: readonly string[];
  region?: string;
  /** Masked, so that the log can be shown; two keys can still be told apart. */
  accessKeyId?: string;
  /** HTTP status; 0 if there was no answer. */
  status: number;
  /** The vendor's error code. */
  code?: string;
  requestId: string;
  /** Kind and id of the fault rule that applied to the call. */
  fault?: string;
  faultId?: string;
  userAgent?: string;
  /** The client's port: one for each connection. */
  remotePort?: number;
}

export interface CallFilter {
  /** Only calls with a greater `sequence`. */
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
    // Cut only when the log is twice its limit: cutting at every call would copy the whole log each time.
    if (this.#records.length >= 2 * this.#limit) this.#records = this.#records.slice(-this.#limit);
  }

  list(filter: CallFilter = {}): CallRecord[] {
    const [first] = this.#records;
    // Sequences have no gaps, so the index follows from `since`: a reader who follows the log does not search all of it each time.
    const firstIndex = first && filter.since !== undefined ? filter.since + 1 - first.sequence : 0;
    return this.#records
      .slice(Math.max(firstIndex, this.#records.length - this.#limit, 0))
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
