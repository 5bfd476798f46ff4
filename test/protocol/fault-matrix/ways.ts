// The rows' operations: attach (a create), detach (a destroy) and move (an update), and which of their legs is hit.
export type Operation = "attach" | "detach" | "move";
export type Leg = "attach" | "detach";

export interface Way {
  readonly name: WayName;
  readonly operation: Operation;
  /** The call, or the wait after it, that goes wrong. */
  readonly leg: Leg;
}

export type WayName = "attach" | "detach" | "move, its detach" | "move, its attach";

export const ways: readonly Way[] = [
  { name: "attach", operation: "attach", leg: "attach" },
  { name: "detach", operation: "detach", leg: "detach" },
  { name: "move, its detach", operation: "move", leg: "detach" },
  { name: "move, its attach", operation: "move", leg: "attach" },
];

/** Before its first call a move has no legs yet. */
export const beginnings: readonly Way[] = ways.filter(({ name }) => name !== "move, its attach");

/** A destroy has no plan's line: the engine asks for no diff. */
export const planned: readonly Way[] = beginnings.filter(({ operation }) => operation !== "detach");

/** Calls that the vendor accepts from the start of the operation until all is well again. */
export interface Accepted {
  readonly detach: number;
  readonly attach: number;
}

/** An operation that does each thing once. */
export const once: Readonly<Record<Operation, Accepted>> = {
  attach: { detach: 0, attach: 1 },
  detach: { detach: 1, attach: 0 },
  move: { detach: 1, attach: 1 },
};
