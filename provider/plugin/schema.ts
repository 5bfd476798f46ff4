// The package's schema, of which Pulumi makes SDKs for other languages: from the zod schemas that check the same values.
import { z } from "zod";
import { computedSchema } from "../attachment/state.ts";
import { resourceTypes } from "../program/resource-types.ts";
import { settingSchemas } from "../session/settings.ts";
import { allVendors } from "../vendors/index.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { accounts, settings } from "./provider-arguments.ts";
import type { NamedType, PropertySpec } from "./schema-named-types.ts";
import { enumeration, objectType, refTo, textOf, typeName } from "./schema-named-types.ts";
import { schemaTexts } from "./schema-texts.ts";
import type { JsonType } from "./schema-types.ts";
import { jsonTypeOf, typeSpecOf } from "./schema-types.ts";

type Properties = Readonly<Record<string, PropertySpec>>;
type Types = Record<string, NamedType>;

/**
 * @param version of this package, such as `1.2.3`.
 * @returns the schema as JSON text (https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/).
 */
export async function schemaOf(version: string): Promise<string> {
  const vendors = await allVendors();
  const types: Types = {};
  const inputs = argumentProperties(vendors, types);
  const computed = computedProperties();
  const provider = providerProperties(types);
  const requiredInputs = requiredOfAll(vendors);
  const schema = {
    name: "eni",
    displayName: "ENI attachment",
    version,
    description: "Attaches cloud network interfaces (ENIs) to instances, moves them, and detaches them on destroy.",
    keywords: ["pulumi", "eni", "category/network", "kind/native"],
    license: "Apache-2.0",
    language: {
      nodejs: { packageName: "pulumi-eni", respectSchemaVersion: true },
      python: { packageName: "pulumi_eni", respectSchemaVersion: true, pyproject: { enabled: true } },
      go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
      csharp: { respectSchemaVersion: true },
      java: {},
    },
    config: { variables: provider },
    types: Object.fromEntries(Object.entries(types).map(([name, type]) => [`eni:index:${name}`, type])),
    provider: { description: schemaTexts.provider, inputProperties: provider },
    resources: {
      [resourceTypes.plugin]: {
        description: schemaTexts.resource,
        aliases: [{ type: resourceTypes.dynamic }],
        inputProperties: inputs,
        requiredInputs,
        properties: { ...asOutputs(inputs), ...computed },
        required: [...requiredInputs, ...Object.keys(computed)],
      },
    },
  };
  return JSON.stringify(schema);
}

/** All arguments of all vendors, side by side: Pulumi's schema has no union of whole resources. Check knows which belong to which vendor. */
function argumentProperties(vendors: readonly Vendor[], types: Types): Properties {
  const shapes = vendors.map(({ shape }) => Object.entries(shape)).flat();
  const all = new Map(shapes.toReversed());
  const properties: Record<string, PropertySpec> = {};
  for (const [name, schema] of [...all].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const description = textOf(schemaTexts.arguments, name);
    properties[name] = { description, ...argumentType(name, jsonTypeOf(schema), vendors, types) };
  }
  return properties;
}

function argumentType(name: string, type: JsonType, vendors: readonly Vendor[], types: Types) {
  const named = typeName(name);
  if (name === "vendor") {
    const names = vendors.map((vendor) => vendor.name);
    types[named] = enumeration("The vendor of the ENI.", names, schemaTexts.vendors);
  } else if (type.enum) {
    types[named] = enumeration(textOf(schemaTexts.arguments, name), z.array(z.string()).parse(type.enum));
  } else if (type.properties) {
    types[named] = objectType(textOf(schemaTexts.timeouts, named), type, schemaTexts.timeouts);
  } else {
    return typeSpecOf(type);
  }
  return refTo(named);
}

/** Arguments that every vendor wants. `region` is not one: some have none. */
function requiredOfAll(vendors: readonly Vendor[]): string[] {
  const required = vendors.map(({ shape }) => new Set(jsonTypeOf(z.object(shape)).required));
  const [first = new Set<string>(), ...others] = required;
  return [...first].filter((name) => others.every((one) => one.has(name))).toSorted();
}

/** Some arguments say more as outputs. */
function asOutputs(inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      { ...input, description: schemaTexts.outputs[name] ?? input.description },
    ]),
  );
}

function computedProperties(): Properties {
  const { properties = {} } = jsonTypeOf(computedSchema, "output");
  return Object.fromEntries(
    Object.entries(properties).map(([name, type]) => {
      // An enumeration as an output is awkward in typed languages, and a new word in it would break them.
      const plain = type.enum ? { type: "string" } : typeSpecOf(type);
      return [name, { description: textOf(schemaTexts.outputs, name), ...plain }];
    }),
  );
}

function providerProperties(types: Types): Properties {
  const described = Object.entries(accounts).map(([name, schema]): [string, PropertySpec] => {
    const type = jsonTypeOf(schema);
    const { description = "" } = type;
    types[`${typeName(name)}Account`] = objectType(description, type);
    return [name, { description, ...refTo(`${typeName(name)}Account`), secret: true }];
  });
  const others = Object.entries(settings).map(([name, schema]): [string, PropertySpec] => {
    const known = z.enum(["endpoints", "rateLimits", "preflight"]).parse(name);
    return [name, { description: schema.description ?? "", ...typeSpecOf(jsonTypeOf(settingSchemas[known])) }];
  });
  return Object.fromEntries([...described, ...others]);
}
