// The environment that test processes start from: nothing of the machine's credentials, proxies or Pulumi settings.
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";

/** `home` should be an empty folder, so that no profile file of the user is found either. */
export function hermeticEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = ["PATH", "LANG", "TMPDIR"].map((name) => [name, process.env[name]] as const);
  return {
    ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
    HOME: home,
    // Hundreds of processes load the same packages: each compiles only what none before it has.
    NODE_COMPILE_CACHE: join(projectRoot, ".cache", "compile-cache"),
  };
}
