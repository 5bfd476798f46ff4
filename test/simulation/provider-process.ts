// One provider process: it can be killed at any moment, and nothing of it goes on then but what it had sent.
import type { AttachmentRuntime } from "../../provider/attachment/ports.ts";
import { labelled } from "../../provider/attachment/words.ts";
import { EngineWatch } from "../../provider/engine/engine.ts";
import type { Clock } from "../../provider/http/clock.ts";
import type { HttpResponse, Transport } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { seeded } from "../unit/fakes.ts";
import { testEnvironment } from "../contract/environment.ts";
import { adapterUnderTest } from "../support/adapters.ts";
import type { ProviderCalls } from "../support/running-provider.ts";
import { chanceOf } from "./chance.ts";
import type { OperationFacts } from "./operation-record.ts";
import { OperationRecord } from "./operation-record.ts";
import type { Exchange, Stage, StagedProcess } from "./stage.ts";
import { seekSecrets } from "./verdicts.ts";
import { Witness } from "./witness.ts";

/** What a dead process waits for. */
function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

class SimulatedEngine extends EngineWatch {
  lives = true;

  constructor() {
    super(undefined);
  }

  override meet(): Promise<boolean> {
    return Promise.resolve(true);
  }

  override answers(): Promise<boolean> {
    return Promise.resolve(this.lives);
  }
}

/** What a process has sent; `changes` of it are attaches and detaches. */
interface Counted {
  readonly calls: number;
  readonly changes: number;
}

export interface ProcessOptions {
  readonly number: number;
  readonly seed: number;
  /** Longest time that an answer is on its way, in milliseconds. */
  readonly longestLag: number;
}

export class ProviderProcess implements StagedProcess {
  readonly provider: ProviderCalls;
  readonly number: number;
  /** Resolves when the process is killed. */
  readonly death: Promise<void>;
  readonly #engine = new SimulatedEngine();
  readonly #stage: Stage;
  readonly #lag: () => number;
  readonly #witness: Witness;
  readonly #active = new Map<string, OperationRecord[]>();
  readonly kept = new Map<string, string>();
  readonly #givenUp = new Map<string, Set<string>>();
  #alive = true;
  #engineDiedAt = Infinity;
  #timers = 0;
  readonly #calls = { calls: 0, changes: 0 };
  #die: () => void = () => undefined;
  #onCall: ((count: Counted) => void) | undefined;

  constructor(stage: Stage, { number, seed, longestLag }: ProcessOptions) {
    this.#stage = stage;
    this.number = number;
    this.death = new Promise((resolve) => (this.#die = resolve));
    const lag = seeded(seed + 7_919 * number);
    stage.processes.push(this);
    this.#lag = () => Math.floor(lag() * longestLag);
    this.#witness = new Witness(stage, this);
    const runtime: AttachmentRuntime = {
      clock: this.#clock,
      random: chanceOf(seed, number),
      transport: this.#transport,
      liveness: this.#engine,
      environment: () => testEnvironment,
      say: (label, line) => {
        const said = labelled(label, line);
        stage.hear(said);
        seekSecrets(stage, "a line", said);
      },
    };
    this.provider = adapterUnderTest().inProcess(runtime, {});
  }

  get alive(): boolean {
    return this.#alive;
  }

  get engineLives(): boolean {
    return this.#engine.lives;
  }

  get timers(): number {
    return this.#timers;
  }

  set onCall(listener: (count: Counted) => void) {
    this.#onCall = listener;
  }

  /** An attachment of the program gives the ENI up on this instance in this run (rule 16). */
  giveUp(eni: string, instanceId: string): void {
    this.#givenUp.set(eni, new Set(this.#givenUp.get(eni)).add(instanceId));
  }

  isGivenUp(eni: string, instanceId: string): boolean {
    return this.#givenUp.get(eni)?.has(instanceId) === true;
  }

  killEngine(): void {
    this.#engineDiedAt = this.#stage.clock.now();
    this.#engine.lives = false;
  }

  kill(): void {
    this.#alive = false;
    this.#active.clear();
    this.#die();
  }

  begin(facts: OperationFacts): OperationRecord {
    const record = new OperationRecord(facts, this.#stage.clock.now());
    const queue = this.#active.get(facts.eni) ?? [];
    queue.push(record);
    this.#active.set(facts.eni, queue);
    return record;
  }

  end(record: OperationRecord): void {
    record.isOver = true;
    const queue = this.#active.get(record.facts.eni) ?? [];
    queue.splice(queue.indexOf(record), 1);
    const [next] = queue;
    if (next && queue.length > 0) next.startedAt = Math.max(next.startedAt, this.#stage.clock.now());
  }

  disturb(eni: string): void {
    const record = this.operationOn(eni);
    if (record) record.disturbed = true;
  }

  operationOn(eni: string): OperationRecord | undefined {
    return this.#active.get(eni)?.[0];
  }

  operations(): OperationRecord[] {
    return [...this.#active.values()].flatMap((queue) => queue.slice(0, 1));
  }

  readonly #clock: Clock = {
    now: () => this.#stage.clock.now(),
    sleep: (ms, signal) => {
      if (!this.#alive) return never();
      this.#timers += 1;
      return this.#stage.clock.sleep(ms, signal).then(() => {
        this.#timers -= 1;
        return this.#alive ? undefined : never<void>();
      });
    },
  };

  readonly #transport: Transport = async (request, { timeoutMs }) => {
    const stage = this.#stage;
    if (!this.#alive) return never();
    if (stage.unreachable > 0) {
      stage.unreachable -= 1;
      stage.figures.faults += 1;
      throw new TransportFailure("ECONNREFUSED: connect ECONNREFUSED", true);
    }
    const minds = this.operations().map((record) => record.mind(this.#engineDiedAt));
    const whole = `${request.url} ${JSON.stringify(request.headers)} ${request.body}`;
    const { enis } = stage.setting;
    const exchange: Exchange = {
      process: this.number,
      sentAt: stage.clock.now(),
      minds,
      changes: /(?:Attach|Detach)NetworkInterface/.test(whole) ? enis.find((eni) => whole.includes(eni)) : undefined,
      told: undefined,
      shown: new Map(),
      applied: [],
    };
    const changing = exchange.changes === undefined ? undefined : this.operationOn(exchange.changes);
    if (changing) changing.left += 1;
    const outcome = stage.receive(request, exchange, (told) => this.#witness.judge(told));
    this.#calls.calls += 1;
    this.#calls.changes += exchange.changes === undefined ? 0 : 1;
    this.#onCall?.(this.#calls);
    const answer = this.#hear(exchange, stage.answer(outcome, timeoutMs), timeoutMs);
    // A dead process hears nothing; what it sent goes on without it.
    if (!this.#alive) void answer.catch(() => undefined);
    return this.#alive ? answer : never();
  };

  async #hear(exchange: Exchange, answer: Promise<HttpResponse>, timeoutMs: number): Promise<HttpResponse> {
    try {
      const response = await answer;
      const lag = this.#lag();
      if (lag > 0) await this.#stage.clock.sleep(Math.min(lag, timeoutMs));
      if (lag >= timeoutMs) throw new TransportFailure(`no answer within ${timeoutMs} ms (response)`, false);
      if (!this.#alive) return await never();
      this.#witness.delivered(exchange, response.status);
      return response;
    } catch (error) {
      if (!this.#alive) return never();
      this.#witness.delivered(exchange, undefined);
      throw error;
    }
  }
}
