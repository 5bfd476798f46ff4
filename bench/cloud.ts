// The parent's side of the local cloud's process.
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer, CloudReport, Request } from "./cloud-process.ts";

export type { CloudReport } from "./cloud-process.ts";

/** Of a run without a cloud. */
export const nothing: CloudReport = { calls: {}, throttledAt: [], firstCallAt: 0, changes: [] };

export class MeasuredCloud {
  readonly origin: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, origin: string) {
    this.#child = child;
    this.origin = origin;
  }

  static async start(): Promise<MeasuredCloud> {
    const child = fork(fileURLToPath(new URL("./cloud-process.ts", import.meta.url)), { stdio: "inherit" });
    const hello = await next(child);
    if (!("origin" in hello)) throw new Error("the local cloud did not say where it is");
    return new MeasuredCloud(child, hello.origin);
  }

  /** Replaces the world; the calls so far are forgotten. */
  async load(world: unknown): Promise<void> {
    await this.#ask({ do: "load", world });
  }

  /** What happened since the last report. */
  async report(): Promise<CloudReport> {
    const answer = await this.#ask({ do: "report" });
    if (!("report" in answer)) throw new Error("the local cloud gave no report");
    return answer.report;
  }

  async #ask(request: Request): Promise<Answer> {
    const answer = next(this.#child);
    this.#child.send(request);
    return answer;
  }

  close(): void {
    this.#child.disconnect();
  }
}

function next(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the local cloud's process has ended"));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as Answer);
    });
  });
}
