// What goes wrong with the calls of a line: of all that can, what reaches the rarest cells.
import type { Cell, Counts } from "./cells.ts";
import { cellsOf, faultsOf, worthOf } from "./cells.ts";
import type { Chance } from "./chance.ts";
import type { ModelStage, Played, StepSeen } from "./on-the-model.ts";
import type { Call, Fault, FaultKind, Line } from "./script.ts";

export interface Tried {
  readonly line: Line;
  readonly played: Played;
}

interface Means {
  readonly stage: ModelStage;
  readonly counts: Counts;
  readonly chance: Chance;
}

/** A call of a played line, with what it is for. */
interface Target {
  readonly call: Call;
  readonly seen: StepSeen;
  readonly nth: number;
}

interface Hit {
  readonly target: Target;
  readonly kind: FaultKind;
}

interface Blow {
  readonly faults: readonly Fault[];
  readonly worth: number;
}

/** How many of the best are played. */
const played = 3;
/** Answers of a read that nothing waits for. */
const quiet: readonly FaultKind[] = ["drift", "gone", "other inputs"];

export async function withFaults(tried: Tried, means: Means): Promise<Tried> {
  const { line } = tried;
  if ("edit" in line) return tried;
  const read = await withReads(line, tried.played, means);
  let best = { ...read, worth: worthOfAll(read.played, means.counts) };
  const blows = blowsFor(read.played, means).sort((a, b) => b.worth - a.worth);
  for (const { faults } of blows.slice(0, played)) {
    const hit: Line = { ...line, faults: [...("faults" in read.line ? read.line.faults : []), ...faults] };
    const result = await means.stage.try(hit);
    if (result.broken || !isInOrder(result)) continue;
    const worth = worthOfAll(result, means.counts);
    if (worth > best.worth) best = { line: hit, played: result, worth };
  }
  return best;
}

/** Each row of a refresh may come back otherwise. */
async function withReads(line: Extract<Line, { command: object }>, base: Played, means: Means): Promise<Tried> {
  const { counts, chance, stage } = means;
  const faults = targetsOf(base).flatMap(({ call, seen, nth }): Fault[] => {
    if (call.method !== "read" || chance.maybe(0.4)) return [];
    const kind = chance.weighted(quiet, (one) => 0.02 + worthOfStep(seen, one, counts));
    return kind ? [{ label: call.label, method: call.method, nth, kind }] : [];
  });
  if (faults.length === 0) return { line, played: base };
  const other = { ...line, faults };
  const result = await stage.try(other);
  return result.broken ? { line, played: base } : { line: other, played: result };
}

/** One call that goes wrong in one way; or one that fails, and what is side by side with it fails after it or is late. */
function blowsFor(base: Played, { counts, chance }: Means): Blow[] {
  const targets = targetsOf(base).filter(({ call, seen }) => seen.fault === undefined && isDue(call, seen));
  const worthOfHit = ({ target, kind }: Hit) => worthOfStep(target.seen, kind, counts);
  const blow = (...hits: readonly Hit[]): Blow => ({
    faults: hits.map(({ target: { call, nth }, kind }) => ({ label: call.label, method: call.method, nth, kind })),
    worth: hits.reduce((sum, hit) => sum + worthOfHit(hit), 0) * (0.8 + 0.4 * chance.share()),
  });
  return targets.flatMap((struck) => {
    const kinds = faultsOf[struck.call.method].filter((kind) => kind !== "late" && !quiet.includes(kind));
    return kinds.flatMap((kind) => {
      const alone = blow({ target: struck, kind });
      const after = kind.startsWith("fails") ? targets.filter((other) => isBeside(struck, other)) : [];
      if (after.length === 0) return [alone];
      const others = after.map((target) => {
        const hits = faultsOf[target.call.method].filter(isFailureOrLate).map((one): Hit => ({ target, kind: one }));
        return hits.sort((one, other) => worthOfHit(other) - worthOfHit(one))[0] as Hit;
      });
      const labels = [...new Set(others.map(({ target }) => target.call.label))];
      const ofEach = labels.map((label) => chance.one(others.filter(({ target }) => target.call.label === label)));
      return [alone, blow({ target: struck, kind }, ...ofEach), blow({ target: struck, kind }, chance.one(others))];
    });
  });
}

const isFailureOrLate = (kind: FaultKind): boolean => kind === "late" || kind.startsWith("fails");

/** Calls whose number among their like is given. */
function targetsOf({ calls, steps }: Played): Target[] {
  const isLike = (one: Call, { method, label }: Call) => one.method === method && one.label === label;
  return calls.flatMap((call, index) => {
    const seen = steps[index];
    if (!seen) return [];
    // Two rows of one name are read and deleted side by side: which is the first of them chance decides.
    const isOfRow = call.method === "read" || call.method === "delete";
    if (isOfRow && calls.filter((one) => isLike(one, call)).length > 1) return [];
    return [{ call, seen, nth: calls.slice(0, index + 1).filter((one) => isLike(one, call)).length }];
  });
}

/** Whether each of these can befall but one call. */
export const areSure = (faults: readonly Fault[], result: Played): boolean =>
  faults.every((one) => targetsOf(result).some(({ call }) => call.method === one.method && call.label === one.label));

/** Which of several registrations comes first chance decides, too, and which target's dependents are asked about first. */
const isDue = ({ method }: Call, { beside }: StepSeen): boolean =>
  beside !== "what may go" && (beside !== "program" || (method !== "check" && method !== "diff"));

const changes: readonly Call["method"][] = ["create", "update", "delete"];

const isBeside = (one: Target, other: Target): boolean =>
  one.seen.beside !== undefined &&
  one.seen.beside === other.seen.beside &&
  one.call.label !== other.call.label &&
  changes.includes(one.call.method) &&
  changes.includes(other.call.method);

/** What is late is answered after something has failed. */
function isInOrder({ gates }: Played): boolean {
  const late = gates.findIndex(({ fault }) => fault.kind === "late");
  return late < 0 || gates.slice(0, late).some(({ fault }) => fault.kind.startsWith("fails"));
}

const worthOfAll = (result: Played, counts: Counts): number => worth(cellsOf(result), counts);
const worthOfStep = (seen: StepSeen, fault: FaultKind, counts: Counts): number =>
  worth(cellsOf({ steps: [{ ...seen, fault }] }), counts);
const worth = (cells: readonly Cell[], counts: Counts): number =>
  cells.reduce((sum, { key }) => sum + worthOf(key, counts), 0);
