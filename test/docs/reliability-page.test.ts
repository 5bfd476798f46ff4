// docs/reliability.md: the tests that it quotes are there under those names, and the fault matrix has as many faults as it states. Its
// size at each vendor is written by `npm run docs` (vendor-tables.test.ts).
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@jest/globals";
import { cloudFaults } from "../protocol/fault-matrix/cloud-faults.ts";
import { interruptions } from "../protocol/fault-matrix/interruptions.ts";

const path = "docs/reliability.md";
const page = readFileSync(path, "utf8");

/** `[words](file) "name"; "name"`: the names stand behind the file that they are in; without one, in the complaints' file. */
function quotedTests(): { file: string; name: string }[] {
  const found: { file: string; name: string }[] = [];
  for (const line of page.split("\n").filter((one) => one.startsWith("|"))) {
    let file = "test/contract/complaints.test.ts";
    for (const [, link, name] of line.matchAll(/\]\((\.\.\/test\/[^)]+\.ts)\)|(?<=[|;:,)] )"([^"]+)"/g)) {
      if (link !== undefined) file = normalize(join(dirname(path), link));
      if (name !== undefined) found.push({ file, name });
    }
  }
  return found;
}

test("every test that the page quotes exists", () => {
  const quoted = quotedTests();
  expect(quoted.length).toBeGreaterThan(30);
  const missing = quoted.filter(({ file, name }) => !existsSync(file) || !readFileSync(file, "utf8").includes(name));
  expect(missing).toEqual([]);
});

test("the page says how many faults and interruptions there are", () => {
  expect(page).toContain(`${cloudFaults.length} faults and ${interruptions.length} interruptions`);
});
