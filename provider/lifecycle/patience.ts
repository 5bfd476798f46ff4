// Times that decide when an observation is believed and when a call is sent again. Milliseconds.

/** A vendor's lists may be stale: the old state within this time is not a failure (lifecycle rule 8). */
export const staleGrace = 15_000;

/** Back in the old state after a passing one, or on a third instance: believed if answers this far apart agree. */
export const fallBackAgree = 5_000;

/** After a lost reply the old state is believed sooner, since the call probably did not arrive. */
export const lostGrace = 3_000;

/** A call that is refused although the state should allow it is sent again for this long. Then the refusal is final. */
export const refusalGrace = 30_000;

/** Pause before an attach or detach is sent again because it was refused for now or did not arrive. */
export const betweenCalls = { first: 1_000, longest: 10_000 };

/** A detach that hangs in `detaching` is sent again after this time, then after twice this time, and so on. */
export const reissueAfter = 20_000;
export const reissueLimit = 5;

/** For how long the vendor's list may be stale after a task has succeeded. */
export const taskGrace = 60_000;
