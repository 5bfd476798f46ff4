// The tables of fields of the vendors' answers: they can be read, they have every action, and public answers that nobody here made up
// differ from them in nothing but what is written here.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { shapeDifferences } from "../../provider/cli/trial/shape-differences.ts";
import type { Shape } from "../../provider/vendors/fields.ts";
import { isEither, leafOf } from "../../provider/vendors/fields.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import { entryOf } from "../../provider/vendors/table.ts";

const known = await Promise.all(
  (await allVendors()).map(async (vendor) => ({ vendor, fields: await vendor.fields() })),
);

function leavesIn(shape: Shape): string[] {
  if (typeof shape === "string") return [shape];
  if (isEither(shape)) return shape.either.flatMap(leavesIn);
  if (Array.isArray(shape)) return leavesIn(shape[0] as Shape);
  return Object.values(shape).flatMap((of) => leavesIn(of));
}

/** Lists that may be null: the local cloud shows none so by default, so a trial tells them. */
const nulls: Readonly<Record<string, readonly string[]>> = {
  "tencentcloud-vpc": [
    "tencentcloud-vpc-instances-null-when-none.json: Response.InstanceSet is null, taken for a list",
  ],
  "tencentcloud-ecm": [
    "tencentcloud-ecm-enis-null-when-none.json: Response.NetworkInterfaceSet is null, taken for a list",
    "tencentcloud-ecm-instances-null-when-none.json: Response.InstanceSet is null, taken for a list",
  ],
};

const types = ["text", "number", "name", "flag", "message", "code", "word", "any", ""];

const fixture = z.looseObject({
  vendor: z.string(),
  kind: z.string(),
  action: z.string().optional(),
  status: z.int(),
  body: z.unknown(),
});
const folder = "test/fixtures/vendor-answers";
const answers = readdirSync(folder)
  .map((file) => ({ file, ...fixture.parse(JSON.parse(readFileSync(`${folder}/${file}`, "utf8"))) }))
  .filter(({ body }) => typeof body === "object");

describe.each(known.map((one) => [one.vendor.name, one] as const))("%s", (name, { vendor, fields }) => {
  test("each type is one of those that there are", () => {
    const leaves = [...Object.values(fields.actions), fields.error].flatMap(leavesIn);
    const strange = leaves.filter((leaf) => leafOf(leaf).types.some((type) => !types.includes(type)));
    expect([leaves.length > 10, strange]).toEqual([true, []]);
  });

  test("it has the answers of all actions", () => {
    const args = { vendor: name, networkInterfaceId: "x", instanceId: "y" };
    const calls = [
      vendor.attach(args, "r", "t"),
      vendor.detach(args, "y", "r", "t"),
      vendor.enis.page("r"),
      vendor.instances.page("r"),
      ...(vendor.task ? [vendor.task.call("t", "r")] : []),
    ];
    for (const { action } of calls)
      expect([action, entryOf(fields.actions, action)]).toEqual([action, expect.anything()]);
  });

  test("what public answers have that it has not", () => {
    const found = answers
      .filter((one) => one.vendor === name)
      .flatMap(({ file, kind, action, body }) => {
        const listing = kind === "enis" ? vendor.enis : kind === "instances" ? vendor.instances : undefined;
        const asked =
          listing?.page("r").action ??
          action ??
          (kind === "taskId" ? "AttachNetworkInterface" : "DescribeVpcTaskResult");
        const shape = kind === "error" ? fields.error : (fields.actions[asked] ?? "any");
        // Samples are shortened, so that what is missing in them tells nothing.
        return shapeDifferences(shape, body)
          .filter(({ says }) => says !== "is missing")
          .map(({ path, says }) => `${file}: ${path} ${says}`);
      });
    expect(found).toEqual(nulls[name] ?? []);
  });
});

test("a value that is there is never told as one taken for null, whatever is strange in it", () => {
  const shape: Shape = { either: ["?", { InstanceId: "text!" }] };
  const told = (value: unknown) =>
    shapeDifferences(shape, value, "Attachment").map(({ path, says }) => `${path} ${says}`);
  expect(told({ InstanceId: "i", New: 1 })).toEqual(["Attachment.New is not known (a number)"]);
  expect(told({})).toEqual(["Attachment.InstanceId is missing"]);
  expect(told(null)).toEqual([]);
});
