// Parts a list where its groups change: neighbours of one group stay together, and what has no group stands alone.

export interface Run<T> {
  readonly group: string | undefined;
  readonly items: readonly T[];
}

/** @param groups the group of each item, in the same order. */
export function runsOf<T>(groups: readonly (string | undefined)[], items: readonly T[]): Run<T>[] {
  const runs: Run<T>[] = [];
  let from = 0;
  while (from < items.length) {
    const group = groups[from];
    let to = from + 1;
    while (group !== undefined && to < groups.length && groups[to] === group) to += 1;
    runs.push({ group, items: items.slice(from, to) });
    from = to;
  }
  return runs;
}
