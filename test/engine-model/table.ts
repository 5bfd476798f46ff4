// The counts of cells.ts as a table: a row for each kind of step and each option it stood under, a column for each fault.

const faults = [
  ...["none", "fails", "fails half way", "provider killed", "engine killed", "ctrl-c"],
  ...["late", "drift", "gone", "other inputs"],
] as const;

export function table(counts: ReadonlyMap<string, number>): string {
  const rows = new Map<string, Map<string, number>>();
  for (const [key, number] of counts) {
    const [step = "", fault = "", under = ""] = key.split(" | ");
    const row = `${step}${under === "any" ? "" : `, ${under}`}`;
    const cells = rows.get(row) ?? new Map<string, number>();
    cells.set(fault, number);
    rows.set(row, cells);
  }
  const width = Math.max(...[...rows.keys()].map(({ length }) => length));
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, cells]) => {
      const numbers = faults.map((fault) => String(cells.get(fault) ?? "-").padStart(fault.length));
      return `${row.padEnd(width)}  ${numbers.join("  ")}`;
    });
  return [`${"".padEnd(width)}  ${faults.join("  ")}`, ...lines].join("\n");
}
