// The cloud, the clock, and everything that happens between them and the provider processes, with a witness at the wire.
import { Cloud } from "../../simulator/cloud.ts";
import type { CallRecord } from "../../simulator/call-log.ts";
import type { HttpRequest as Received, Outcome } from "../../simulator/faces/face.ts";
import type { HttpRequest, HttpResponse } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { countedIds } from "./chance.ts";
import type { Reached, Section } from "./coverage/reached.ts";
import { nothingReached, reach } from "./coverage/reached.ts";
import { planLineKind } from "./coverage/steps.ts";
import type { Mind, OperationRecord, Shown } from "./operation-record.ts";
import type { Setting } from "./settings.ts";

/** What the cloud wrote into its log. */
export type Told = Omit<CallRecord, "sequence">;

/** One request of a process, and what came of it. */
export interface Exchange {
  readonly process: number;
  readonly sentAt: number;
  readonly minds: readonly Mind[];
  /** The ENI that the request is to change, for one that changes something. */
  readonly changes: string | undefined;
  /** Undefined until the cloud has read it. */
  told: Told | undefined;
  /** What the answer shows of ENIs, as long as it is delivered whole. */
  readonly shown: Map<string, Shown>;
  readonly applied: Applied[];
}

export interface Applied {
  readonly kind: "attach" | "detach";
  readonly eni: string;
  readonly instanceId: string;
}

/** A provider process, as the stage and whoever judges it know it. */
export interface StagedProcess {
  readonly number: number;
  readonly alive: boolean;
  /** Timers that its operations wait for. */
  readonly timers: number;
  /** An attachment of the program gives the ENI up there in this run (rule 16). */
  isGivenUp(eni: string, instanceId: string): boolean;
  /** By ENI: the instance where an attachment of the program has it unchanged (rule 13). */
  readonly kept: ReadonlyMap<string, string>;
  /** The operation on an ENI whose turn it is: there is one at a time. */
  operationOn(eni: string): OperationRecord | undefined;
  /** Somebody else is at an ENI. */
  disturb(eni: string): void;
}

export interface Figures {
  operations: number;
  faults: number;
  crashes: number;
  outside: number;
  calls: number;
  changes: number;
  races: number;
  virtualMs: number;
  scenarios: number;
  /** Programs that were tried from a state that a run had left (rule 17). */
  probes: number;
  /** The slowest operation, as a share of the time that it may take. */
  slowest: number;
  /** Of every call and every end of an operation, in their order: two runs of one seed have the same. */
  digest: string;
  reached: Reached;
}

export function noFigures(): Figures {
  return {
    operations: 0,
    faults: 0,
    crashes: 0,
    outside: 0,
    calls: 0,
    changes: 0,
    races: 0,
    virtualMs: 0,
    scenarios: 0,
    probes: 0,
    slowest: 0,
    digest: "",
    reached: nothingReached(),
  };
}

/** Far above what a scenario needs: a loop without a wait would never end. */
const mostCalls = 60_000;

export class Stage {
  readonly clock = new VirtualClock(undefined, { turns: 1 });
  readonly setting: Setting;
  readonly cloud: Cloud;
  readonly figures: Figures;
  readonly violations: string[] = [];
  /** Every call, in a line: two runs of one seed must agree on it. */
  readonly journal: string[] = [];
  readonly processes: StagedProcess[] = [];
  /** Something that no state can know of has happened: only a refresh shows it. */
  needsRefresh = false;
  /** What others do right before the cloud gets a call. */
  readonly ambushes: { readonly action: string; readonly eni: string; readonly strike: () => void }[] = [];
  /** Requests that no process is to get through. */
  unreachable = 0;
  #at: Exchange | undefined;
  #calls = 0;
  /** What the provider said of each ENI since `lastSaid` was asked. */
  readonly #said = new Map<string, string>();

  constructor(setting: Setting, world: unknown, figures: Figures) {
    this.setting = setting;
    this.figures = figures;
    this.cloud = new Cloud({ world, clock: this.clock, newRequestId: countedIds(0xc1) });
    this.#tap();
  }

  violate(what: string): void {
    this.violations.push(`at ${Math.round(this.clock.now() - begin)} ms: ${what}`);
  }

  note(line: string): void {
    this.journal.push(`${Math.round(this.clock.now() - begin)} ${line}`);
  }

  reach(section: Section, name: string): void {
    reach(this.figures.reached, section, name);
  }

  /** A line that the provider prints. */
  hear(line: string): void {
    this.note(line);
    const [, eni = "", text = ""] = /^\[eni-attachment \S*?([^/\]]+)\] (.*)$/s.exec(line) ?? [];
    if (text.startsWith("plan: "))
      this.reach("kinds of step", `plan line: ${planLineKind(text.slice("plan: ".length))}`);
    else this.#said.set(eni, text);
  }

  /** The last line of an operation on an ENI, which is over now; empty when it said nothing. */
  lastSaid(eni: string): string {
    const said = this.#said.get(eni) ?? "";
    this.#said.delete(eni);
    return said;
  }

  /** Somebody else is at an ENI. */
  touch(eni: string): void {
    for (const process of this.processes) process.disturb(eni);
  }

  /** The cloud takes the request as soon as it is sent; `judge` is told when it has read it. */
  receive(request: HttpRequest, exchange: Exchange, judge: (exchange: Exchange) => void): Outcome {
    this.#calls += 1;
    this.figures.calls += 1;
    if (this.#calls > mostCalls) throw new Error(`more than ${mostCalls} calls in one scenario: a loop without a wait`);
    this.#spring(request);
    const url = new URL(request.url);
    const received: Received = {
      method: request.method,
      path: url.pathname,
      rawQuery: url.search.slice(1),
      headers: { host: url.host, ...request.headers },
      body: Buffer.from(request.body),
      receivedAt: this.clock.now(),
    };
    return this.#watched(exchange, judge, () => this.cloud.receive(received));
  }

  #spring(request: HttpRequest): void {
    if (this.ambushes.length === 0) return;
    const whole = `${request.url} ${JSON.stringify(request.headers)} ${request.body}`;
    const index = this.ambushes.findIndex(({ action, eni }) => whole.includes(action) && whole.includes(eni));
    if (index >= 0) this.ambushes.splice(index, 1)[0]?.strike();
  }

  #watched(exchange: Exchange, judge: (exchange: Exchange) => void, work: () => Outcome): Outcome {
    this.#at = exchange;
    const outcome = work();
    this.#at = undefined;
    if (outcome.kind === "later") {
      const { then } = outcome;
      return { ...outcome, then: () => this.#watched(exchange, judge, then) };
    }
    if (exchange.told) {
      const { action, enis, instances, status, code = "", fault = "" } = exchange.told;
      this.note([`p${exchange.process}`, action, enis.join("+"), instances.join("+"), status, code, fault].join(" "));
      if (fault !== "") this.figures.faults += 1;
    }
    judge(exchange);
    return outcome;
  }

  /** Waits as the network does; a process that is dead by then never hears of it. */
  async answer(outcome: Outcome, timeoutMs: number): Promise<HttpResponse> {
    switch (outcome.kind) {
      case "answer":
        return { status: outcome.status, headers: outcome.headers, body: outcome.body };
      case "reset":
        throw new TransportFailure("ECONNRESET: the connection was reset", false);
      case "hang":
        await this.clock.sleep(timeoutMs);
        throw new TransportFailure(`no answer within ${timeoutMs} ms (response)`, false);
      case "later": {
        // Carried out even when nobody waits for it any more. Wrapped, since an outcome may look like a promise.
        const late = this.clock.sleep(outcome.ms).then(() => ({ outcome: outcome.then() }));
        if (outcome.ms < timeoutMs) return this.answer((await late).outcome, timeoutMs - outcome.ms);
        await this.clock.sleep(timeoutMs);
        throw new TransportFailure(`no answer within ${timeoutMs} ms (response)`, false);
      }
    }
  }

  /** Sees what the cloud logs, shows and changes, whatever the vendor's words for it are. */
  #tap(): void {
    const { log, world } = this.cloud;
    const add = log.add.bind(log);
    log.add = (record) => {
      add(record);
      if (this.#at) this.#at.told = record;
    };
    const observe = world.observe.bind(world);
    world.observe = (...query) => {
      const sightings = observe(...query);
      for (const { eni, visible } of sightings) {
        this.#at?.shown.set(eni.id, { at: this.clock.now(), status: visible.status, instanceId: visible.instanceId });
      }
      return sightings;
    };
    for (const kind of ["attach", "detach"] as const) {
      const change = world[kind].bind(world);
      world[kind] = (order, rules) => {
        const verdict = change(order, rules);
        if (verdict.accepted) this.#at?.applied.push({ kind, eni: order.eniId, instanceId: order.instanceId });
        return verdict;
      };
    }
  }
}

const begin = Date.UTC(2026, 0, 15, 12);
