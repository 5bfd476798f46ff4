// Writes down each start of the engine, for the profile of a test run (`npm test -- --profile`).
import { appendFileSync } from "node:fs";

/** One line a run: the test file, and the arguments of the CLI. Nothing where no profile is asked for. */
export function noteEngineRun(args: readonly string[]): void {
  const { ENGINE_RUNS: file, TEST_FILE: test = "" } = process.env;
  if (file) appendFileSync(file, `${JSON.stringify({ test, args })}\n`);
}
