// Prints `N passed, N failed` as the last line of a test run, where CI reads it; before it, when asked for, what each file took.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import process from "node:process";
import { setImmediate } from "node:timers";

/** Of the engine, by test file. */
function engineRuns() {
  const file = process.env.ENGINE_RUNS;
  const lines = file && existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const counts = new Map();
  for (const line of lines) {
    const { test } = JSON.parse(line);
    counts.set(test, (counts.get(test) ?? 0) + 1);
  }
  return counts;
}

/** Seconds and runs of the engine of each file and of all, the slowest first. */
function profile(testResults, rootDir) {
  const runs = engineRuns();
  const rows = testResults
    .map(({ testFilePath, perfStats, numPassingTests, numFailingTests }) => ({
      file: relative(rootDir, testFilePath),
      seconds: perfStats.runtime / 1000,
      tests: numPassingTests + numFailingTests,
      runs: runs.get(testFilePath) ?? 0,
    }))
    .sort((one, other) => other.seconds - one.seconds);
  const sum = (field) => rows.reduce((total, row) => total + row[field], 0);
  const all = {
    file: rows.length === 1 ? "the one file" : `all ${rows.length} files`,
    seconds: sum("seconds"),
    tests: sum("tests"),
    runs: sum("runs"),
  };
  return [all, ...rows].map(
    ({ file, seconds, tests, runs: count }) =>
      `${seconds.toFixed(1).padStart(8)} s${String(tests).padStart(7)} tests${String(count).padStart(5)} engine runs  ${file}`,
  );
}

export default class ClosingLineReporter {
  #config;

  constructor(config) {
    this.#config = config;
  }

  onRunComplete(_contexts, results) {
    if (process.env.ENGINE_RUNS)
      process.stdout.write(`${profile(results.testResults, this.#config.rootDir).join("\n")}\n`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const none = results.numPassedTests + failed === 0 && results.numTotalTests > 0;
    const say = () => {
      if (none) {
        // A name that no test has must not look like a good run.
        process.exitCode = 1;
        process.stdout.write(
          "No test is called so: what follows -t is a regular expression, in which ( and [ need a backslash.\n",
        );
      }
      process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
    };
    // At the very end: what the workers wrote last may still be on its way here.
    if (this.#config.watch || this.#config.watchAll) setImmediate(say);
    else process.once("exit", say);
  }
}
