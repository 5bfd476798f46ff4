// The table of what ends or cuts off a process in the middle, and of the steps at which it does.
import type { Outcomes } from "./outcomes.ts";
import { blind, nothingSent } from "./outcomes.ts";
import type { Way, WayName } from "./ways.ts";
import { beginnings, ways } from "./ways.ts";

/** Where the operation is when it happens. */
export type Step =
  /** It has not seen the ENI yet. */
  | "before the call"
  /** The vendor was asked and said "later": nothing is carried out. */
  | "call throttled"
  /** The request is lost on its way. */
  | "call lost"
  | "call carried out, not answered"
  | "in transition"
  /** The change has ended, and the provider has not seen it. */
  | "change ended, not seen"
  /** The vendor is about to give up: the provider would go back to where it was. */
  | "before the rollback";

export type InterruptionKind =
  "kill -9 of the provider" | "kill -9 of the engine" | "expired credentials" | "clock skew";

export interface Interruption {
  readonly kind: InterruptionKind;
  readonly step: Step;
  readonly way: Way;
  /** How the run ends; of a killed process nothing is told. */
  readonly outcomes?: Outcomes;
  /** The provider had something more to send, and did not. */
  readonly stopped?: true;
  /** By how much the process's clock is ahead, in milliseconds. */
  readonly clockAheadMs?: number;
}

const attachOfMove = ways.filter(({ name }) => name === "move, its attach");
const at = (steps: readonly Step[], on: readonly Way[]) => steps.flatMap((step) => on.map((way) => ({ step, way })));

const providerKilled = [
  ...at(["before the call"], beginnings),
  ...at(
    ["call throttled", "call lost", "call carried out, not answered", "in transition", "change ended, not seen"],
    ways,
  ),
];

/** What is cut off at these points has something more to send: the call itself, or a move's second half. */
const moreToSend = ({ step, way: { name } }: { step: Step; way: { name: WayName } }): boolean =>
  step !== "in transition" || name === "move, its detach";

const engineKilled = [
  ...at(["before the call"], beginnings),
  ...at(["call throttled", "call lost", "in transition"], ways),
  ...at(["before the rollback"], attachOfMove),
];

const rejected = "CREDENTIALS_REJECTED";
const refusedBefore: Outcomes = {
  attach: { error: rejected, leaves: { state: "detached", attachedTo: "" } },
  detach: { error: rejected },
  "move, its detach": { error: rejected, leaves: { state: "attached", attachedTo: "origin" } },
  "move, its attach": { error: rejected, leaves: { state: "detached", attachedTo: "" } },
};

const hour = 3_600_000;

export const interruptions: readonly Interruption[] = [
  ...providerKilled.map((one) => ({ ...one, kind: "kill -9 of the provider" as const })),
  ...engineKilled.map((one) => ({
    ...one,
    kind: "kill -9 of the engine" as const,
    ...(moreToSend(one) ? { stopped: true as const } : {}),
  })),
  ...at(["call throttled"], ways).map((one) => ({
    ...one,
    kind: "expired credentials" as const,
    outcomes: refusedBefore,
  })),
  ...at(["in transition"], ways).map((one) => ({
    ...one,
    kind: "expired credentials" as const,
    outcomes: blind(rejected),
  })),
  ...[hour, -hour].flatMap((clockAheadMs) =>
    at(["before the call"], beginnings).map((one) => ({
      ...one,
      kind: "clock skew" as const,
      outcomes: nothingSent(rejected),
      clockAheadMs,
    })),
  ),
];
