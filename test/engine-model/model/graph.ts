// Who depends on whom in a state: a row depends on rows before it.
import type { Resource } from "./stack.ts";

export function dependenciesOf({ dependencies, propertyDependencies, options }: Resource): ReadonlySet<string> {
  const names = [...dependencies, ...Object.values(propertyDependencies).flat()];
  return new Set(options.deletedWith === undefined ? names : [...names, options.deletedWith]);
}

/** Rows that depend on this one, near and far, in the state's order. */
export function dependingOn(
  rows: readonly Resource[],
  root: Resource,
  without: ReadonlySet<string> = new Set(),
): readonly Resource[] {
  const reached = new Set([root.name]);
  const found: Resource[] = [];
  for (const row of rows.slice(rows.indexOf(root) + 1)) {
    if (without.has(row.name) || ![...dependenciesOf(row)].some((name) => reached.has(name))) continue;
    reached.add(row.name);
    found.push(row);
  }
  return found;
}

/** In groups of what goes side by side: who depends on something goes before it. */
export function inOrderOfDeletes(rows: readonly Resource[], condemned: readonly Resource[]): readonly Resource[][] {
  const left = new Set(condemned);
  const groups: Resource[][] = [];
  while (left.size > 0) {
    const group = [...left].filter((row) => {
      const names = dependenciesOf(row);
      return !rows.slice(0, rows.indexOf(row)).some((before) => left.has(before) && names.has(before.name));
    });
    for (const row of group) left.delete(row);
    groups.unshift(group);
  }
  return groups;
}

/**
 * This row and those that it depends on, near and far. Of rows that share a name, one that is still to be deleted depends on its like,
 * and all others on the one that is not.
 */
export function withAllDependenciesOf(rows: readonly Resource[], row: Resource): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  const named = (name: string, from: Resource): Resource | undefined => {
    const old = rows.findLast((one) => one.name === name && one.delete);
    const now = rows.findLast((one) => one.name === name && !one.delete);
    return from.delete ? (old ?? now) : (now ?? old);
  };
  const mark = (one: Resource | undefined): void => {
    if (!one || found.has(one)) return;
    found.add(one);
    for (const name of dependenciesOf(one)) mark(named(name, one));
  };
  mark(named(row.name, row));
  return found;
}

/** Whether the engine reads such a state: some of its roads end with one that it refuses, which is a fault of its own. */
export function isSound(rows: readonly Resource[]): boolean {
  const there = new Set<string>();
  const alive = new Set<string>();
  return rows.every((row) => {
    if (!row.delete && alive.has(row.name)) return false;
    if (![...dependenciesOf(row)].every((name) => there.has(name))) return false;
    there.add(row.name);
    if (!row.delete) alive.add(row.name);
    return true;
  });
}
