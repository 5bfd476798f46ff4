// Brings the interrupted cases of a vendor to their steps, in few processes, cuts those off, and heals each.
import { expect } from "@jest/globals";
import { CallError } from "../../support/running-provider.ts";
import type { RunningProvider } from "../../support/running-provider.ts";
import type { Arena } from "./arena.ts";
import { Contestant } from "./contestant.ts";
import type { Interruption, InterruptionKind, Step } from "./interruptions.ts";
import { interruptions } from "./interruptions.ts";
import type { Resource } from "./stack.ts";
import { EngineKilled } from "./stack.ts";
import { once } from "./ways.ts";

/** An operation that stands at its step. */
interface Standing {
  readonly contestant: Contestant;
  readonly interruption: Interruption;
  /** How the run ended: undefined, or its error. */
  readonly end: Promise<unknown>;
  readonly before: Resource | undefined;
  /** The rule that holds it there, if one does. */
  rule: string | undefined;
}

/** What is throttled slows the others of its process down, and so does a question that is held up: those have processes of their own. */
function companyOf({ step }: Interruption): string {
  return step === "before the call" || step === "call throttled" ? step : "";
}

/** What is throttled holds up the calls of its action: who needs the other leg first has it before that. */
function needsBothLegs({ contestant: { way } }: { contestant: Contestant }): number {
  return way.name === "move, its attach" ? 1 : 0;
}

export class Interrupted {
  readonly #arena: Arena;
  readonly #cases: readonly Interruption[];
  readonly #provider: () => Promise<RunningProvider>;

  constructor(arena: Arena, cases: readonly Interruption[], provider: () => Promise<RunningProvider>) {
    this.#arena = arena;
    this.#cases = cases;
    this.#provider = provider;
  }

  /** Runs all cases up to their steps. */
  async bring(): Promise<Standing[]> {
    const { journal, vendor } = this.#arena;
    const provider = await this.#provider();
    const contestants = this.#cases.map((interruption) => ({
      interruption,
      contestant: new Contestant(this.#arena, interruption.way),
    }));
    await Promise.all(contestants.map(({ contestant }) => contestant.prepare()));
    const standing: Standing[] = [];
    if (this.#cases.some((one) => companyOf(one) !== ""))
      // One after another: nobody else's question may get into the one that is held up.
      for (const one of contestants.toSorted((a, b) => needsBothLegs(b) - needsBothLegs(a)))
        standing.push(await this.#begin(provider, one));
    else standing.push(...(await Promise.all(contestants.map((one) => this.#begin(provider, one)))));
    // Questions that are held up hold up all who wait in this process: from here on nobody has to get any further.
    const ended = standing.filter(({ interruption }) => interruption.step === "change ended, not seen");
    for (const one of ended) {
      one.rule = this.#add("hang", vendor.actions.describe, one.contestant);
      one.contestant.complete();
    }
    for (const { contestant } of ended) {
      const { eni } = contestant.site;
      await journal.until(`a question about ${eni} is held up`, () => journal.silences(eni) > 0);
    }
    return standing;
  }

  #add(how: "hang" | "applied" | "throttle" | "dropBefore", action: string, { site }: Contestant): string {
    return this.#arena.cloud.faults.add({
      ...(how === "applied" ? { kind: "hang", applied: true } : { kind: how }),
      match: { action, eni: site.eni },
    });
  }

  async #begin(
    provider: RunningProvider,
    { contestant, interruption }: { contestant: Contestant; interruption: Interruption },
  ): Promise<Standing> {
    const { step, kind } = interruption;
    const { vendor } = this.#arena;
    const call = vendor.actions[contestant.way.leg];
    const { stack } = contestant;
    const standing: Omit<Standing, "end"> = { contestant, interruption, before: stack.resource, rule: undefined };
    const onTheCall = {
      "call throttled": "throttle",
      // A killed process has no second try: for it, the request is simply on its way.
      "call lost": kind === "kill -9 of the provider" ? "hang" : "dropBefore",
      "call carried out, not answered": "applied",
    } as const;
    const isOnTheCall = (one: Step): one is keyof typeof onTheCall => Object.hasOwn(onTheCall, one);
    if (isOnTheCall(step)) standing.rule = this.#add(onTheCall[step], call, contestant);
    else if (step !== "before the call") contestant.stick();
    else if (kind !== "clock skew")
      stack.onCall = () => {
        // Check and diff have had their looks; the runs after this one have theirs in peace.
        stack.onCall = () => undefined;
        standing.rule = this.#add("hang", vendor.actions.describe, contestant);
      };

    const end = contestant.operate(provider).then(
      () => undefined,
      (error: unknown) => error,
    );
    await this.#stands(standing);
    return Object.assign(standing, { end });
  }

  /** The operation has come to its step. */
  async #stands(standing: Omit<Standing, "end">): Promise<void> {
    const { contestant, interruption } = standing;
    const { journal } = this.#arena;
    const { eni } = contestant.site;
    switch (interruption.step) {
      case "before the call":
        // With a wrong clock there is nothing to hold up: the first question is refused.
        if (interruption.kind === "clock skew") return;
        return journal.until(`a question about ${eni} is held up`, () => journal.silences(eni) > 0);
      case "in transition":
      case "before the rollback":
      case "change ended, not seen":
        return contestant.underWay();
      default: {
        const { rule = "" } = standing;
        return journal.until(`${interruption.step}: ${eni}`, () => journal.strikes(rule) > 0);
      }
    }
  }

  release({ rule }: Standing): void {
    if (rule !== undefined) this.#arena.cloud.faults.remove(rule);
  }
}

/** Those who share a process, at their steps. */
interface Company {
  readonly cases: Interrupted;
  readonly standing: readonly Standing[];
  readonly provider: RunningProvider;
}

const cutOff: Readonly<Record<InterruptionKind, (arena: Arena, company: Company) => Promise<void>>> = {
  "kill -9 of the provider": async (_arena, { provider }) => provider.kill("SIGKILL"),
  "kill -9 of the engine": async (_arena, { provider, standing }) => {
    for (const { contestant } of standing) contestant.stack.engineKilled();
    await provider.closeEngine();
  },
  "expired credentials": async (arena) => arena.expireLent(),
  "clock skew": async () => undefined,
};

/** Starts all cases of one kind (and one clock) at a vendor; each has its own promise. */
export function runInterruptions(
  arena: Arena,
  kind: InterruptionKind,
  clockAheadMs?: number,
): Map<Interruption, Promise<void>> {
  const cases = interruptions.filter((one) => one.kind === kind && one.clockAheadMs === clockAheadMs);
  const options = { lent: kind === "expired credentials", ...(clockAheadMs === undefined ? {} : { clockAheadMs }) };
  const companies = [...Map.groupBy(cases, companyOf)].map(async ([company, members]): Promise<Company> => {
    const provider = () => arena.provider(`${kind} ${clockAheadMs ?? ""} ${company}`, options);
    const interrupted = new Interrupted(arena, members, provider);
    return { cases: interrupted, standing: await interrupted.bring(), provider: await provider() };
  });
  // Only when all of them stand: what cuts off one company may be what another works with.
  const cut = (async () => {
    const brought = await Promise.all(companies);
    const sent = new Map(brought.flatMap(({ standing }) => standing.map((one) => [one, callsOf(arena, one)])));
    await Promise.all(brought.map((company) => cutOff[kind](arena, company)));
    return { brought, sent };
  })();
  cut.catch(() => undefined);
  return new Map(
    cases.map((one) => [
      one,
      (async () => {
        const { brought, sent } = await cut;
        for (const { cases: interrupted, standing } of brought) {
          const mine = standing.find(({ interruption }) => interruption === one);
          if (mine) return afterwards(arena, interrupted, mine, sent.get(mine) ?? 0);
        }
        throw new Error("this case was not brought to its step");
      })(),
    ]),
  );
}

const callsOf = (arena: Arena, { contestant }: Standing): number => arena.journal.changes(contestant.site.eni).length;

/** Steps at which a call may be on its way when the engine dies: it was allowed while the engine still lived. */
const inFlight: ReadonlySet<Step> = new Set(["call throttled", "call lost"]);

async function afterwards(arena: Arena, cases: Interrupted, mine: Standing, sent: number): Promise<void> {
  const { contestant, interruption, end, before } = mine;
  const { way } = contestant;
  const { kind, step, outcomes } = interruption;
  const { detach, attach } = once[way.operation];
  if (kind === "kill -9 of the engine") {
    await orphanEnds(arena, cases, mine, sent);
    const more = step === "before the rollback" ? 1 : 0;
    return contestant.heal({ detach, attach: attach + more });
  }
  const error = await end;
  cases.release(mine);
  if (step === "in transition") contestant.complete();
  if (outcomes !== undefined) {
    const says = kind === "clock skew" ? /clock/ : /Credentials used: /;
    contestant.expectEnd(error, before, { says, ...outcomes[way.name] });
  } else {
    expect(error).toMatchObject({ code: "UNAVAILABLE" });
    expectNothingWritten(mine);
  }
  return contestant.heal({ detach, attach });
}

/** Things go on in the cloud, and the orphan looks on: it sends nothing that it had not sent when its engine died. */
async function orphanEnds(arena: Arena, cases: Interrupted, mine: Standing, sent: number): Promise<void> {
  const { contestant, interruption, end } = mine;
  const { stack } = contestant;
  const { step, stopped } = interruption;
  const deeds = contestant.deeds();
  if (!inFlight.has(step)) cases.release(mine);
  if (step === "in transition") contestant.complete();
  if (step === "before the rollback") contestant.giveUp();
  const most = sent + (inFlight.has(step) ? 1 : 0);
  const sendsOn = arena.journal.until("an orphan's call", () => callsOf(arena, mine) > most);
  const error = await Promise.race([end, sendsOn.then(() => new Error("the orphan sends on")).catch(() => end)]);
  cases.release(mine);
  if (!(error instanceof EngineKilled)) throw error;
  const { cause } = error;
  if (stopped) {
    expect(cause).toBeInstanceOf(CallError);
    expect(String(cause)).toMatch(/engine.*gone/);
  } else expect(cause).toBeUndefined();
  expect(contestant.deeds()).toEqual(deeds);
  expect(callsOf(arena, mine)).toBeLessThanOrEqual(most);
  expectNothingWritten(mine);
  stack.cancel();
  if (stack.pending === "creating") stack.clearPendingCreates();
}

function expectNothingWritten({ contestant: { stack, way }, before }: Standing): void {
  expect(stack.resource).toEqual(before);
  expect(stack.pending).toBe({ attach: "creating", detach: "deleting", move: "updating" }[way.operation]);
}
