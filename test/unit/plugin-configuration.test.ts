// How the plugin's errors name what a user wrote: an argument of the provider, or an `eni:*` key of the stack.
import { describe, expect, test } from "@jest/globals";
import { EniError } from "../../provider/errors.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { configurationOf } from "../../provider/plugin/configuration.ts";
import { readSettings, surroundings } from "../../provider/session/settings.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import type { Surroundings, Vendor } from "../../provider/vendors/vendor.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const refused = {
  clock: new VirtualClock(),
  transport: () => Promise.reject(new TransportFailure("no answer", true)),
};

/** Half of each vendor's key. */
const halves: Readonly<Record<string, readonly [id: string, secret: string]>> = {
  alicloud: ["accessKey", "secretKey"],
  tencentcloud: ["secretId", "secretKey"],
  zenlayer: ["accessKeyId", "accessKeyPassword"],
};

/** With these as arguments of a provider, or as keys of the stack. */
function outside(args: Record<string, unknown>, isDefault: boolean): Surroundings {
  const environment = { HOME: "/nowhere", ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };
  return surroundings(configurationOf({ args, isDefault }, environment).stack, environment);
}

const vendors: readonly Vendor[] = await allVendors();

describe.each(vendors.map((vendor) => [vendor.name, vendor] as const))("%s", (_name, vendor) => {
  const { namespace } = vendor;
  const [id = "", secret = ""] = halves[namespace] ?? [];

  test.each([
    [
      false,
      `arguments of the provider (${namespace}.${id}`,
      `${namespace}.${id} is set, ${namespace}.${secret} is not`,
    ],
    [
      true,
      `stack configuration (eni:${namespace}.${id}`,
      `eni:${namespace}.${id} is set, eni:${namespace}.${secret} is not`,
    ],
  ])("half a key; keys of the stack: %s", async (isDefault, place, why) => {
    const found = await vendor.credentials(outside({ [namespace]: { [id]: "half" } }, isDefault), refused);
    expect(found.reasons?.join()).toContain(place);
    expect(found.reasons?.join()).toContain(why);
  });
});

test.each([
  ["endpoints", { "alicloud-ecs": "not a URL" }],
  ["rateLimits", { "alicloud-ecs": { AttachNetworkInterface: "often" } }],
  ["preflight", "maybe"],
])("%s: a setting that is wrong is named as it was given", (name, value) => {
  const [vendor] = vendors;
  if (!vendor) throw new Error("there are vendors");
  const messageOf = (isDefault: boolean) => {
    try {
      readSettings(outside({ [name]: value }, isDefault), vendor);
    } catch (error) {
      if (error instanceof EniError) return error.message;
      throw error;
    }
    throw new Error("it was expected to be refused");
  };
  expect(messageOf(false)).toMatch(new RegExp(`^${name} \\(arguments of the provider\\)`));
  expect(messageOf(true)).toMatch(new RegExp(`^eni:${name} \\(stack configuration\\)`));
});
