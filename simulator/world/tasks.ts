// The jobs behind attach and detach at vendors that have them: when each ends, how, and which call a client token belongs to.
// What the documents leave open (before, with or after the ENI's state) is said by the world file.
import type { TaskRules } from "./schema.ts";

export interface Task {
  /** What the vendor calls it: for Tencent's API 3.0 the RequestId of the call. */
  readonly id: string;
  /** The same task in an API that numbers them. */
  readonly number: number;
  readonly vendor: string;
  readonly owner: string;
  readonly kind: "attach" | "detach";
  readonly eniId: string;
  readonly instanceId: string;
  /** Infinity: it never ends by itself. */
  endsAt: number;
  failed: boolean;
}

export type TaskStatus = "running" | "succeeded" | "failed";
export type TaskOrder = Omit<Task, "number" | "endsAt" | "failed">;

/** A call that is remembered by the client's token: the same one again has the same effect. */
interface TokenUse {
  readonly fingerprint: string;
  readonly taskId: string;
}

/** Lifetimes are documented nowhere; the oldest ones go so that a long run does not grow without end. */
const MAX_TASKS = 20_000;

export class Tasks {
  readonly #rules: TaskRules;
  readonly #now: () => number;
  readonly #byId = new Map<string, Task>();
  readonly #byNumber = new Map<number, Task>();
  readonly #latest = new Map<string, Task>();
  readonly #tokens = new Map<string, TokenUse>();
  // The legacy API's samples have numbers of this size.
  #next = 16_284;

  constructor(rules: TaskRules, now: () => number) {
    this.#rules = rules;
    this.#now = now;
  }

  /** @param readyAt when the ENI's state will change. */
  begin(order: TaskOrder, readyAt: number, failed: boolean): Task {
    const task: Task = { ...order, number: this.#next++, endsAt: this.#end(readyAt), failed };
    this.#byId.set(task.id, task);
    this.#byNumber.set(task.number, task);
    this.#latest.set(task.eniId, task);
    if (this.#byId.size > MAX_TASKS) this.#forgetOldest();
    return task;
  }

  /** The ENI's state changes at another time than was expected. */
  reschedule(task: Task, readyAt: number): void {
    task.endsAt = this.#end(readyAt);
  }

  /** Somebody else put an end to it: what counts is whether the task's aim was reached all the same. */
  interrupt(task: Task, instanceId: string | undefined): void {
    const now = this.#now();
    if (task.endsAt <= now) return;
    task.endsAt = now;
    task.failed = (task.kind === "attach") !== (instanceId === task.instanceId);
  }

  find(key: string | number): Task | undefined {
    return typeof key === "number" ? this.#byNumber.get(key) : this.#byId.get(key);
  }

  statusOf(task: Task): TaskStatus {
    if (task.endsAt > this.#now()) return "running";
    return task.failed ? "failed" : "succeeded";
  }

  runsOn(eniId: string): boolean {
    const task = this.#latest.get(eniId);
    return task !== undefined && this.statusOf(task) === "running";
  }

  all(): Task[] {
    return [...this.#byId.values()];
  }

  /** What an owner's client token was used for. */
  recall(owner: string, token: string): TokenUse | undefined {
    return this.#tokens.get(`${owner}\n${token}`);
  }

  remember(owner: string, token: string, call: TokenUse): void {
    this.#tokens.set(`${owner}\n${token}`, call);
  }

  #end(readyAt: number): number {
    const { ends, byMs } = this.#rules;
    const shift = ends === "together" ? 0 : ends === "before" ? -byMs : byMs;
    return Math.max(this.#now(), readyAt + shift);
  }

  #forgetOldest(): void {
    const [oldest] = this.#byId.values();
    if (oldest === undefined) return;
    this.#byId.delete(oldest.id);
    this.#byNumber.delete(oldest.number);
    if (this.#latest.get(oldest.eniId) === oldest) this.#latest.delete(oldest.eniId);
  }
}
