// Each vendor's page is there, has what a user looks for, and its table of error codes is the code's.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { allVendors } from "../../provider/vendors/index.ts";
import { pageOf, withErrorTable } from "../../tools/error-tables.ts";

const vendors = await allVendors();

describe.each(vendors.map((vendor) => [vendor.name, vendor] as const))("%s", (name, vendor) => {
  const page = readFileSync(pageOf(vendor), "utf8");

  test("has permissions, states, limits and waits, what follows from a detach, answers, and error codes", () => {
    const headings = page.match(/^## .*$/gm) ?? [];
    for (const heading of [
      "Permissions",
      "States",
      "Limits and waits",
      "What follows from a detach",
      "Answers",
      "Error codes",
    ]) {
      expect(headings).toContain(`## ${heading}`);
    }
  });

  test("its error codes are those of the table (npm run docs)", () => {
    expect(withErrorTable(page, vendor)).toBe(page);
    for (const code of Object.keys(vendor.errors)) expect(page).toContain(`\`${code}\``);
  });

  test("the README leads to it", () => {
    expect(readFileSync("README.md", "utf8")).toContain(`(docs/vendors/${name}.md)`);
  });
});
