// `--target`, `--target-dependents` and `--exclude`: what a command is about.
import { dependenciesOf, dependingOn } from "./graph.ts";
import type { Resource, Scope } from "./stack.ts";

export const isLimited = ({ targets, excludes }: Scope): boolean => targets !== undefined || excludes !== undefined;

/** Rows that are refreshed. */
export function refreshed(rows: readonly Resource[], { targets, excludes, targetDependents }: Scope): Resource[] {
  const wanted = new Set(targets);
  return rows.filter((row) => {
    if (excludes) return !excludes.includes(row.name);
    if (!targets) return true;
    const isWanted = wanted.has(row.name) || (targetDependents && [...dependenciesOf(row)].some((n) => wanted.has(n)));
    if (isWanted) wanted.add(row.name);
    return isWanted ?? false;
  });
}

/** Names of the targets and of all that depends on them. */
export function withDependents(rows: readonly Resource[], targets: readonly string[]): ReadonlySet<string> {
  const roots = rows.filter(({ name }) => targets.includes(name));
  return new Set([...roots, ...roots.flatMap((root) => dependingOn(rows, root))].map(({ name }) => name));
}

/** Names of what is excluded and of all that it depends on. */
export function withDependencies(rows: readonly Resource[], excludes: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const seek = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const row of rows) if (row.name === name) dependenciesOf(row).forEach(seek);
  };
  for (const name of excludes) if (rows.some((row) => row.name === name)) seek(name);
  return found;
}
