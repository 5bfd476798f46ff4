// A Jest reporter for the run of a mutant: writes one line of JSON for each failing test and each file, as they come.
import { relative } from "node:path";

/** Every line of this reporter begins so; tests write to standard output as well. */
export const mark = "@mutants ";

export type Report =
  | { readonly kind: "failed"; readonly file: string; readonly test: string }
  /** `broken`: why the file could not be loaded; `failing`: how many of its tests failed. */
  | {
      readonly kind: "file";
      readonly file: string;
      readonly ran: number;
      readonly failing: number;
      readonly ms: number;
      readonly broken?: string;
    };

interface TestFile {
  readonly path: string;
}
interface CaseResult {
  readonly status: string;
  readonly fullName: string;
}
interface FileResult {
  readonly testFilePath: string;
  readonly numPassingTests: number;
  readonly numFailingTests: number;
  readonly perfStats: { readonly runtime: number };
  readonly testExecError?: { readonly message?: string } | null;
}

/** @public Jest loads it by the path of this file. */
export default class MutantReporter {
  readonly #rootDir: string;

  constructor({ rootDir }: { rootDir: string }) {
    this.#rootDir = rootDir;
  }

  onTestCaseResult({ path }: TestFile, { status, fullName }: CaseResult): void {
    if (status === "failed") this.#write({ kind: "failed", file: relative(this.#rootDir, path), test: fullName });
  }

  onTestResult(_test: unknown, result: FileResult): void {
    const { testFilePath, numPassingTests, numFailingTests, perfStats, testExecError } = result;
    this.#write({
      kind: "file",
      file: relative(this.#rootDir, testFilePath),
      ran: numPassingTests + numFailingTests,
      failing: numFailingTests,
      ms: perfStats.runtime,
      ...(testExecError ? { broken: testExecError.message ?? "it could not be loaded" } : {}),
    });
  }

  #write(report: Report): void {
    process.stdout.write(`\n${mark}${JSON.stringify(report)}\n`);
  }
}
