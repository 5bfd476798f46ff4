// One call of create, read, update or delete, as a witness in the cloud knows it: what it was asked, what it was shown, what it sent.
import type { EniStatus } from "../../simulator/world/schema.ts";

export type OperationKind = "create" | "read" | "update" | "delete";

/** What an answer showed of an ENI; `unknown` is a state word that nobody knows. */
export interface Shown {
  /** When the cloud made the answer. */
  readonly at: number;
  readonly status: EniStatus | "missing" | "unknown";
  readonly instanceId: string | undefined;
}

/** What the operation knows when it sends something. */
export interface Mind {
  readonly record: OperationRecord;
  readonly seen: Shown | undefined;
  /** When that was delivered. */
  readonly seenAt: number;
  /** A reply to a mutating call was lost then, and the ENI was not looked at since. */
  readonly lostAt: number | undefined;
  /** Infinity while it lives. */
  readonly engineDiedAt: number;
}

export interface OperationFacts {
  readonly kind: OperationKind;
  readonly name: string;
  readonly eni: string;
  /** The instance that the program wants. */
  readonly wanted: string;
  /** `attachedTo` of the state. */
  readonly recorded: string;
  readonly takeOver: boolean;
  readonly rollback: boolean;
  /** Longest time that it may take, in milliseconds. */
  readonly boundMs: number;
}

export class OperationRecord {
  readonly facts: OperationFacts;
  seen: Shown | undefined;
  seenAt = 0;
  lostAt: number | undefined;
  /** Instances that were shown to have the ENI. */
  readonly shownOn = new Set<string>();
  readonly attachesSent = new Set<string>();
  readonly detachesSent = new Set<string>();
  /** Changes that the cloud took on, in their order. */
  readonly applied: { readonly kind: "attach" | "detach"; readonly instanceId: string }[] = [];
  isOver = false;
  calls = 0;
  mutations = 0;
  /** Calls that change something and have left, whether the cloud has read them or not. */
  left = 0;
  /** Since its last mutating call the ENI was looked at. */
  seenSinceMutation = true;
  /** Somebody else changed the ENI or an instance of it, or something of an earlier call arrived late. */
  disturbed = false;
  /** So many answers after a change may still show what was before it. */
  behind = 0;
  /** So many answers did not list the ENI. One that came in between and did may have been another resource's. */
  missing = 0;

  /** When its turn came: there is one operation at a time on one ENI. */
  startedAt: number;

  constructor(facts: OperationFacts, startedAt: number) {
    this.facts = facts;
    this.startedAt = startedAt;
  }

  mind(engineDiedAt: number): Mind {
    const { seen, seenAt, lostAt } = this;
    return { record: this, seen, seenAt, lostAt, engineDiedAt };
  }

  /** Instances that this operation may take the ENI off. */
  mayDetachFrom(instanceId: string): boolean {
    const { kind, recorded, takeOver } = this.facts;
    if (instanceId === recorded && recorded !== "") return true;
    if (kind === "delete") return false;
    return this.attachesSent.has(instanceId) || (takeOver && this.shownOn.has(instanceId));
  }

  toString(): string {
    const { kind, name, eni, wanted, recorded } = this.facts;
    return `${kind} of ${name} (${eni} to ${wanted}, recorded on ${recorded || "none"})`;
  }
}
