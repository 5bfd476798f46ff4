// What a refresh makes of a state: each row is read, all side by side, and one that is gone is nobody's dependency any more.
import { refreshed } from "./scope.ts";
import type { Ask, Command, Resource } from "./stack.ts";

export async function refreshRows(
  base: readonly Resource[],
  command: Command,
  ask: Ask,
): Promise<{ readonly rows: readonly Resource[]; readonly failed: boolean }> {
  const rows = new Map(base.map((row): [Resource, Resource | undefined] => [row, row]));
  let failed = false;
  await Promise.all(
    refreshed(base, command).map(async (row) => {
      // Nothing is there to be read.
      if (row.pendingReplacement) return;
      const about = { name: row.name, id: row.id, resource: row, options: row.options };
      try {
        const { id, props, inputs } = await ask({ method: "read", step: "read", ...about, olds: row.outputs });
        if (id === "") return void rows.set(row, undefined);
        // What was read stays, even where the diff fails.
        rows.set(row, { ...row, id, inputs: inputs ?? row.inputs, outputs: props, initErrors: undefined });
        await ask({ method: "diff", step: "diff after a read", ...about, id, olds: props, news: row.inputs });
      } catch {
        // The others are read all the same.
        failed = true;
      }
    }),
  );
  return { rows: withoutTheGone([...rows.values()]), failed };
}

function withoutTheGone(rows: readonly (Resource | undefined)[]): readonly Resource[] {
  const there = new Set<string>();
  return rows.flatMap((row) => {
    if (!row) return [];
    const known = (names: readonly string[]) => names.filter((name) => there.has(name));
    const { deletedWith, ...options } = row.options;
    const kept = {
      ...row,
      options: deletedWith !== undefined && there.has(deletedWith) ? row.options : options,
      dependencies: known(row.dependencies),
      propertyDependencies: Object.fromEntries(
        Object.entries(row.propertyDependencies).map(([key, names]) => [key, known(names)]),
      ),
    };
    there.add(row.name);
    return [kept];
  });
}
