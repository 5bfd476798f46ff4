// `npm run docs` and each whole run: puts the latest figures into docs/performance.md, between its marks. Nobody types a figure.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { engineTable, stateLines } from "./engine-report.ts";
import type { Figures } from "./figures.ts";
import type { Action } from "./measured.ts";
import { importLine } from "./import-time.ts";
import { orientationTable } from "./orientation.ts";
import type { PluginMeasurement } from "./plugin-report.ts";
import { pluginLine, pluginTable } from "./plugin-report.ts";
import type { Measurement } from "./report.ts";
import { seconds, tableOf } from "./table.ts";

const results = new URL("./results/", import.meta.url);
const page = new URL("../docs/performance.md", import.meta.url);

function latest(): { readonly name: string; readonly measurement: Measurement } {
  const names = readdirSync(results).filter((name) => /^\d{4}-\d\d-\d\d\.json$/.test(name));
  const name = names.toSorted().at(-1);
  if (name === undefined) throw new Error("there are no results: run `npm run bench`");
  const measurement = JSON.parse(readFileSync(new URL(name, results), "utf8")) as Measurement;
  return { name: name.replace(".json", ""), measurement };
}

const changing: readonly Action[] = ["create", "move", "destroy"];
const ofOurs = "this package";
/** One vendor without a documented rate: what grows with N is then not its limit. The one that is measured through the engine too. */
const unlimited = "zenlayer-zec";
const ofPeers = "the peers' way (a model)";

class Tables {
  readonly #figures: readonly Figures[];
  readonly #largest: number;

  constructor(figures: readonly Figures[]) {
    this.#figures = figures;
    this.#largest = Math.max(...figures.map(({ size }) => size));
  }

  #find(of: Partial<Figures>): Figures | undefined {
    return this.#figures.find((one) =>
      Object.entries(of).every(([name, value]) => one[name as keyof Figures] === value),
    );
  }

  get #vendors(): string[] {
    return [...new Set(this.#figures.map(({ vendor }) => vendor))];
  }

  plots(name: string): string {
    return this.#vendors
      .map((vendor) => `![Wall time and calls against N, ${vendor}](../bench/results/${name}-${vendor}.svg)`)
      .join("\n\n");
  }

  largest(): string {
    const rows = this.#vendors.flatMap((vendor) =>
      changing.map((action) => {
        const of = { vendor, action, size: this.#largest, limits: "documented" } as const;
        const ours = this.#find({ ...of, contender: ofOurs });
        const peers = this.#find({ ...of, contender: ofPeers });
        const both = (cell: (one: Figures) => string) => [ours, peers].map((one) => (one ? cell(one) : "")).join(" / ");
        return [
          vendor,
          action,
          seconds(ours?.floor),
          both((one) => `${seconds(one.wall)}${one.failed > 0 ? ` (${one.failed} failed)` : ""}`),
          both(({ callsEach }) => String(callsEach)),
          both(({ throttled }) => String(throttled)),
          both(({ lag }) => seconds(lag?.p95)),
          action === "move" ? both(({ off }) => seconds(off?.p95)) : "",
        ];
      }),
    );
    const head = ["vendor", "action", "floor s", "wall s", "calls each", "throttled", "lag p95 s", "off p95 s"];
    return tableOf(head, rows);
  }

  withoutRates(): string {
    const rows = this.#vendors.flatMap((vendor) =>
      changing.map((action) => {
        const of = { vendor, action, size: this.#largest } as const;
        const ours =
          this.#find({ ...of, contender: ofOurs, limits: "none" }) ?? this.#find({ ...of, contender: ofOurs });
        const pulumi = this.#find({ ...of, contender: "Pulumi alone" });
        return [
          vendor,
          action,
          seconds(ours?.floor),
          seconds(ours?.wall),
          ours?.floor === undefined ? "" : (ours.wall / ours.floor).toFixed(2),
          seconds(pulumi?.wall),
          String(ours?.callsEach ?? ""),
          seconds(ours?.lag?.p95),
          seconds(ours?.cpu),
          `${ours?.peakMegabytes ?? ""} (${pulumi?.peakMegabytes ?? ""})`,
        ];
      }),
    );
    const head = ["vendor", "action", "floor s", "wall s", "x floor", "Pulumi alone s", "calls each", "lag p95 s"];
    return tableOf([...head, "CPU s", "peak MB (Pulumi alone)"], rows);
  }

  bySize(vendor: string): string {
    const sizes = [...new Set(this.#figures.map(({ size }) => size))].toSorted((a, b) => a - b);
    const rows = sizes.flatMap((size) =>
      changing.map((action) => {
        const of = { vendor, action, size, limits: "documented" } as const;
        const ours = this.#find({ ...of, contender: ofOurs });
        const peers = this.#find({ ...of, contender: ofPeers });
        const walls = [ours?.floor, ours?.wall, peers?.wall].map(seconds);
        const calls = [ours?.callsEach, peers?.callsEach].map((one) => String(one ?? ""));
        return [String(size), action, ...walls, ...calls, seconds(ours?.lag?.p95), seconds(peers?.lag?.p95)];
      }),
    );
    const head = [
      "N",
      "action",
      "floor s",
      "wall s",
      "peers' way s",
      "calls each",
      "peers' way",
      "lag p95 s",
      "peers' way",
    ];
    return tableOf(head, rows);
  }

  previews(): string {
    const rows = this.#vendors.map((vendor) => {
      const of = { vendor, size: this.#largest, limits: "documented", contender: ofOurs } as const;
      const calls = (action: Action) => {
        const found = this.#find({ ...of, action });
        return found ? String(Object.values(found.calls).reduce((sum, count) => sum + count, 0)) : "";
      };
      return [vendor, calls("preview of unchanged"), calls("preview of moves")];
    });
    return tableOf(["vendor", `calls, ${this.#largest} unchanged`, `calls, ${this.#largest} that move`], rows);
  }
}

function pluginBlock(): string {
  const file = new URL("plugin.json", results);
  const measurement = JSON.parse(readFileSync(file, "utf8")) as PluginMeasurement;
  return `${pluginLine(measurement)}\n\n${pluginTable(measurement)}`;
}

/** The page's blocks by the names of their marks. */
function blocks(
  name: string,
  { machine, figures, engine, orientation, importTime }: Measurement,
): Record<string, string> {
  const tables = new Tables(figures);
  const { node, cpus, memoryGiB } = machine;
  return {
    measured: `Measured ${name} with \`npm run bench\`: Node ${node}, ${cpus} cores, ${memoryGiB} GiB. All figures: [bench/results/${name}.md](../bench/results/${name}.md).`,
    plots: tables.plots(name),
    largest: tables.largest(),
    "without-rates": tables.withoutRates(),
    "by-size": tables.bySize(unlimited),
    previews: tables.previews(),
    orientation: orientation ? orientationTable(orientation) : "",
    engine: engine ? engineTable(engine) : "",
    state: engine ? stateLines(engine) : "",
    import: importTime ? importLine(importTime) : "",
    plugin: pluginBlock(),
  };
}

/** The page with the latest figures in it. @throws when a block of it has no mark, or a mark no block. */
export function filledPage(text: string): string {
  const { name, measurement } = latest();
  const all = blocks(name, measurement);
  const marks = [...text.matchAll(/<!-- figures: ([\w-]+) -->/g)].map(([, mark = ""]) => mark);
  const unknown = [
    ...marks.filter((mark) => !(mark in all)),
    ...Object.keys(all).filter((mark) => !marks.includes(mark)),
  ];
  if (unknown.length > 0) throw new Error(`docs/performance.md and bench/page.ts differ in ${unknown.join(", ")}`);
  return text.replace(
    /(<!-- figures: ([\w-]+) -->\n)[\s\S]*?(\n<!-- end -->)/g,
    (_whole, begin: string, mark: string, end: string) => `${begin}\n${all[mark] ?? ""}\n${end}`,
  );
}

export function writePage(): void {
  writeFileSync(page, filledPage(readFileSync(page, "utf8")));
}

if (process.argv[1] === import.meta.filename) writePage();
