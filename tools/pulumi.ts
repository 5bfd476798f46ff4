// `npm run pulumi -- ARGS`: runs the Pulumi CLI for this project and ends as it ends.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { ensurePulumi } from "./engine.ts";

// One Ctrl-C under npm reaches this process twice, from the terminal and from npm, and to Pulumi a second one means "stop
// at once and leave things half done". So Pulumi runs out of the terminal's reach and gets what arrives together once.
const SAME_SIGNAL_MS = 1000;

async function main(): Promise<number> {
  const interrupted = new AbortController();
  let forward = (signal: NodeJS.Signals): void => {
    process.exitCode = 128 + constants.signals[signal];
    interrupted.abort();
  };
  const lastSeen = new Map<NodeJS.Signals, number>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      const previous = lastSeen.get(signal) ?? -Infinity;
      lastSeen.set(signal, now);
      if (now - previous > SAME_SIGNAL_MS) forward(signal);
    });
  }

  const engine = await ensurePulumi({ signal: interrupted.signal });
  interrupted.signal.throwIfAborted();
  // npm starts scripts in the project's folder; paths such as `-C dir` are meant from where the user is.
  const startedByNpm = process.env.npm_lifecycle_event === "pulumi";
  const cwd = (startedByNpm && process.env.INIT_CWD) || process.cwd();
  const child = spawn(engine.binary, process.argv.slice(2), { cwd, env: engine.env, stdio: "inherit", detached: true });
  forward = (signal) => child.kill(signal);
  process.on("SIGWINCH", () => child.kill("SIGWINCH"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
    });
  });
}

try {
  process.exit(await main());
} catch (error) {
  if ((error as Error).name === "AbortError") process.exit(process.exitCode);
  console.error((error as Error).message);
  process.exit(1);
}
