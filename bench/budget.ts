// What may not get worse: calls and throttled requests, which do not depend on how fast the machine is. Times are for people.
import { caseOf } from "../test/contract/vendor-cases.ts";
import type { Figures } from "./figures.ts";
import type { Action } from "./measured.ts";

/**
 * Most calls an attachment, from ten at a time: polls are not yet shared by many, and a slow machine asks more often. One alone is looked
 * at three times a second for as long as its cloud takes, and has no budget.
 */
const mostCallsOfFew: Readonly<Record<Action, number>> = {
  create: 6,
  "preview of unchanged": 0,
  "preview of moves": 3,
  move: 12,
  destroy: 6,
};
/** The same for a thousand and, at a vendor whose task call takes one id, for its. */
const mostCallsOfMany: Readonly<Record<Action, readonly [number, number]>> = {
  create: [1.2, 3],
  "preview of unchanged": [0, 0],
  "preview of moves": [0.045, 0.045],
  move: [2.4, 6],
  destroy: [1.2, 3],
};

/**
 * Throttled requests an attachment, at most: none of a few. A busy machine may send one of a thousand late, so that it meets the next ones.
 */
const mostThrottledShare = 0.02;

/** Says what is above the budget; true when nothing is. */
export function withinBudget(figures: readonly Figures[]): boolean {
  const ours = figures.filter(({ contender, size }) => contender === "this package" && size >= 10);
  const wrong = ours.flatMap((one) => {
    const { vendor, action, size, callsEach, throttledLater, failed } = one;
    const name = `${vendor} ${action} ${size}`;
    const [many, tasks] = mostCallsOfMany[action];
    // Under its rates a fleet takes minutes, and is looked at all that time.
    const onlyTasksTell = caseOf(vendor).tasks === "always";
    const ofMany = one.limits === "documented" ? Infinity : onlyTasksTell ? tasks : many;
    const most = size >= 1_000 ? ofMany : mostCallsOfFew[action] * (onlyTasksTell ? 2 : 1);
    return [
      callsEach > most ? `${name}: ${callsEach} calls each, at most ${most} are allowed` : "",
      throttledLater > size * mostThrottledShare
        ? `${name}: ${throttledLater} requests were throttled after the first second`
        : "",
      failed > 0 ? `${name}: ${failed} failed` : "",
    ].filter(Boolean);
  });
  for (const line of wrong) console.error(line);
  return wrong.length === 0;
}
