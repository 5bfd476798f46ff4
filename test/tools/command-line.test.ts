// The tools of package.json on a command line that they do not know: one line, which names it, and exit code 2.
import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { projectRoot } from "../../tools/engine.ts";

test.each([
  [["tools/soak.ts", "--operation", "3"], "--operation"],
  [["tools/soak.ts", "--operations", "many"], "--operations"],
  [["tools/soak.ts", "--vendor", "nobody"], "--vendor"],
  [["tools/fresh-seeds.ts", "--seed", "0"], "--seed"],
  [["tools/mutants.ts", "--lst"], "--lst"],
  [["tools/mutants.ts", "nobody"], "nobody"],
  [["tools/demo.ts", "--kept"], "--kept"],
  [["bench/main.ts", "--fast"], "--fast"],
  [["tools/engine-model.ts", "--script", "3"], "--scripts"],
  [["tools/vendor-facts.ts", "--help"], "--update"],
])("%j", (args, named) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(named);
});
