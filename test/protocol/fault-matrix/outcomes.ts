// What may come of a faulted run, as data: how it ends, what the state then says, and what the cloud took of it until all
// is well again. A destroy has no partial state: it succeeds, or the state stays as it was.
import type { Accepted, WayName } from "./ways.ts";

export interface Outcome {
  /** The code of the error; undefined when the run succeeds all the same. */
  readonly error?: string;
  readonly says?: RegExp;
  /** The state that the error brings; undefined for a plain error, which leaves the state as it was. */
  readonly leaves?: { readonly state?: "attached" | "detached"; readonly attachedTo: "origin" | "target" | "" };
  /** Calls that the cloud took until all is well again; by default each that the operation needs, once. */
  readonly accepted?: Accepted;
}

export type Outcomes = Readonly<Record<WayName, Outcome>>;

const detached = { state: "detached", attachedTo: "" } as const;
const stillThere = { state: "attached", attachedTo: "origin" } as const;
/** The call may have been carried out, so that the attachment may be there and is ours. */
const perhapsThere = { state: "detached", attachedTo: "target" } as const;
const perhapsOff = { state: "detached", attachedTo: "origin" } as const;

export const survived: Outcomes = { attach: {}, detach: {}, "move, its detach": {}, "move, its attach": {} };

/** The vendor says no for good. A move whose second half is refused goes back to where it was, and is made again. */
export const refused: Outcomes = {
  attach: { error: "ATTACH_REFUSED", leaves: detached },
  detach: { error: "DETACH_REFUSED" },
  "move, its detach": { error: "DETACH_REFUSED", leaves: stillThere },
  "move, its attach": { error: "ROLLED_BACK", leaves: stillThere, accepted: { detach: 2, attach: 2 } },
};

/** Told to wait until the time is up: what was not refused for good is not rolled back either. */
export const throttledToTheEnd: Outcomes = {
  attach: { error: "THROTTLED", says: /throttled until the time was up/, leaves: detached },
  detach: { error: "THROTTLED", says: /throttled until the time was up/ },
  "move, its detach": { error: "THROTTLED", says: /throttled until the time was up/, leaves: stillThere },
  "move, its attach": { error: "THROTTLED", says: /throttled until the time was up/, leaves: detached },
};

/** The vendor took the call, and the ENI ended where it was before: the next run has to send it again. */
export function fellBack(says?: RegExp): Outcomes {
  const word = says === undefined ? {} : { says };
  const twice = { detach: 2, attach: 1 };
  return {
    attach: { error: "ATTACH_FELL_BACK", ...word, leaves: detached, accepted: { detach: 0, attach: 2 } },
    detach: { error: "DETACH_FELL_BACK", ...word, accepted: { detach: 2, attach: 0 } },
    "move, its detach": { error: "DETACH_FELL_BACK", ...word, leaves: stillThere, accepted: twice },
    "move, its attach": { error: "ROLLED_BACK", ...word, leaves: stillThere, accepted: { detach: 2, attach: 3 } },
  };
}

/** The time was up with nothing seen of the call, which may have been lost on its way or may still be carried out. */
export const timedOut: Outcomes = {
  attach: { error: "ATTACH_TIMEOUT", leaves: perhapsThere },
  detach: { error: "DETACH_TIMEOUT" },
  "move, its detach": { error: "DETACH_TIMEOUT", leaves: stillThere },
  "move, its attach": { error: "ATTACH_TIMEOUT", leaves: perhapsThere },
};

/** The time was up while the call was at work. */
export const stuck: Outcomes = {
  ...timedOut,
  "move, its detach": { error: "DETACH_TIMEOUT", leaves: perhapsOff },
};

/** As {@link stuck}; then the cloud gave up, and the next run has to send the call again. */
export const stuckInVain: Outcomes = {
  attach: { ...stuck.attach, accepted: { detach: 0, attach: 2 } },
  detach: { ...stuck.detach, accepted: { detach: 2, attach: 0 } },
  "move, its detach": { ...stuck["move, its detach"], accepted: { detach: 2, attach: 1 } },
  "move, its attach": { ...stuck["move, its attach"], accepted: { detach: 1, attach: 2 } },
};

/** The vendor does not let us look any more, after the call: `state` is what was seen last, before or after it. */
export function blind(error: string): Outcomes {
  return {
    attach: { error, leaves: { attachedTo: "target" } },
    detach: { error },
    "move, its detach": { error, leaves: { attachedTo: "origin" } },
    "move, its attach": { error, leaves: { attachedTo: "target" } },
  };
}

/** Nothing was sent: a plain error, and the state stays as it was. */
export function nothingSent(error: string): Outcomes {
  return {
    attach: { error },
    detach: { error },
    "move, its detach": { error },
    "move, its attach": { error },
  };
}

/** A move that never got to its first call, and found the ENI otherwise than the state has it. */
export const stuckBeforeAnything: Outcome = { error: "ATTACH_TIMEOUT", leaves: perhapsOff };
