// One run of the engine: how long it takes, when it says that each step is over, and what its processes use meanwhile.
import type { Stack } from "../test/e2e/stack.ts";
import type { Run } from "./figures.ts";
import type { Usage } from "./process-usage.ts";
import { usageOf } from "./process-usage.ts";

export interface EngineRun {
  readonly run: Run;
  readonly engine?: Usage;
}

/** What a process has used is gone with it, so it is asked for again and again. */
const sampleMs = 200;

/** Runs the CLI with these arguments on a stack of so many attachments. A preview says nothing of those that it leaves alone. */
export async function runEngine(stack: Stack, args: readonly string[], size: number): Promise<EngineRun> {
  const began = Date.now();
  const running = stack.spawn([...args, "--stack", "test"]);
  const returnedAt = new Map<string, number>();
  let rest = "";
  running.child.stdout?.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [, name] = /:EniAttachment (\S+) (?:created|updated|deleted) \(/.exec(line) ?? [];
      if (name !== undefined) returnedAt.set(name, Date.now());
    }
  });
  const sampling = sample(stack, running.child.pid);
  const { exitCode, all } = await running.result;
  const ended = Date.now();
  const { engine, provider } = sampling.end();
  if (exitCode !== 0) console.error(all.slice(-2_000));
  const done = args[0] === "preview" ? size : returnedAt.size;
  const failed = exitCode === 0 ? 0 : Math.max(1, size - done);
  return { run: { began, ended, returnedAt, failed, ...provider }, ...(engine === undefined ? {} : { engine }) };
}

interface Sampled {
  engine?: Usage;
  provider?: Usage;
}

function sample(stack: Stack, engine: number | undefined): { end: () => Sampled } {
  const sampled: Sampled = {};
  let provider: number | undefined;
  const look = async () => {
    provider ??= (await stack.providers())[0];
    const [ofEngine, ofProvider] = [engine, provider].map((pid) => (pid === undefined ? undefined : usageOf(pid)));
    if (ofEngine) sampled.engine = ofEngine;
    if (ofProvider) sampled.provider = ofProvider;
  };
  const timer = setInterval(() => void look(), sampleMs);
  const end = () => {
    clearInterval(timer);
    return sampled;
  };
  return { end };
}
