// The tables of fields (`fields.ts` of each vendor) against the models of the vendors' SDKs: a trial tells nothing of an answer that the
// vendor's own model describes, and the tables name no field that no model has.
import { describe, expect, test } from "@jest/globals";
import { shapeDifferences } from "../../../provider/cli/trial/shape-differences.ts";
import type { Shape } from "../../../provider/vendors/fields.ts";
import { isEither } from "../../../provider/vendors/fields.ts";
import { allVendors } from "../../../provider/vendors/index.ts";
import { committedFacts } from "../../../tools/vendor-facts/facts.ts";
import { changedAt, placesOf, sampleOf } from "./sample.ts";
import { enveloped } from "./vendor-answer.ts";

/** Lists that a model allows to be null, and of which a trial tells all the same: the local cloud shows none so by default. */
const toldNulls: readonly string[] = [
  "tencentcloud-ecm DescribeInstances: Response.InstanceSet",
  "tencentcloud-ecm DescribeInstances: Response.InstanceSet[].SecurityGroupIds",
  "tencentcloud-ecm DescribeNetworkInterfaces: Response.NetworkInterfaceSet[].GroupSet",
  "tencentcloud-ecm DescribeNetworkInterfaces: Response.NetworkInterfaceSet[].Ipv6AddressSet",
  "tencentcloud-ecm DescribeNetworkInterfaces: Response.NetworkInterfaceSet[].PrivateIpAddressSet",
  "tencentcloud-ecm DescribeNetworkInterfaces: Response.NetworkInterfaceSet[].TagSet",
];

/** Fields that no model has, and where they are from. */
const ofPages: Readonly<Record<string, string>> = {
  "alicloud-ecs DescribeNetworkInterfaces: NetworkInterfaceSets.NetworkInterfaceSet.Attachment.MemberNetworkInterfaceIds":
    "ECS API reference, DescribeNetworkInterfaces",
  "tencentcloud-vpc DescribeNetworkInterfaces: Response.NetworkInterfaceSet.SubNetworkInterfaces":
    "sample of document 215/15817",
};

/** Names in the table that the sample does not have. */
function namesWithout(shape: Shape, value: unknown, path: readonly string[] = []): string[] {
  if (typeof shape === "string" || typeof value !== "object" || value === null) return [];
  if (isEither(shape)) return shape.either.flatMap((one) => namesWithout(one, value, path));
  const [item] = Array.isArray(shape) ? (shape as readonly [Shape]) : [];
  if (item !== undefined) return (value as readonly unknown[]).flatMap((one) => namesWithout(item, one, path));
  const inside: Readonly<Record<string, unknown>> = { ...value };
  return Object.entries(shape as Readonly<Record<string, Shape>>).flatMap(([name, of]) => {
    const at = [...path, name];
    return Object.hasOwn(inside, name) ? namesWithout(of, inside[name], at) : [at.join(".")];
  });
}

const facts = committedFacts();
const cases = await Promise.all(
  (await allVendors()).map(async (vendor) => {
    const { actions } = await vendor.fields();
    return Object.entries(facts.vendors[vendor.name]?.answers ?? {}).map(
      ([action, answer]) => [vendor.name, action, actions[action] ?? "", answer] as const,
    );
  }),
);

describe.each(cases.flat())("%s, %s", (name, action, shape, answer) => {
  const sample = sampleOf(answer);
  const found = (body: object) => shapeDifferences(shape, enveloped(name, body));
  const untyped = new Set(
    placesOf(answer)
      .filter(({ field }) => field.type === "unknown")
      .map(({ path }) => path.at(-1)),
  );

  test("each field of the model is known, with its type", () => {
    const wrong = found(sample)
      // The sample has a field's name in place of its words, and a text where the model gives no type.
      .filter(({ kind, path, says }) => {
        const field = path.split(".").at(-1)?.replace(/\[\]$/, "");
        return kind !== "word" && !(says.startsWith("is text, taken for") && untyped.has(field));
      })
      .map(({ path, says }) => `${path} ${says}`);
    expect(wrong).toEqual([]);
  });

  test("each field that may be null may be null", () => {
    const wrong = placesOf(answer)
      .filter(({ field }) => field.null)
      .flatMap(({ path }) => found(changedAt(sample, path, null)))
      .filter(({ says }) => says.startsWith("is null"))
      .map(({ path }) => `${name} ${action}: ${path}`);
    expect(wrong).toEqual(toldNulls.filter((one) => one.startsWith(`${name} ${action}: `)));
  });

  test("each word that the vendor lists is known", () => {
    const wrong = placesOf(answer).flatMap(({ path, field }) =>
      (field.words ?? []).flatMap((word) =>
        found(changedAt(sample, path, word))
          .filter(({ kind, says }) => kind === "word" && says.includes(`"${word}"`))
          .map((one) => `${one.path} ${one.says}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("no field is known that the model does not have", () => {
    const extra = [...new Set(namesWithout(shape, enveloped(name, sample)))].map((at) => `${name} ${action}: ${at}`);
    expect(extra).toEqual(Object.keys(ofPages).filter((one) => one.startsWith(`${name} ${action}: `)));
  });
});

test("every vendor whose SDK has models is looked at", () => {
  expect(new Set(cases.flat().map(([name]) => name)).size).toBe(4);
});
