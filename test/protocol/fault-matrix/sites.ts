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
export const rates = ({ vendor, actions, otherActions }: VendorCase) => ({
  "eni:rateLimits": JSON.stringify({
    [vendor]: Object.fromEntries(["*", ...Object.values(actions), ...otherActions].map((action) => [action, 5_000])),
  }),
});

type Entry = Record<string, unknown>;

/** A short latency: what is under way shows, and nothing that is asserted depends on how long it is. */
const latency = { attachMs: 60, detachMs: 60 };

export function siteOf({ made }: VendorCase, index: number): Site {
  return {
    eni: made.eni("m", 2 * index),
    origin: made.instance("m", 2 * index),
    target: made.instance("m", 2 * index + 1),
  };
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
function others({ batches, made }: VendorCase, sites: number, like: Entry | undefined): Entry[] {
  return Array.from({ length: batches ? 0 : 100 + 10 * sites }, (_none, index) => ({
    ...like,
    id: made.eni("x", index),
  }));
}

/** Temporary credentials, of which one run loses its hold on the cloud half-way; the others have lasting ones. */
export const lent = {
  accessKeyId: "AKIDEXAMPLE00000000000000009",
  accessKeySecret: "ExampleSecretNotARealOne000009",
  securityToken: "ExampleTokenNotARealOne0000000000000009",
};

function accountsOf(vendor: VendorCase): Entry[] {
  const { accessKeyId, accessKeySecret } = lent;
  const [lasting] = vendor.world()["accounts"] as Entry[];
  // Where there are no temporary credentials, the key is disabled instead.
  return [lasting ?? {}, vendor.tokenVariable === undefined ? { accessKeyId, accessKeySecret } : lent];
}

export function lentEnvironment(vendor: VendorCase): Record<string, string> {
  const names = Object.keys(vendor.environment);
  const token = vendor.tokenVariable;
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
