// `check`: validates the arguments with the vendor's schema. One failure for each property; values that are not known yet pass.
import type { z } from "zod";
import { EniError } from "../errors.ts";
import type { Surroundings, Vendor } from "../vendors/vendor.ts";
import { allVendors, vendorNamed, vendors } from "../vendors/index.ts";
import { configurationWords } from "../vendors/configuration-words.ts";
import { shownValue } from "../vendors/given-values.ts";
import { didYouMean } from "../vendors/near-misses.ts";
import { readSettings } from "../session/settings.ts";
import type { Properties } from "./properties.ts";
import { isUnknown, ownProperties, unknownValue } from "./properties.ts";

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: Failure[];
}

export async function checkArguments(olds: Properties, news: Properties, outside: Surroundings): Promise<CheckResult> {
  const inputs = ownProperties(news);
  if (isUnknown(inputs["vendor"])) return { inputs, failures: [] };
  const vendor = await vendorNamed(inputs["vendor"])?.load();
  if (!vendor) {
    const known = vendors.map((one) => one.name).join(", ");
    const name = inputs["vendor"];
    const meant = didYouMean(name, vendors.map((one) => one.name)); // prettier-ignore
    const given = name === undefined ? "it is missing" : `got ${shownValue(name)}${meant}`;
    return { inputs, failures: [{ property: "vendor", reason: `must be one of: ${known}; ${given}` }] };
  }
  const failures: Failure[] = [...checkSettings(outside, vendor), ...(await strangers(vendor, inputs))];
  const region = resolveRegion(vendor, olds, inputs, outside);
  if (typeof region === "string") inputs["region"] = region;
  else if (region) failures.push(region);
  for (const [property, schema] of Object.entries(vendor.shape)) {
    if (property !== "region") failures.push(...checkProperty(property, schema, inputs[property]));
  }
  return { inputs, failures };
}

function checkSettings(outside: Surroundings, vendor: Vendor): Failure[] {
  try {
    readSettings(outside, vendor);
    return [];
  } catch (error) {
    if (error instanceof EniError) return [{ property: "", reason: `${error.what} [${error.code}]` }];
    throw error;
  }
}

/** Failures for arguments that this vendor does not have. The other vendors are loaded only to say whose argument it is. */
async function strangers(vendor: Vendor, inputs: Properties): Promise<Failure[]> {
  const names = Object.keys(inputs).filter((name) => !Object.hasOwn(vendor.shape, name));
  if (names.length === 0) return [];
  const all = await allVendors();
  return names.map((property) => {
    const owners = all.filter((other) => Object.hasOwn(other.shape, property)).map((other) => other.name);
    const hint = owners.length > 0 ? ` (it is one of ${owners.join(", ")})` : "";
    const meant = owners.length > 0 ? "" : didYouMean(property, Object.keys(vendor.shape));
    return { property, reason: `is not an argument of ${vendor.name}${hint}; remove it${meant}` };
  });
}

/**
 * The region is part of the attachment's identity, so a change of it is a real detach. It comes from the argument, else from the state,
 * else (at creation) from the stack's configuration, but never from environment or profile.
 */
function resolveRegion(
  vendor: Vendor,
  olds: Properties,
  inputs: Properties,
  outside: Surroundings,
): string | Failure | undefined {
  if (!("region" in vendor.shape) || vendor.regionKey === undefined) return undefined;
  const given = inputs["region"];
  if (isUnknown(given)) return undefined;
  const kept = vendorNamed(olds["vendor"])?.cloud === vendor.cloud ? olds["region"] : undefined;
  const name = given ?? kept ?? outside.configuration(vendor.regionKey);
  // At preview a provider's own configuration may not be known yet.
  if (isUnknown(name)) return unknownValue;
  if (name === undefined || name === "") {
    const reason =
      `is missing: set it, or ${configurationWords(outside).setRegion(vendor.regionKey)} ` +
      "(it is not read from environment or profile, because a change of region detaches the ENI)";
    return { property: "region", reason };
  }
  const region = typeof name === "string" ? vendor.region(name) : undefined;
  if (region !== undefined) return region;
  const meant = didYouMean(name, vendor.regions);
  return { property: "region", reason: `must be the name of a region; got ${shownValue(name)}${meant}` };
}

function checkProperty(property: string, schema: z.ZodType, value: unknown): Failure[] {
  if (isUnknown(value)) return [];
  const known = withoutUnknowns(value);
  const result = schema.safeParse(known);
  if (result.success) return [];
  return result.error.issues.map((issue) => ({
    property: [property, ...issue.path].join("."),
    reason: known === undefined && issue.path.length === 0 ? missing : issue.message,
  }));
}

const missing = "is missing (or comes from an Output that is empty)";

/** Removes the parts of an object that are not known yet. They are checked at up. */
function withoutUnknowns(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => !isUnknown(part)));
}
