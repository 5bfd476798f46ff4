// `--target`, `--target-dependents` and `--exclude`: what a command is about.
import { dependenciesOf, dependingOn } from "./graph.ts";
import type { Resource, Scope } from "./stack.ts";

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

/** Names of the targets and of all that depends on them. Of rows that share a name the first one counts. */
export function withDependents(rows: readonly Resource[], targets: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = rows.filter(({ name }) => targets.includes(name));
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (found.has(next.name)) continue;
    queue.push(...dependingOn(rows, next, found));
    found.add(next.name);
  }
  return found;
}

/**
 * Names of what is excluded and of all that it depends on; the same of rows that share a name.
 * @param alive rows that were not to be deleted when the command began: only names of these count.
 */
export function withDependencies(
  rows: readonly Resource[],
  excludes: readonly string[],
  alive: ReadonlySet<Resource>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = rows.filter(({ name }) => excludes.includes(name));
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (found.has(next.name)) continue;
    found.add(next.name);
    const names = dependenciesOf(next);
    queue.push(...rows.slice(0, rows.indexOf(next)).filter(({ name }) => names.has(name)));
  }
  return new Set([...found].filter((name) => rows.some((row) => row.name === name && alive.has(row))));
}
