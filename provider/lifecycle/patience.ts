// How long to wait before drawing a conclusion. Milliseconds.

/** A vendor's lists may be behind its changes: an old state within this time is not a failure (lifecycle rule 8). */
export const staleGrace = 15_000;

/** Back in the old state after the passing one was seen, or on a third instance: believed when answers this far apart agree. */
export const fallBackAgree = 5_000;

/** After a lost reply the old state is believed sooner: the call has then probably not arrived. */
export const lostGrace = 3_000;

/** A call refused because of a state that should allow it is tried again for this long, then the refusal is final. */
export const refusalGrace = 30_000;

/** Between two calls of an attach or detach that was refused for now, or did not arrive. */
export const betweenCalls = { first: 1_000, longest: 10_000 };

/** A detach that stays in `detaching` is sent again after this time, and again after twice that, and so on. */
export const reissueAfter = 20_000;
export const reissueLimit = 5;

/** A task that has succeeded can be ahead of the vendor's list by this much. */
export const taskGrace = 60_000;
