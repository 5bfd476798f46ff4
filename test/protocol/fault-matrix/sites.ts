// The worlds of the matrix: the vendor's small world with a corner for each case, and two accounts of which one expires.
import type { VendorCase } from "../../contract/vendor-cases.ts";

/** One case's own corner of the cloud. */
export interface Site {
  readonly eni: string;
  /** Where the ENI is, or comes from. */
  readonly origin: string;
  /** Where a move brings it. */
  readonly target: string;
}

/** Wide enough that no case waits for the others' turns: rates have tests of their own. */
export const rates = (vendor: string) => ({
  "eni:rateLimits": JSON.stringify({
    [vendor]: Object.fromEntries(
      [
        "*",
        "AttachNetworkInterface",
        "DetachNetworkInterface",
        "DescribeNetworkInterfaces",
        "DescribeVpcTaskResult",
      ].map((action) => [action, 5_000]),
    ),
  }),
});

type Entry = Record<string, unknown>;

/** A short latency: what is under way shows, and nothing that is asserted depends on how long it is. */
const latency = { attachMs: 60, detachMs: 60 };

const shapes: Readonly<Record<string, (number: number) => { eni: string; instance: string }>> = {
  "alicloud-ecs": (n) => ({ eni: `eni-m${pad(n, 7)}`, instance: `i-m${pad(n, 7)}` }),
  "tencentcloud-ecm": (n) => ({ eni: `eni-m${pad(n, 7)}`, instance: `ein-m${pad(n, 7)}` }),
  "zenlayer-zec": (n) => ({ eni: `13046820495${pad(n, 8)}`, instance: `12721680877${pad(n, 8)}` }),
};
const tencent = (n: number) => ({ eni: `eni-m${pad(n, 7)}`, instance: `ins-m${pad(n, 7)}` });
const pad = (n: number, digits: number) => String(n).padStart(digits, "0");

export function siteOf({ vendor }: VendorCase, index: number): Site {
  const ids = shapes[vendor] ?? tencent;
  return { eni: ids(2 * index).eni, origin: ids(2 * index).instance, target: ids(2 * index + 1).instance };
}

/** The vendor's small world, with as many sites in place of its few things. */
export function worldOf(vendor: VendorCase, sites: readonly Site[]): Entry {
  const { instances, enis, ...rest } = vendor.world() as { instances: Entry[]; enis: Entry[] };
  return {
    ...rest,
    latency,
    accounts: accountsOf(vendor),
    instances: sites.flatMap(({ origin, target }) => [origin, target].map((id) => ({ ...instances[0], id }))),
    enis: [...sites.map(({ eni }) => ({ ...enis[0], id: eni })), ...others(vendor, sites.length, enis[0])],
  };
}

/**
 * Where a call takes one id, a process asks for the list of all when that is fewer calls, and no fault of one ENI's question would
 * be met. With so many pages of others it never is.
 */
function others({ batches }: VendorCase, sites: number, like: Entry | undefined): Entry[] {
  return Array.from({ length: batches ? 0 : 100 + 10 * sites }, (_none, index) => ({
    ...like,
    id: `eni-x${pad(index, 7)}`,
  }));
}

/** Temporary credentials, of which one run loses its hold on the cloud half-way; the others have lasting ones. */
export const lent = {
  accessKeyId: "AKIDEXAMPLE00000000000000009",
  accessKeySecret: "ExampleSecretNotARealOne000009",
  securityToken: "ExampleTokenNotARealOne0000000000000009",
};

/** The token's variable; undefined for a vendor without temporary credentials, whose key is disabled instead. */
const tokenVariables: Readonly<Record<string, string>> = {
  "alicloud-ecs": "ALIBABA_CLOUD_SECURITY_TOKEN",
  "tencentcloud-vpc": "TENCENTCLOUD_TOKEN",
  "tencentcloud-vpc-v2": "TENCENTCLOUD_TOKEN",
  "tencentcloud-ecm": "TENCENTCLOUD_TOKEN",
};

function accountsOf(vendor: VendorCase): Entry[] {
  const { accessKeyId, accessKeySecret } = lent;
  const [lasting] = vendor.world()["accounts"] as Entry[];
  return [lasting ?? {}, tokenVariables[vendor.vendor] === undefined ? { accessKeyId, accessKeySecret } : lent];
}

export function lentEnvironment(vendor: VendorCase): Record<string, string> {
  const names = Object.keys(vendor.environment);
  const token = tokenVariables[vendor.vendor];
  return {
    ...Object.fromEntries(names.map((name) => [name, /_ID$/.test(name) ? lent.accessKeyId : lent.accessKeySecret])),
    ...(token === undefined ? {} : { [token]: lent.securityToken }),
  };
}

/** Values and forms that must be in no line, error and state. */
export function secretsIn(vendor: VendorCase, texts: readonly string[]): string[] {
  const values = [...Object.values(vendor.environment), ...Object.values(lent)];
  const forms = [...values, ...values.map((value) => encodeURIComponent(value))];
  return texts.filter(
    (text) => forms.some((form) => text.includes(form)) || /Signature=[A-Za-z0-9+/%]{16,}/.test(text),
  );
}
