// Tasks of vendors that keep a record of each attach and detach: when and how each ends, and which task a client token began.
// Whether a task ends before, with or after the change of the ENI's state is not documented: the world file says so.
import type { TaskRules } from "./schema.ts";

export interface Task {
  /** In Tencent's API 3.0: the RequestId of the call that began it. */
  readonly id: string;
  /** The id of the same task in Tencent's legacy API, which numbers tasks. */
  readonly number: number;
  readonly vendor: string;
  readonly owner: string;
  readonly kind: "attach" | "detach";
  readonly eniId: string;
  readonly instanceId: string;
  /** By the clock of the world; Infinity if it never ends by itself. */
  endsAt: number;
  failed: boolean;
}

export type TaskStatus = "running" | "succeeded" | "failed";
export type TaskOrder = Omit<Task, "number" | "endsAt" | "failed">;

/** What a client token was used for, so that repeating the call begins no second task. */
interface TokenUse {
  /** Action and parameters of the call: the token must not come with others. */
  readonly fingerprint: string;
  readonly taskId: string;
}

/** Vendors do not document how long tasks are kept; the oldest are dropped here so that a long run does not use more and more memory. */
const MAX_TASKS = 20_000;

export class Tasks {
  readonly #rules: TaskRules;
  readonly #now: () => number;
  readonly #byId = new Map<string, Task>();
  readonly #byNumber = new Map<number, Task>();
  readonly #latest = new Map<string, Task>();
  readonly #tokens = new Map<string, TokenUse>();
  // Samples of Tencent's legacy API have numbers of this size.
  #next = 16_284;

  constructor(rules: TaskRules, now: () => number) {
    this.#rules = rules;
    this.#now = now;
  }

  /** @param readyAt when the state of the ENI will change; @param failed whether the operation will have no effect. */
  begin(order: TaskOrder, readyAt: number, failed: boolean): Task {
    const task: Task = { ...order, number: this.#next++, endsAt: this.#end(readyAt), failed };
    this.#byId.set(task.id, task);
    this.#byNumber.set(task.number, task);
    this.#latest.set(task.eniId, task);
    if (this.#byId.size > MAX_TASKS) this.#forgetOldest();
    return task;
  }

  /** For an ENI whose state changes at another time than expected when the task began. */
  reschedule(task: Task, readyAt: number): void {
    task.endsAt = this.#end(readyAt);
  }

  /**
   * Ends a running task because of a change from outside. `instanceId` is where the ENI is then: an attach has succeeded if that is
   * its instance, a detach if it is not.
   */
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

  /** Whether a task runs on the ENI now. */
  runsOn(eniId: string): boolean {
    const task = this.#latest.get(eniId);
    return task !== undefined && this.statusOf(task) === "running";
  }

  all(): Task[] {
    return [...this.#byId.values()];
  }

  /** What this client token was used for; undefined if it is new. Tokens of different owners are independent. */
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
