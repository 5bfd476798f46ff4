// What is simulated for each vendor: ENIs, instances good and bad, and a world of them.
import type { VendorCase } from "../contract/vendor-cases.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import { vendorNamed } from "../../provider/vendors/index.ts";
import type { Meaning } from "../../provider/http/meaning.ts";
import type { Vendor } from "../../provider/vendors/vendor.ts";

export interface Setting {
  readonly vendor: Vendor;
  readonly case: VendorCase;
  /** Three that can be attached; then a primary one and, where the API tells them, one of another service, which cannot. */
  readonly enis: readonly string[];
  /** Three that can take an ENI; then one far away, one that is full, one that does not exist. */
  readonly instances: readonly string[];
  /** Actions that faults may strike. */
  readonly actions: readonly string[];
  /** Arguments of the vendor's own that say where an ENI sits, as they may be edited. */
  readonly placements: readonly Readonly<Record<string, unknown>>[];
  /** What the vendor's documents leave open (`faces.<vendor>`). */
  readonly faces: readonly Readonly<Record<string, unknown>>[];
  /** Every error code that is known of it. */
  readonly codes: readonly string[];
}

/** Indexes of `enis` that can be attached. */
export const goodEnis = 3;
/** Indexes of `instances` that can take an ENI. */
export const goodInstances = 3;

const settingOf = async (one: VendorCase): Promise<Setting> => {
  const vendor = await vendorNamed(one.vendor)?.load();
  if (!vendor) throw new Error(`there is no vendor ${one.vendor}`);
  const { ids, actions, otherActions, faces, sharedErrors = {} } = one;
  return {
    vendor,
    case: one,
    enis: [ids.eni, ids.eni2, ids.eni3, ids.primary, ...(ids.managed === undefined ? [] : [ids.managed])],
    instances: [ids.a, ids.b, ids.c, ids.far, ids.full, ids.unknownInstance],
    actions: [...Object.values(actions), ...otherActions],
    placements: one.placements ?? [{}],
    faces: faces.simulated ?? [{}, ...faces.lives],
    codes: [...new Set([...Object.keys(vendor.errors), ...Object.keys(sharedErrors)])],
  };
};

export const settings: readonly Setting[] = await Promise.all(vendorCases.map(settingOf));

/** What each code means in an answer to an action. */
export function codesByMeaning(setting: Setting, action: string): ReadonlyMap<Meaning, readonly string[]> {
  const { vendor, codes } = setting;
  const region = setting.case.region ?? "global";
  const api = vendor.api(vendor.origin(region), region);
  const found = new Map<Meaning, string[]>();
  for (const code of codes) {
    const { meaning } = api.interpret(code, action, 400);
    found.set(meaning, [...(found.get(meaning) ?? []), code]);
  }
  return found;
}

type World = Record<string, unknown> & { instances: Record<string, unknown>[]; enis: Record<string, unknown>[] };

/** The vendor's world of the contract suite, with one more ENI and instance, and what the scenario says besides. */
export function worldOf(setting: Setting, holders: readonly (number | null)[], more: Record<string, unknown>): World {
  const base = setting.case.world() as World;
  const [a] = base.instances;
  const enis: Record<string, unknown>[] = [...base.enis, { ...base.enis[0], id: setting.enis[2] }];
  return {
    ...base,
    instances: [...base.instances, { ...a, id: setting.instances[2] }],
    enis: enis.map((eni) => {
      const holder = holders[setting.enis.indexOf(String(eni["id"]))];
      const free = eni["kind"] === undefined && eni["instanceId"] === undefined;
      return free && holder != null ? { ...eni, instanceId: setting.instances[holder] } : eni;
    }),
    ...more,
  };
}

/** Credentials of all vendors, as their tools read them. */
export const environment: Readonly<Record<string, string>> = Object.assign(
  {},
  ...vendorCases.map((one) => one.environment),
) as Record<string, string>;

/** What must be seen nowhere. */
export const secrets: readonly string[] = [...new Set(Object.values(environment))];
