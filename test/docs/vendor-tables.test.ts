// What names every vendor in a document is written by `npm run docs`, and is as it writes it today.
import { expect, test } from "@jest/globals";
import { vendors } from "../../provider/vendors/index.ts";
import { places, withVendors } from "../../tools/vendor-tables.ts";
import { textOf } from "./markdown.ts";

test.each(Object.keys(places))("%s: `npm run docs` changes nothing", (file) => {
  expect(withVendors(file, textOf(file))).toBe(textOf(file));
});

test.each(Object.entries(places))("%s: each table has every vendor", (file, marks) => {
  for (const mark of marks) {
    const [, table = ""] = new RegExp(`<!-- vendors: ${mark} -->([^]*?)<!-- /vendors -->`).exec(textOf(file)) ?? [];
    expect([mark, vendors.filter(({ name }) => !table.includes(name))]).toEqual([mark, []]);
  }
});

test("a table that is gone is missed", () => {
  expect(() => withVendors("README.md", "# A README")).toThrow('README.md has no mark "<!-- vendors: list -->"');
});
