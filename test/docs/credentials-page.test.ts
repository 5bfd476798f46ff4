// Credentials on the vendors' pages: the places are those that are looked in, and the policies allow what is called.
import { globSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { allVendors } from "../../provider/vendors/index.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import { blocksIn, sectionOf, textOf } from "./markdown.ts";

const vendors = await allVendors();
const pageOf = (vendor: string) => `docs/vendors/${vendor}.md`;

/** Every file that reads them: of one vendor, or of several of one cloud. */
const sources = globSync("provider/vendors/*/{credentials,instance-role,keys/*}.ts").toSorted();
const beginnings = [...new Set(vendorCases.flatMap(({ variables }) => variables))];
const isVariable = new RegExp(`\\b(?:${beginnings.join("|")})[A-Z]*_[A-Z_]+`, "g");
const sections = vendors.map(({ name }) => sectionOf(pageOf(name), "## Credentials")).join("\n");

test.each(sources)("every name that %s reads is on a vendor's page", (source) => {
  const text = textOf(source);
  const names = [...(text.match(isVariable) ?? []), ...(text.match(/(?<=["(])[a-z]+:[a-z]\w+/g) ?? [])].filter(
    (name) => !name.startsWith("node:"),
  );
  if (!source.includes("/keys/")) expect(names.length).toBeGreaterThan(0);
  expect([...new Set(names)].filter((name) => !sections.includes(`\`${name}`))).toEqual([]);
});

test("no stack configuration is named that nobody reads", () => {
  const read = sources.map(textOf).join("\n");
  const pages = [sections, textOf("docs/credentials.md")].join("\n");
  const clouds = new Set(read.match(/(?<=["(])[a-z]+(?=:[a-z]\w+)/g));
  const keys = [...pages.matchAll(/\b([a-z]+):([a-z]\w+)/g)].filter(([, cloud = ""]) => clouds.has(cloud));
  expect([...new Set(keys.map(([key]) => key))].filter((key) => !read.includes(key))).toEqual([]);
});

const statement = z.object({ Action: z.array(z.string()) });
const ram = z.object({ Version: z.literal("1"), Statement: z.array(statement) });
const cam = z.object({ version: z.literal("2.0"), statement: z.array(z.object({ action: z.array(z.string()) })) });

/** The actions of each statement of a policy. */
function actionsOf(policy: unknown): string[][] {
  const asCam = cam.safeParse(policy);
  if (asCam.success) return asCam.data.statement.map(({ action }) => action);
  return ram.parse(policy).Statement.map(({ Action }) => Action);
}

test.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
  "what %s needs, and for checks alone",
  (name, vendor) => {
    const { needed, forChecks } = vendor.permissions;
    const section = sectionOf(pageOf(name), "## Permissions");
    const policy = blocksIn(pageOf(name), "## Permissions").find(({ language }) => language === "json");
    if (!policy) {
      // Whose policies are not by action: they are named in words.
      expect([...needed, ...forChecks].filter((action) => !section.includes(`\`${action}\``))).toEqual([]);
      expect(needed.join()).not.toContain(":");
      return;
    }
    const statements = actionsOf(JSON.parse(policy.body));
    expect(statements).toEqual(forChecks.length > 0 ? [needed, forChecks] : [needed]);
  },
);
