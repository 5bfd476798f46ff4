// `npm run mutants -- [NAME…]`: breaks the product, or the model of the engine, on purpose, one mutant at a time, and looks whether a test notices. Before and
// after a change of the tests it shows that no proof was lost.
import { writeFileSync } from "node:fs";
import { optionsOf, refuse } from "./command-line.ts";
import { projectRoot } from "./engine.ts";
import type { TestRun } from "./mutants/jest-run.ts";
import { runTests } from "./mutants/jest-run.ts";
import { mutants } from "./mutants/list.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { WorkingCopy } from "./mutants/working-copy.ts";

const usage = `npm run mutants -- [NAME…] [--list] [--tests PATTERN]… [--json FILE]
  NAME     mutants to run; default all
  --list   names the mutants and what each breaks
  --tests  a test file or folder to run instead of those that each mutant names; may be given again
  --json   writes the results to a file
Exit status: 0 when all are killed, 1 when one survives or does not apply, 2 when the tests fail without a mutant.`;

/** These tests import the sources; all others may run the built package. */
const fromSource = /^test\/(unit|contract|messages|simulation|fuzz|simulator|engine-model)(\/|$)/;
/** The run without a mutant has to end, too. Milliseconds. */
const longestRun = 60 * 60_000;
/** A mutant hangs when its tests take so much longer than without it, and longer than this at least, in milliseconds. */
const slower = 5;
const shortestLimit = 60_000;

interface Result {
  readonly name: string;
  readonly breaks: string;
  readonly result: "killed" | "survived" | "does not apply";
  /** The first test that failed; the reason, where the mutant does not apply. */
  readonly by: string;
  readonly seconds: number;
}

const { values, positionals } = optionsOf({
  allowPositionals: true,
  options: {
    list: { type: "boolean" },
    tests: { type: "string", multiple: true },
    json: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function chosen(): readonly Mutant[] {
  const unknown = positionals.filter((name) => !mutants.some((mutant) => mutant.name === name));
  if (unknown.length > 0) refuse(`no mutant is called ${unknown.join(", ")}; --list names all of them`);
  const some = positionals.length === 0 ? mutants : mutants.filter(({ name }) => positionals.includes(name));
  const { tests } = values;
  return tests === undefined ? some : some.map(({ only: _, ...mutant }) => ({ ...mutant, tests }));
}

const needsBuild = (tests: readonly string[]) => tests.some((path) => !fromSource.test(path));

/** The tests of all mutants on the product as it is. A mutant that a failing test "kills" proves nothing. */
async function runUnbroken(copy: WorkingCopy, some: readonly Mutant[]): Promise<ReadonlyMap<string, number>> {
  const took = new Map<string, number>();
  for (const [only, group] of Map.groupBy(some, (mutant) => mutant.only)) {
    const tests = [...new Set(group.flatMap((mutant) => mutant.tests))];
    if (needsBuild(tests)) await copy.build("");
    const run = await runTests(copy.folder, { tests, only, bail: false, limitMs: longestRun });
    const wrong = [...run.broken, ...run.failed, ...(run.ran === 0 ? [`no test of ${tests.join(", ")} ran`] : [])];
    if (run.hung) wrong.push("they do not end");
    if (wrong.length > 0) {
      const said = run.ran === 0 ? run.said : "";
      throw new Unbroken(`The tests fail without any mutant:\n${wrong.map((line) => `  ${line}`).join("\n")}\n${said}`);
    }
    say(`without a mutant: ${run.ran} tests pass in ${run.took.size} files`);
    for (const [file, ms] of run.took) took.set(file, (took.get(file) ?? 0) + ms);
  }
  return took;
}

class Unbroken extends Error {}

function limitOf({ tests }: Mutant, took: ReadonlyMap<string, number>): number {
  const own = [...took].filter(([file]) => tests.some((path) => file.startsWith(path)));
  return Math.max(shortestLimit, slower * own.reduce((sum, [, ms]) => sum + ms, 0));
}

function judge({ failed, broken, ran, hung, said }: TestRun): Pick<Result, "result" | "by"> {
  const [first] = failed;
  if (first !== undefined) return { result: "killed", by: first };
  if (hung) return { result: "killed", by: "time limit (the tests did not end)" };
  if (broken.length > 0)
    return { result: "does not apply", by: `tests cannot be loaded with it: ${broken.join("; ")}` };
  if (ran === 0) return { result: "does not apply", by: `no test ran: ${said}` };
  return { result: "survived", by: "" };
}

async function tryOut(copy: WorkingCopy, mutant: Mutant, limitMs: number): Promise<Pick<Result, "result" | "by">> {
  const { tests, only } = mutant;
  try {
    return await copy.with(mutant, async () => {
      if (needsBuild(tests)) await copy.build(mutant.name);
      return judge(await runTests(copy.folder, { tests, only, bail: true, limitMs }));
    });
  } catch (error) {
    return { result: "does not apply", by: error instanceof Error ? error.message : String(error) };
  }
}

function lineOf({ name, result, by }: Result): string {
  if (result === "killed") return `${name}: killed by ${by}`;
  return result === "survived" ? `${name}: SURVIVED` : `${name}: does not apply: ${by}`;
}

async function main(): Promise<number> {
  const some = chosen();
  if (values.help) say(usage);
  if (values.list) for (const { name, breaks } of some) say(`${name}\n    ${breaks}`);
  if (values.help || values.list) return 0;
  const copy = await WorkingCopy.of(projectRoot);
  process.once("exit", () => copy.remove());
  const results: Result[] = [];
  const took = await runUnbroken(copy, some);
  for (const mutant of some) {
    const began = performance.now();
    const ended = await tryOut(copy, mutant, limitOf(mutant, took));
    const seconds = Math.round((performance.now() - began) / 1_000);
    const result = { name: mutant.name, breaks: mutant.breaks, ...ended, seconds };
    results.push(result);
    say(lineOf(result));
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
  }
  const count = (what: Result["result"]) => results.filter(({ result }) => result === what).length;
  const strays = count("does not apply");
  if (strays > 0) say(`${strays} do not apply`);
  say(`${count("killed")} killed, ${count("survived")} survived`);
  return results.length === count("killed") ? 0 : 1;
}

// What is under way, and the copy, go with this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
