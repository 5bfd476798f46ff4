// What is measured: which actions, and under which rates.

/** Rates: those of the vendor's documents, kept by the client and enforced by the cloud where it is told them; or none. */
export type Limits = "documented" | "none";

export const actions = ["create", "preview of unchanged", "preview of moves", "move", "destroy"] as const;
export type Action = (typeof actions)[number];
