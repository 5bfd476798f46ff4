// `npm run test:fresh [-- --seed N]`: the simulation of every vendor and the fuzz tests from a seed that is new each time. What a
// user runs once (`npm test`) has fixed seeds, and cannot fail by chance. The last line is `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { campaign, tell, vendorNames } from "../test/simulation/campaign.ts";
import { optionsOf, wholeNumber } from "./command-line.ts";

const { values } = optionsOf({
  options: {
    seed: { type: "string" },
    /** Of the simulation, for each vendor. */
    operations: { type: "string", default: "2050" },
    /** How many times as much as `npm test` the fuzz tests try. */
    times: { type: "string", default: "4" },
  },
});

const seed = wholeNumber("--seed", values.seed ?? String(1 + Math.floor(Math.random() * 0x3fffffff)));
const operations = wholeNumber("--operations", values.operations);
const times = wholeNumber("--times", values.times);

const again = `npm run test:fresh -- --seed ${seed} --operations ${operations} --times ${times}`;
process.stdout.write(
  `seed ${seed}: \`${again}\` plays all of it again; before chance come the drills, some 120 operations each\n`,
);
let passed = 0;
let failed = 0;
for (const vendor of vendorNames) {
  const { figures, failure } = await campaign({ vendor, seed, operations });
  if (failure) process.stdout.write(`\n${tell(failure)}\n\n`);
  process.stdout.write(`simulation of ${vendor}: ${figures.operations} operations, ${failure ? "failed" : "passed"}\n`);
  if (failure) failed += 1;
  else passed += 1;
}

const fuzz = spawnSync(process.execPath, [fileURLToPath(new URL("test.ts", import.meta.url)), "test/fuzz/"], {
  env: { ...process.env, FUZZ_SEED: String(seed), FUZZ_TIMES: String(times) },
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
// The line that our reporter prints last (test/closing-line-reporter.js).
const closing = /(?:^|\n)(\d+) passed, (\d+) failed\n$/.exec(fuzz.stdout);
process.stdout.write(fuzz.stdout.slice(0, closing ? closing.index + 1 : undefined));
passed += Number(closing?.[1] ?? 0);
failed += closing ? Number(closing[2]) : 1;
if (failed > 0) process.stdout.write(`again: ${again}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || fuzz.status !== 0 ? 1 : 0;
