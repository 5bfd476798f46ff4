// Runs tests in the working copy, and tells which failed first.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Report } from "./reporter.ts";
import { mark } from "./reporter.ts";

export interface TestRequest {
  readonly tests: readonly string[];
  readonly only?: string | undefined;
  /** Stop at the first file with a failing test. */
  readonly bail: boolean;
  /** Milliseconds, after which the run is ended. */
  readonly limitMs: number;
}

export interface TestRun {
  /** `file: name of the test`, in the order in which they failed. */
  readonly failed: readonly string[];
  /** Files that could not be loaded, with the reason: such a failure proves nothing. */
  readonly broken: readonly string[];
  readonly ran: number;
  /** Milliseconds, by file. */
  readonly took: ReadonlyMap<string, number>;
  readonly hung: boolean;
  /** The last lines of what Jest said itself, for a run that told nothing. */
  readonly said: string;
}

/** Two at most: others use the machine as well. */
const workers = 2;
/** How long what was asked to end may take, in milliseconds. */
const lastChance = 5_000;

export async function runTests(folder: string, { tests, only, bail, limitMs }: TestRequest): Promise<TestRun> {
  const child = spawn(
    process.execPath,
    [
      "--experimental-vm-modules",
      "--disable-warning=ExperimentalWarning",
      join("node_modules", "jest", "bin", "jest.js"),
      `--maxWorkers=${workers}`,
      `--cacheDirectory=${join(folder, ".jest-cache")}`,
      `--reporters=${join(folder, "tools", "mutants", "reporter.ts")}`,
      "--passWithNoTests",
      ...(bail ? ["--bail"] : []),
      ...(only === undefined ? [] : [`--testNamePattern=${only}`]),
      ...tests,
    ],
    // A group of its own, so that its workers and the processes of tests end with it.
    { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  const kill = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  };
  let hung = false;
  const limit = setTimeout(() => {
    hung = true;
    kill("SIGTERM");
    setTimeout(kill, lastChance, "SIGKILL").unref();
  }, limitMs);
  const stop = () => kill("SIGKILL");
  process.once("exit", stop);

  const reports: Report[] = [];
  let said = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith(mark)) reports.push(JSON.parse(line.slice(mark.length)) as Report);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = `${said}${text}`.slice(-2_000)));
  await new Promise<void>((done, fail) => child.once("error", fail).once("close", () => done()));
  clearTimeout(limit);
  process.removeListener("exit", stop);

  const files = reports.filter((report) => report.kind === "file");
  return {
    failed: reports.flatMap((report) => (report.kind === "failed" ? [`${report.file}: ${report.test}`] : [])),
    broken: files.flatMap(({ file, broken }) => (broken === undefined ? [] : [`${file}: ${broken}`])),
    ran: files.reduce((sum, { ran }) => sum + ran, 0),
    took: new Map(files.map(({ file, ms }) => [file, ms])),
    hung,
    said,
  };
}
