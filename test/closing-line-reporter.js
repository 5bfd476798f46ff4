// Ends the test run with one plain line, `N passed, N failed`, which CI and people can both read.
import process from "node:process";
import { setImmediate } from "node:timers";

export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    // After the other reporters' own last words.
    setImmediate(() => process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`));
  }
}
