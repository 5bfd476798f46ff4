// What a campaign reached, for a person to read: a table of each section, and what is missing.
import type { Reached } from "./reached.ts";
import type { Row } from "./wanted.ts";
import { meanings, missingOf, rowsOf } from "./wanted.ts";

type ByVendor = ReadonlyMap<string, Reached>;

/** Columns as wide as their widest cell, the first one to the left. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  "),
  );
}

const cell = (row: Row | undefined, vendor: string) => String(row?.counts.get(vendor) ?? "-");

function planTable(reached: ByVendor): string[] {
  const vendors = [...reached.keys()];
  const rows = rowsOf("plan branches", reached).map((row) => [
    row.name,
    ...vendors.map((vendor) => cell(row, vendor)),
    String(row.total),
  ]);
  return columns([["plan branches", ...vendors, "all"], ...rows]);
}

function meaningTable(reached: ByVendor): string[] {
  const vendors = [...reached.keys()];
  const rows = new Map(rowsOf("error meanings", reached).map((row) => [row.name, row]));
  const cells = (meaning: string) =>
    vendors.map((vendor) =>
      ["attach", "detach", "question"].map((call) => cell(rows.get(`${call}: ${meaning}`), vendor)).join("/"),
    );
  return columns([
    ["error meanings, met by attach/detach/question", ...vendors],
    ...Object.keys(meanings).map((meaning) => [meaning, ...cells(meaning)]),
  ]);
}

function stepTable(reached: ByVendor): string[] {
  const endings = new Map<string, string[]>();
  for (const { name, total } of rowsOf("kinds of step", reached)) {
    const [step = "", ending = ""] = name.split(": ");
    endings.set(step, [...(endings.get(step) ?? []), `${ending} ${total}`]);
  }
  return columns([["kinds of step", "all vendors"]]).concat(
    [...endings].map(([step, all]) => `${step}: ${all.join(", ")}`),
  );
}

/** "-": the vendor cannot have it. */
export function coverageTable(reached: ByVendor): string {
  const missing = missingOf(reached);
  return [
    planTable(reached),
    meaningTable(reached),
    stepTable(reached),
    missing.length === 0
      ? ["All that is wanted was reached."]
      : ["Not reached:", ...missing.map((line) => `  ${line}`)],
  ]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
