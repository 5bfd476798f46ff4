// The mutants of tools/mutants/ fit today's source: each changes one place, and names tests that there are.
import { expect, test } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";
import { mutants } from "../../tools/mutants/list.ts";
import type { Mutant } from "../../tools/mutants/mutant.ts";
import { mutate } from "../../tools/mutants/mutant.ts";

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s", (_name, mutant) => {
  const source = readFileSync(join(projectRoot, mutant.file), "utf8");
  expect(mutate(source, mutant)).not.toBe(source);
  expect(mutant.breaks).toMatch(/^[A-Z`].*\.$/);
  expect(mutant.tests.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  expect(mutant.tests).not.toEqual([]);
});

test("names are kebab-case, and no two are the same", () => {
  const names = mutants.map(({ name }) => name);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test("a text that is there twice, or not at all, and a replacement that changes nothing are errors", () => {
  const mutant: Mutant = { name: "one", breaks: "", file: "a.ts", find: "x", replacement: "$&y", tests: [] };
  expect(mutate("a x b", mutant)).toBe("a $&y b");
  for (const source of ["x x", "a", ""])
    expect(() => mutate(source, mutant)).toThrow(/^one: .* occurs \d times in a\.ts$/);
  expect(() => mutate("x", { ...mutant, replacement: "x" })).toThrow(/^one: /);
  expect(() => mutate("x", { ...mutant, find: "" })).toThrow(/^one: /);
});
