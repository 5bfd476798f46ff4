// Fault rules: which calls fail, how, and how often. The list only chooses the rule for a call; cloud.ts applies it.
import { z } from "zod";

const common = {
  id: z.string().min(1).optional(),
  vendor: z.string().optional(),
  match: z
    .strictObject({ action: z.string().optional(), eni: z.string().optional(), instance: z.string().optional() })
    .default({}),
  /** How many matching calls are left alone before the rule begins. */
  skip: z.int().min(0).default(0),
  /** How many calls the rule applies to; without it, all until the rule is removed. */
  times: z.int().min(1).optional(),
};

/** Whether the call takes effect although the caller gets no result. */
const applied = z.boolean().default(false);

export const faultRuleSchema = z.discriminatedUnion("kind", [
  /** An error of the vendor's, without effect. Without status and message: those of the face's error table. */
  z.strictObject({
    ...common,
    kind: z.literal("error"),
    code: z.string().min(1),
    status: z.int().min(200).max(599).optional(),
    message: z.string().optional(),
  }),
  /** The vendor's answer to too many calls. */
  z.strictObject({ ...common, kind: z.literal("throttle"), retryAfterMs: z.int().min(0).optional() }),
  /** The connection is reset before the service receives the request. */
  z.strictObject({ ...common, kind: z.literal("dropBefore") }),
  /** The call takes effect, then the connection is reset without an answer. */
  z.strictObject({ ...common, kind: z.literal("dropAfter") }),
  /** The call is carried out and answered `ms` later. */
  z.strictObject({ ...common, kind: z.literal("delay"), ms: z.int().min(0) }),
  /** The HTML page of a gateway that cannot reach the service. */
  z.strictObject({ ...common, kind: z.literal("html502"), applied }),
  /** The vendor's own answer to a failure of its server. */
  z.strictObject({
    ...common,
    kind: z.literal("serverError"),
    status: z.union([z.literal(500), z.literal(503)]).default(500),
    applied,
  }),
  /** A proxy in front of the vendor answers with an HTML page: Cloudflare's challenge (403), or a legal block (451). */
  z.strictObject({ ...common, kind: z.literal("edge"), page: z.enum(["challenge", "blocked"]).default("challenge") }),
  /** The call takes effect, but the body of its answer is cut in half. */
  z.strictObject({ ...common, kind: z.literal("garbage") }),
  /** No answer; the connection stays open. */
  z.strictObject({ ...common, kind: z.literal("hang"), applied }),
  /** The answer shows `word` as the status of the ENI or task; of all in it if `match` names no ENI. */
  z.strictObject({ ...common, kind: z.literal("unknownState"), word: z.string().min(1).default("Rebalancing") }),
]);

export type FaultRuleInput = z.input<typeof faultRuleSchema>;
export type FaultRule = z.output<typeof faultRuleSchema>;

/** What a rule is matched against: one call. */
export interface FaultSubject {
  vendor: string;
  action: string;
  enis: readonly string[];
  instances: readonly string[];
}

interface Entry {
  id: string;
  rule: FaultRule;
  /** Matching calls, including those that were skipped. */
  seen: number;
  /** Calls that the rule was applied to. */
  used: number;
}

export class FaultList {
  #entries: Entry[] = [];
  #next = 1;

  /** Returns the id of the rule. Throws a ZodError if it is invalid, and an Error if its id is already used. */
  add(input: unknown): string {
    const rule = faultRuleSchema.parse(input);
    const id = rule.id ?? `fault-${this.#next++}`;
    if (this.#entries.some((entry) => entry.id === id)) throw new Error(`there is already a fault rule "${id}"`);
    this.#entries.push({ id, rule, seen: 0, used: 0 });
    return id;
  }

  remove(id: string): boolean {
    const kept = this.#entries.filter((entry) => entry.id !== id);
    const found = kept.length < this.#entries.length;
    this.#entries = kept;
    return found;
  }

  clear(): void {
    this.#entries = [];
  }

  list(): { id: string; used: number; rule: FaultRule }[] {
    return this.#entries.map(({ id, used, rule }) => ({ id, used, rule }));
  }

  /** The rule to apply to this call: the first that matches and is neither skipping nor used up. Each call to `take` counts as a use. */
  take(subject: FaultSubject): { id: string; rule: FaultRule } | undefined {
    for (const entry of this.#entries) {
      if (!matches(entry.rule, subject)) continue;
      if (entry.rule.times !== undefined && entry.used >= entry.rule.times) continue;
      entry.seen += 1;
      if (entry.seen <= entry.rule.skip) continue;
      entry.used += 1;
      return { id: entry.id, rule: entry.rule };
    }
    return undefined;
  }
}

function matches({ vendor, match }: FaultRule, subject: FaultSubject): boolean {
  return (
    (vendor === undefined || vendor === subject.vendor) &&
    (match.action === undefined || match.action === subject.action) &&
    (match.eni === undefined || subject.enis.includes(match.eni)) &&
    (match.instance === undefined || subject.instances.includes(match.instance))
  );
}
