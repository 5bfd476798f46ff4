// docs/credentials.md: the places are those that are looked in, and the policies allow what is called.
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { allVendors } from "../../provider/vendors/index.ts";
import { blocksIn, sectionOf, textOf } from "./markdown.ts";

const page = "docs/credentials.md";
const vendors = await allVendors();

const sources = [
  "provider/vendors/alicloud-ecs/credentials.ts",
  "provider/vendors/alicloud-ecs/instance-role.ts",
  "provider/vendors/tencentcloud/credentials.ts",
  "provider/vendors/tencentcloud/instance-role.ts",
  "provider/vendors/zenlayer-zec/credentials.ts",
];

test.each(sources)("every name that %s reads is on the page", (source) => {
  const text = textOf(source);
  const variables =
    text.match(/\b(?:ALICLOUD|ALIBABA_CLOUD|ALIBABACLOUD|TENCENTCLOUD|TCCLI|ZENLAYER|ZENLAYERCLOUD)_[A-Z_]+/g) ?? [];
  const keys = text.match(/\b(?:alicloud|tencentcloud|zenlayer):\w+/g) ?? [];
  expect([...variables, ...keys].length).toBeGreaterThan(0);
  const shown = textOf(page);
  expect([...new Set([...variables, ...keys])].filter((name) => !shown.includes(`\`${name}`))).toEqual([]);
});

test("no stack configuration is named that nobody reads", () => {
  const read = sources.map(textOf).join("\n");
  const keys = textOf(page).match(/\b(?:alicloud|tencentcloud|zenlayer):[a-z]\w+/g) ?? [];
  expect([...new Set(keys)].filter((key) => !read.includes(key))).toEqual([]);
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
    const section = sectionOf(page, `### ${name}`);
    const policy = blocksIn(page, `### ${name}`).find(({ language }) => language === "json");
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
