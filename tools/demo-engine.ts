// Runs engine commands for the demo, one after the other: shown or quiet, and ended in good order when interrupted.
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { vendorCases } from "../test/contract/vendor-cases.ts";
import type { Engine } from "./engine.ts";
import { projectRoot } from "./engine.ts";

export interface EngineRunsOptions {
  readonly engine: Engine;
  readonly environment: Readonly<Record<string, string>>;
  readonly stack: string;
  readonly signal: AbortSignal;
}

/** FORCE_COLOR, as other programs read it: for whoever takes a picture of the demo (terminal-image.ts). */
export const inColour = process.stdout.isTTY || Boolean(process.env["FORCE_COLOR"]);

/** The demo's credentials are the local cloud's: nothing of the user's own may win over them. */
const beginnings = vendorCases.flatMap(({ variables }) => variables);
const isForeign = (name: string) => beginnings.some((beginning) => name.startsWith(beginning));

export class EngineRuns {
  readonly #options: EngineRunsOptions;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(options: EngineRunsOptions) {
    this.#options = options;
    const own = Object.fromEntries(Object.entries(options.engine.env).filter(([name]) => !isForeign(name)));
    this.#environment = { ...own, ...options.environment };
  }

  /** Shows the command and what the engine prints. */
  async show(command: string, ...args: string[]): Promise<void> {
    console.log(`$ npm run pulumi -- ${[command, ...args].join(" ")}`);
    await this.#run([command, "--stack", this.#options.stack, ...args], "inherit");
  }

  /** @returns what the engine printed on standard output. */
  async quietly(command: string, ...args: string[]): Promise<string> {
    const named = command === "stack" ? [] : ["--stack", this.#options.stack];
    return this.#run([command, ...args, ...named], "pipe");
  }

  async #run(args: readonly string[], output: "inherit" | "pipe"): Promise<string> {
    const { engine, signal } = this.#options;
    signal.throwIfAborted();
    const color = inColour ? "always" : "never";
    // Detached: a Ctrl-C at the terminal reaches the engine once, from here; twice would make it leave its plugins behind.
    const child = spawn(engine.binary, [...args, "--non-interactive", "--color", color], {
      cwd: projectRoot,
      env: this.#environment,
      stdio: ["ignore", output, output],
      detached: true,
    });
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => said.push(text));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    const interrupt = () => void this.#end(child.pid, ended);
    signal.addEventListener("abort", interrupt);
    try {
      const code = await ended;
      signal.throwIfAborted();
      if (code !== 0)
        throw new Error(
          `\`pulumi ${args.join(" ")}\` ended with ${code}${said.length > 0 ? `:\n${said.join("")}` : ""}`,
        );
      return printed;
    } finally {
      signal.removeEventListener("abort", interrupt);
    }
  }

  /** The engine ends its plugins when it is asked to; what does not end in time is killed. */
  async #end(pid: number | undefined, ended: Promise<unknown>): Promise<void> {
    if (pid === undefined) return;
    for (const [name, patience] of [
      ["SIGINT", 20_000],
      ["SIGTERM", 5_000],
      ["SIGKILL", 0],
    ] as const) {
      try {
        process.kill(pid, name);
      } catch {
        return;
      }
      if (await Promise.race([ended.then(() => true), delay(patience, false)])) return;
    }
  }
}
