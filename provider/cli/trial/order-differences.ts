// Where the order of things differs from what is taken for granted: lists that are behind, steps back, tasks that end at another time.
import type { EniPhase } from "../../vendors/vendor.ts";
import { durationInWords } from "../../lifecycle/failure.ts";
import type { Sight } from "./timeline.ts";

export interface OrderDifference {
  readonly kind: "order" | "lag";
  readonly says: string;
}

/** How far a leg has come, by phase. */
const ranks: Readonly<Record<"attach" | "detach", Partial<Record<EniPhase, number>>>> = {
  attach: { detached: 0, attaching: 1, attached: 2 },
  detach: { attached: 0, detaching: 1, detached: 2 },
};

interface Leg {
  readonly leg: "attach" | "detach";
  readonly began: number;
  readonly sights: readonly Sight[];
}

/** @param showsTransitions the vendor shows that an attach or detach is under way. */
export function orderDifferences(
  sights: readonly Sight[],
  { showsTransitions }: { readonly showsTransitions: boolean },
): OrderDifference[] {
  return [...absences(sights), ...legsOf(sights).flatMap((leg) => ofLeg(leg, showsTransitions))];
}

function legsOf(sights: readonly Sight[]): Leg[] {
  return sights.flatMap((sight, index) => {
    if (sight.is !== "call") return [];
    const rest = sights.slice(index + 1);
    const next = rest.findIndex(({ is }) => is === "call");
    return [{ leg: sight.leg, began: sight.at, sights: next === -1 ? rest : rest.slice(0, next) }];
  });
}

function absences(sights: readonly Sight[]): OrderDifference[] {
  const missing = sights.filter((sight) => sight.is === "seen" && sight.phase === undefined).length;
  const isShown = sights.some((sight) => sight.is === "seen" && sight.phase !== undefined);
  if (missing === 0 || !isShown) return [];
  return [{ kind: "lag", says: `${answers(missing)} did not list the ENI, which others showed` }];
}

function ofLeg({ leg, began, sights }: Leg, showsTransitions: boolean): OrderDifference[] {
  const found: OrderDifference[] = [];
  const end = leg === "attach" ? "attached" : "detached";
  const seen = sights.filter((sight) => sight.is === "seen");
  const known = seen.flatMap(({ phase, at }) => {
    const rank = phase === undefined ? undefined : ranks[leg][phase];
    return rank === undefined ? [] : [{ rank, at, phase }];
  });
  const strange = new Set(
    seen.map(({ phase }) => phase).filter((phase) => phase && phase !== "unknown" && ranks[leg][phase] === undefined),
  );
  for (const phase of strange)
    found.push({ kind: "order", says: `after an accepted ${leg} the ENI was ${phase ?? ""}` });

  const moved = known.findIndex(({ rank }) => rank > 0);
  const behind = moved === -1 ? [] : known.slice(0, moved);
  const last = behind.at(-1);
  if (showsTransitions && last)
    found.push({
      kind: "lag",
      says: `${answers(behind.length)} in the ${durationInWords(last.at - began)} after an accepted ${leg} showed the ENI as before it`,
    });
  found.push(...stepsBack(leg, moved === -1 ? [] : known.slice(moved)));
  const unnamed = seen.some(({ phase, names }) => (phase === "attaching" || phase === "detaching") && !names);
  const article = leg === "attach" ? "an" : "a";
  if (unnamed)
    found.push({
      kind: "order",
      says: `while ${article} ${leg} is under way, the answer does not name the instance`,
    });

  const tasks = sights.filter((sight) => sight.is === "task");
  const succeeded = tasks.find(({ status }) => status === "succeeded")?.at;
  const late = succeeded === undefined ? [] : known.filter(({ rank, at }) => rank < 2 && at > succeeded);
  if (late.length > 0)
    found.push({
      kind: "lag",
      says: `${answers(late.length)} after the end of the task of the ${leg} did not show the ENI ${end}`,
    });
  return found;
}

function stepsBack(
  leg: string,
  known: readonly { readonly rank: number; readonly phase: EniPhase | undefined }[],
): OrderDifference[] {
  let best = 0;
  let fell: EniPhase | undefined;
  let count = 0;
  let recovered = false;
  for (const { rank, phase } of known) {
    if (rank < best) {
      fell ??= phase;
      count += 1;
    } else recovered ||= fell !== undefined;
    best = Math.max(best, rank);
  }
  if (fell === undefined) return [];
  return recovered
    ? [{ kind: "lag", says: `${answers(count)} after an accepted ${leg} showed an older state than one before` }]
    : [{ kind: "order", says: `after an accepted ${leg} the ENI went back to ${fell}` }];
}

function answers(count: number): string {
  return count === 1 ? "1 answer" : `${count} answers`;
}
