// docs/trial.md: the run and the transcript that it shows are those of the local cloud (npm run docs).
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { exitCodes } from "../../provider/cli/trial/exit-codes.ts";
import { fixture, page, shown, withRun } from "../../tools/trial-page.ts";

const text = readFileSync(page, "utf8");

test("the run and the transcript are what a trial of the local cloud prints", async () => {
  const now = await shown();
  expect(withRun(text, now)).toBe(text);
  expect(readFileSync(fixture, "utf8")).toBe(now.transcript);
});

test("every exit code, option and kind of difference is explained", () => {
  for (const code of Object.values(exitCodes)) expect(text).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
  for (const kind of ["field", "type", "state", "code", "order", "lag", "rate", "foreign"])
    expect(text).toMatch(new RegExp(`^\\| \`${kind}\` \\|`, "m"));
});

test("every option is explained, in the page and in the help", async () => {
  const { usage } = await import("../../provider/cli/trial/arguments.ts");
  const named = new Set(usage.match(/--[a-z-]+/g));
  expect(named.size).toBeGreaterThan(9);
  for (const option of named) expect(text).toContain(`\`${option}`);
});
