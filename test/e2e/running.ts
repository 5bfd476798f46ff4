// A command of the Pulumi CLI that runs: what it prints, and how it ends.
import type { ChildProcess } from "node:child_process";

export interface RunResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Both streams in the order in which they came. */
  all: string;
}

/** A command of the CLI that runs. */
export class Running {
  readonly child: ChildProcess;
  readonly result: Promise<RunResult>;
  readonly #chunks: { stream: "stdout" | "stderr"; text: string }[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(child: ChildProcess) {
    this.child = child;
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => {
        this.#chunks.push({ stream, text });
        for (const look of this.#watchers) look();
      });
    }
    this.result = new Promise((done, reject) => {
      child.on("error", reject);
      // Not "exit": output may still come then. Plugins that outlive a killed engine have pipes of their own.
      child.on("close", (exitCode, signal) => {
        done({ exitCode, signal, ...this.output() });
      });
    });
  }

  /** What it has printed so far. */
  output(): Pick<RunResult, "stdout" | "stderr" | "all"> {
    const text = (chunks: { text: string }[]) => chunks.map((chunk) => chunk.text).join("");
    const of = (stream: string) => text(this.#chunks.filter((chunk) => chunk.stream === stream));
    return { stdout: of("stdout"), stderr: of("stderr"), all: text(this.#chunks) };
  }

  /** Waits until the output matches; fails when the command ends without. */
  async waitFor(pattern: RegExp): Promise<void> {
    const matched = new Promise<boolean>((done) => {
      const look = () => {
        if (pattern.test(this.output().all)) done(true);
      };
      this.#watchers.add(look);
      look();
    });
    const ended = this.result.then(({ all }) => pattern.test(all));
    if (!(await Promise.race([matched, ended]))) {
      throw new Error(`ended without output that matches ${String(pattern)}:\n${this.output().all}`);
    }
  }
}
