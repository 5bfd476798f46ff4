// `npm run pulumi -- ARGS`: runs the Pulumi CLI for this project and ends as it ends.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { ensurePulumi } from "./engine.ts";
import { oncePerBurst } from "./signal-bursts.ts";

async function main(): Promise<number> {
  const interrupted = new AbortController();
  let forward = (signal: NodeJS.Signals): void => {
    process.exitCode = 128 + constants.signals[signal];
    interrupted.abort();
  };
  const onSignal = oncePerBurst((signal: NodeJS.Signals) => {
    forward(signal);
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);

  const engine = await ensurePulumi({ signal: interrupted.signal });
  interrupted.signal.throwIfAborted();
  // npm starts scripts in the project's folder; paths such as `-C dir` are meant from where the user is.
  const startedByNpm = process.env.npm_lifecycle_event === "pulumi";
  const cwd = (startedByNpm && process.env.INIT_CWD) || process.cwd();
  // Detached: out of the terminal's reach, so that signals come from here only. It can still read and draw there.
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
