// The package's schema: that it is what the zod shapes and the doc comments say, and what the files hold.
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { noOutputs } from "../../provider/program/outputs.ts";
import { schemaOf } from "../../provider/plugin/schema.ts";
import { typeSpecOf } from "../../provider/plugin/schema-types.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import type { Vendor } from "../../provider/vendors/vendor.ts";
import { packageVersion } from "../../provider/version.ts";
import { projectRoot } from "../../tools/engine.ts";
import { schemaFile, schemaText, textsModule } from "../../tools/schema.ts";
import { providerTexts, textsFile } from "../../tools/schema-texts.ts";

interface Property {
  type?: string;
  $ref?: string;
  description: string;
  secret?: boolean;
}
interface Schema {
  version: string;
  config: { variables: Record<string, Property> };
  types: Record<string, { enum?: { name: string; value: string }[]; properties?: Record<string, Property> }>;
  provider: { inputProperties: Record<string, Property> };
  resources: Record<
    string,
    {
      aliases: { type: string }[];
      inputProperties: Record<string, Property>;
      requiredInputs: string[];
      properties: Record<string, Property>;
      required: string[];
    }
  >;
}

let vendors: readonly Vendor[];
let schema: Schema;
beforeAll(async () => {
  vendors = await allVendors();
  schema = JSON.parse(await schemaOf("1.2.3")) as Schema;
});
const resource = () => {
  const found = schema.resources["eni:index:EniAttachment"];
  if (!found) throw new Error("no such resource");
  return found;
};

describe("what is written is up to date: `npm run docs`", () => {
  test("the texts", async () => {
    expect(await readFile(textsFile, "utf8")).toBe(await textsModule());
  });
  test("schema.json", async () => {
    expect(await readFile(schemaFile, "utf8")).toBe(await schemaText());
  });
  test("the version in the code is the package's", async () => {
    const { version } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as { version: string };
    expect(packageVersion).toBe(version);
    expect(schema.version).toBe("1.2.3");
  });
});

describe("the resource", () => {
  test("takes every argument of every vendor, and nothing else", () => {
    const names = new Set(vendors.flatMap(({ shape }) => Object.keys(shape)));
    expect(Object.keys(resource().inputProperties)).toEqual([...names].toSorted());
  });

  test("each argument has a type and a text; one of some vendors alone names them", () => {
    for (const [name, { description, type, $ref }] of Object.entries(resource().inputProperties)) {
      expect([name, type ?? $ref, description.length]).toEqual([name, expect.any(String), expect.any(Number)]);
      const having = vendors.filter(({ shape }) => name in shape);
      if (having.length < vendors.length)
        for (const vendor of having) expect(description).toContain(`\`${vendor.name}\``);
    }
  });

  test("wants what all vendors want, and has every computed output for sure", () => {
    expect(resource().requiredInputs).toEqual(["instanceId", "networkInterfaceId", "vendor"]);
    expect(resource().required.toSorted()).toEqual(
      [...resource().requiredInputs, ...Object.keys(noOutputs)].toSorted(),
    );
    expect(Object.keys(resource().properties).toSorted()).toEqual(
      [...Object.keys(resource().inputProperties), ...Object.keys(noOutputs)].toSorted(),
    );
  });

  test("the vendors are an enumeration", () => {
    expect(schema.types["eni:index:Vendor"]?.enum?.map(({ name, value }) => [name, value])).toEqual([
      ["AlicloudEcs", "alicloud-ecs"],
      ["TencentcloudVpc", "tencentcloud-vpc"],
      ["TencentcloudVpcV2", "tencentcloud-vpc-v2"],
      ["TencentcloudEcm", "tencentcloud-ecm"],
      ["ZenlayerZec", "zenlayer-zec"],
    ]);
  });

  test("is known by the dynamic resource's type, so that a stack can change over", () => {
    expect(resource().aliases).toEqual([{ type: "pulumi-nodejs:dynamic/eni:EniAttachment" }]);
  });
});

describe("the provider", () => {
  test("its arguments are the configuration's keys, and those with credentials are secrets as a whole", () => {
    const { inputProperties } = schema.provider;
    expect(schema.config.variables).toEqual(inputProperties);
    const secret = Object.keys(inputProperties).filter((name) => inputProperties[name]?.secret);
    expect(secret).toEqual(["alicloud", "tencentcloud", "zenlayer"]);
    expect(Object.keys(inputProperties)).toEqual([...secret, "endpoints", "rateLimits", "preflight"]);
  });

  test("the TypeScript class has the same arguments with the same texts", () => {
    const texts = (properties: Record<string, Property> = {}) =>
      Object.fromEntries(Object.entries(properties).map(([name, { description }]) => [name, description]));
    const typeTexts = (name: string) => texts(schema.types[`eni:index:${name}`]?.properties);
    expect(providerTexts()).toEqual({
      ProviderArgs: texts(schema.provider.inputProperties),
      AlicloudArgs: typeTexts("AlicloudAccount"),
      TencentcloudArgs: typeTexts("TencentcloudAccount"),
      ZenlayerArgs: typeTexts("ZenlayerAccount"),
    });
  });
});

test("every reference leads to a type", () => {
  const references = [...JSON.stringify(schema).matchAll(/"#\/types\/([^"]+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(5);
  expect(Object.keys(schema.types)).toEqual(expect.arrayContaining(references));
});

test("a type that the schema cannot say is an error, not a guess", () => {
  expect(() => typeSpecOf({ type: "object" })).toThrow(/no type of Pulumi's/);
  expect(() => typeSpecOf(z.toJSONSchema(z.null()) as never)).toThrow(/no type of Pulumi's/);
});
