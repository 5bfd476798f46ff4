// `npm run soak -- --operations 1000000 [--seed N] [--vendor NAME] [--adapter dynamic|native]`: the simulation for as long as one likes. What it finds is
// shrunk and told with a path; `--vendor NAME --seed N --path P` plays it again.
import { campaign, tell, vendorNames } from "../test/simulation/campaign.ts";
import { coverageTable } from "../test/simulation/coverage/table.ts";
import type { Figures } from "../test/simulation/stage.ts";
import { adapterNames, chooseAdapter } from "../test/support/adapter-name.ts";
import { optionsOf, refuse, wholeNumber } from "./command-line.ts";

const { values } = optionsOf({
  options: {
    operations: { type: "string", default: "100000" },
    seed: { type: "string" },
    vendor: { type: "string" },
    path: { type: "string" },
    adapter: { type: "string", default: "dynamic" },
    /** Tells what fails as it was found. */
    "no-shrink": { type: "boolean", default: false },
  },
});

const seed = wholeNumber("--seed", values.seed ?? String(1 + Math.floor(Math.random() * 0x3fffffff)));
const vendors = vendorNames.filter((name) => values.vendor === undefined || name === values.vendor);
if (vendors.length === 0) refuse(`--vendor takes ${vendorNames.join(", ")}`);
if (!adapterNames.some((name) => name === values.adapter)) refuse(`--adapter takes ${adapterNames.join(", ")}`);
chooseAdapter(values.adapter);
const operations = wholeNumber("--operations", values.operations);

const progressEvery = 5_000;
const rows: { vendor: string; figures: Figures; seconds: number; failed: boolean }[] = [];
process.stdout.write(`seed ${seed}\n`);
for (const vendor of vendors) {
  const began = Date.now();
  let saidAt = began;
  const share = Math.ceil(operations / vendors.length);
  const onProgress = (figures: Figures) => {
    if (Date.now() - saidAt < progressEvery) return;
    saidAt = Date.now();
    process.stdout.write(`${vendor}: ${figures.operations} of ${share} operations\n`);
  };
  const { figures, failure } = await campaign({
    vendor,
    seed,
    operations: share,
    path: values.path,
    shrink: !values["no-shrink"],
    onProgress,
  });
  rows.push({ vendor, figures, seconds: (Date.now() - began) / 1_000, failed: failure !== undefined });
  if (failure) process.stdout.write(`\n${tell(failure)}\n\n`);
}

const columns = ["operations", "probes", "faults", "crashes", "outside", "calls", "changes"] as const;
const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
const line = (name: string, of: (pick: (row: (typeof rows)[number]) => number) => number) =>
  [
    name,
    ...columns.map((column) => of((row) => row.figures[column]).toLocaleString("en")),
    (of((row) => row.figures.virtualMs) / 3_600_000).toFixed(0),
    of((row) => row.seconds).toFixed(0),
    of((row) => Number(row.failed)),
  ].join(" | ");
process.stdout.write(
  [
    ["vendor", ...columns, "virtual hours", "seconds", "failures"].join(" | "),
    ["---", ...columns.map(() => "---:"), "---:", "---:", "---:"].join(" | "),
    ...rows.map((row) => line(row.vendor, (pick) => pick(row))),
    ...(rows.length > 1 ? [line("all", total)] : []),
  ]
    .map((text) => `| ${text} |`)
    .join("\n") + "\n",
);
// What few operations, or one vendor alone, do not reach is no failure.
process.stdout.write(`\n${coverageTable(new Map(rows.map(({ vendor, figures }) => [vendor, figures.reached])))}\n`);
process.exitCode = rows.some((row) => row.failed) ? 1 : 0;
