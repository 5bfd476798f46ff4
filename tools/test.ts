// `npm test [-- ARGS]`: Jest with the options of Node that it needs here, and whatever Jest takes. Without a file all tests run but
// those that have a script of their own: examples (`npm run test:examples`), programs in other languages (`npm run test:languages`), package
// managers (`npm run test:package`), and the interruptions (`npm run test:interruptions`). `--profile` tells at the end what each file took.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Those of jest.config.js. */
const projects = [
  "pure",
  "native",
  "native-process",
  "built",
  "engine",
  "native-engine",
  "examples",
  "interruptions",
  "native-interruptions",
  "languages",
  "installed",
];
const chooses = (arg: string | undefined): boolean => /^--(select|ignore)Projects$/.test(arg ?? "");

/** Jest takes whatever follows `--selectProjects` for the name of a project: files that stand there go to the front. */
function filesFirst(args: readonly string[]): string[] {
  const files: string[] = [];
  const others: string[] = [];
  let choosing = false;
  for (const arg of args) {
    if (arg.startsWith("-")) choosing = chooses(arg) || arg.startsWith("--selectProjects=");
    (choosing && !arg.startsWith("-") && !projects.includes(arg) ? files : others).push(arg);
  }
  return [...files, ...others];
}

const asked = process.argv.slice(2);
const args = filesFirst(asked.filter((arg) => arg !== "--profile"));
const isChoice = (arg: string, index: number): boolean =>
  /^--(select|ignore)Projects/.test(arg) ||
  !(arg.startsWith("-") || /^\d+$/.test(arg) || /^(-t|--testNamePattern)$/.test(args[index - 1] ?? ""));
const everything = args.some(isChoice)
  ? []
  : ["--ignoreProjects", "examples", "interruptions", "native-interruptions", "languages", "installed"];

const folder = mkdtempSync(join(tmpdir(), "eni-test-"));
const profile = asked.includes("--profile") ? { ENGINE_RUNS: join(folder, "engine-runs") } : {};
const node = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
const jest = fileURLToPath(import.meta.resolve("jest/bin/jest"));
const { status } = spawnSync(process.execPath, [...node, jest, ...everything, ...args], {
  cwd: join(import.meta.dirname, ".."),
  env: { ...process.env, ...profile },
  stdio: "inherit",
});
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
