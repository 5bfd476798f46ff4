// docs/arguments.md and docs/outputs.md: every argument and output is there and no other, and the messages are those of `check`. Whose an
// argument is, is written from the registry (vendor-tables.test.ts).
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { accounts } from "../../provider/plugin/provider-arguments.ts";
import { checkArguments } from "../../provider/attachment/check.ts";
import { readComputed } from "../../provider/attachment/state.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { shown } from "../examples/readme.ts";
import { documents, rowsOf, sectionOf, textOf } from "./markdown.ts";

const page = "docs/arguments.md";
const vendors = await allVendors();
const everyArgument = [...new Set(vendors.flatMap(({ shape }) => Object.keys(shape)))];
const codeIn = (cell = "") => /`([\w:]+)`/.exec(cell)?.[1] ?? "";

/** The arguments of the first table of the page. */
const overview = rowsOf(textOf(page).split("\n## ")[0] ?? "").map(([name]) => codeIn(name));

test("the table has every argument and no other", () => {
  expect(overview.toSorted()).toEqual(everyArgument.toSorted());
});

test.each(overview)("%s has a section of its own", (name) => {
  expect(sectionOf(page, `### \`${name}\``).trim().length).toBeGreaterThan(60);
});

test("a change of a placement argument detaches and attaches, of no other", () => {
  const rows = rowsOf(textOf(page).split("\n## ")[0] ?? "");
  const reattaching = rows.filter((cells) => cells.at(-1) === "detaches and attaches").map(([name]) => codeIn(name));
  expect(reattaching.sort()).toEqual(vendors.flatMap(({ placement }) => placement).sort());
});

describe("messages", () => {
  const rows = rowsOf(sectionOf(page, "## What `pulumi preview` says of a wrong one"));

  test("of most arguments", () => {
    const told = new Set(rows.map(([, , message = ""]) => /^`+\s?(\w+)/.exec(message)?.[1]));
    expect(everyArgument.filter((name) => !told.has(name))).toEqual([]);
  });

  test.each(rows.map(([vendor = "", given = "", message = ""]) => [vendor, given, message]))(
    "%s %s",
    async (vendor, given, message) => {
      const known = vendorCases.find((one) => one.vendor === vendor);
      if (!known) throw new Error(`no such vendor: ${vendor}`);
      const changes = JSON.parse(given.replaceAll("`", "")) as Properties;
      const inputs = Object.entries({ ...leastInputs(known), ...changes }).filter(([, value]) => value !== null);
      const outside = { environment: {}, configuration: () => undefined };
      const { failures } = await checkArguments({}, Object.fromEntries(inputs), outside);
      const [, expected = ""] = /^(?:`` ?|`)([\s\S]*?)(?: ?``|`)$/.exec(message) ?? [];
      const said = failures.map(({ property, reason }) => `${property}: ${reason}`);
      expect(said).toHaveLength(1);
      expect(shown(expected, said[0] ?? "")).toBe(true);
    },
  );
});

test("settings that a document names are those that are read", () => {
  const known = rowsOf(sectionOf(page, "## Settings of a stack"))
    .map(([key]) => codeIn(key))
    .filter((key) => key !== "");
  const read = textOf("provider/session/settings.ts").match(/(?<=configuration\(")eni:\w+/g) ?? [];
  expect(known.sort()).toEqual([...read].sort());
  // `eni:index:EniAttachment` is a type.
  const ofPlugin = Object.keys(accounts).map((name) => `eni:${name}`);
  const unknown = documents().flatMap((file) =>
    (textOf(file).match(/\beni:(?!index:)[a-z]\w+\b/g) ?? [])
      .filter((key) => ![...known, ...ofPlugin].includes(key))
      .map((key) => `${file}: ${key}`),
  );
  expect(unknown).toEqual([]);
});

test("outputs: the table has every computed one and no other", () => {
  const [table = ""] = textOf("docs/outputs.md").split("\n## ");
  const names = rowsOf(table).map(([name]) => codeIn(name));
  expect(names.sort()).toEqual(Object.keys(readComputed({})).sort());
});

test("the README names every argument and output", () => {
  const readme = textOf("README.md");
  const names = [...everyArgument, ...Object.keys(readComputed({}))];
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
