// What is left when the program has registered all of its resources: rows that are deleted, and rows that a limited command spares.
import type { Planner } from "./plan.ts";
import { withDependencies } from "./scope.ts";
import type { Command, Resource } from "./stack.ts";

export interface Rest {
  readonly spared: readonly Resource[];
  /** In the state's order; "at the end" where its replacement is there. */
  readonly condemned: ReadonlyMap<Resource, "at the end" | undefined>;
}

/**
 * @param alive rows that were not to be deleted when the command began.
 * @param allowed names of rows that may go; undefined where the command has no targets.
 */
export function restOf(
  rows: readonly Resource[],
  { targets, excludes, targetDependents }: Command,
  planner: Planner,
  alive: ReadonlySet<Resource>,
  allowed: ReadonlySet<string> | undefined,
): Rest {
  const kept = excludes && withDependencies(rows, excludes, alive);
  const spared: Resource[] = [];
  const condemned = new Map<Resource, "at the end" | undefined>();
  for (const row of rows) {
    const isOperated = planner.operated.has(planner.aliased.get(row.name) ?? row.name);
    if ((allowed && !allowed.has(row.name)) || kept?.has(row.name)) {
      if (!isOperated) spared.push(row);
      continue;
    }
    if (row.delete ? planner.condemned.has(row) : isOperated) continue;
    planner.deletes.add(row.name);
    condemned.set(row, row.delete ? "at the end" : undefined);
  }
  if (targets && !targetDependents && [...condemned.keys()].some(({ name }) => !targets.includes(name)))
    planner.refuse("something will be destroyed that is no target");
  return { spared, condemned };
}
