// The counts of cells.ts as a table: a row for each kind of step and each option it stood under, a column for each fault. A dash is a
// cell that cannot be reached.
import type { Counts } from "./cells.ts";
import { wantedCells } from "./cells.ts";

export function table(counts: Counts): string {
  const columns = [...new Set(wantedCells.map(({ fault }) => fault))];
  const rows = Map.groupBy(wantedCells, ({ step, under }) => `${step}${under === "any" ? "" : `, ${under}`}`);
  const width = Math.max(...[...rows.keys()].map(({ length }) => length));
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, cells]) => {
      const numbers = columns.map((column) => {
        const cell = cells.find(({ fault }) => fault === column);
        return (cell ? String(counts.get(cell.key) ?? 0) : "-").padStart(column.length);
      });
      return `${row.padEnd(width)}  ${numbers.join("  ")}`;
    });
  return [`${"".padEnd(width)}  ${columns.join("  ")}`, ...lines].join("\n");
}
