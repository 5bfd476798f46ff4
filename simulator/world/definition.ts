// Turns a world file into a complete and consistent definition: fills in defaults that depend on other entries, and makes the
// checks that a schema cannot express. All problems are reported at once, each with its path.
import { z } from "zod";
import { DEFAULT_VENDOR, parseFile } from "./schema.ts";
import type { EniEntry, EniStatus, InstanceEntry, Region, WorldFile } from "./schema.ts";
import type { DefaultsOf } from "./vendor-defaults.ts";

/** Where an instance or ENI is. */
interface Place {
  region: string;
  zone: string;
  vpc: string;
  vSwitch: string;
}
export type InstanceDefinition = Omit<InstanceEntry, keyof Place | "type" | "maxEnis" | "securityGroups"> &
  Place & { type: string; maxEnis: number; securityGroups: string[] };
/** Fields that a world file may leave out and a definition always has. */
type CompletedField = "mac" | "primaryIp" | "status" | "deleteOnRelease" | "securityGroups";
export type EniDefinition = Omit<EniEntry, keyof Place | CompletedField> &
  Place & { mac: string; primaryIp: string; status: EniStatus; deleteOnRelease: boolean; securityGroups: string[] };
export interface WorldDefinition extends Omit<WorldFile, "instances" | "enis" | "regions"> {
  regions: Region[];
  instances: InstanceDefinition[];
  enis: EniDefinition[];
}

export class WorldFileError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`not a world file:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "WorldFileError";
    this.problems = problems;
  }
}

/** One line for each issue, such as `enis[2].status: Invalid option`. */
export function describeIssues(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${z.core.toDotPath(issue.path) || "(top level)"}: ${issue.message}`);
}

export function defineWorld(input: unknown, defaultsOf: DefaultsOf): WorldDefinition {
  let file: WorldFile;
  try {
    file = parseFile(input);
  } catch (error) {
    throw error instanceof z.ZodError ? new WorldFileError(describeIssues(error)) : error;
  }
  /** The region of entries of this vendor that name none. */
  const homeRegionOf = (vendor: string): { id: string; zones: string[] } => {
    const own = file.regions.find((region) => region.vendor === vendor);
    const defaults = defaultsOf(vendor);
    return (
      own ??
      file.regions.find((region) => region.vendor === undefined) ?? { id: defaults.region, zones: [defaults.zone] }
    );
  };
  /** `parent` is the place of the instance that an ENI is on: the ENI is there too, unless its entry says otherwise. */
  const placeOf = (
    entry: { vendor: string } & { [Key in keyof Place]?: string | undefined },
    parent?: Place,
  ): Place => {
    const home = homeRegionOf(entry.vendor);
    const defaults = defaultsOf(entry.vendor);
    const region = entry.region ?? parent?.region ?? home.id;
    const declared = file.regions.find(({ id }) => id === region)?.zones[0];
    const zone =
      entry.zone ??
      parent?.zone ??
      declared ??
      (region === home.id ? home.zones[0] : undefined) ??
      defaults.zoneIn(region);
    const vpc = entry.vpc ?? parent?.vpc ?? defaults.vpc;
    const sameSubnet = parent?.zone === zone && parent.vpc === vpc;
    const vSwitch = entry.vSwitch ?? (sameSubnet ? parent.vSwitch : defaults.subnetIn(zone));
    return { region, zone, vpc, vSwitch };
  };

  const instances = file.instances.map((entry) => {
    const defaults = defaultsOf(entry.vendor);
    const maxEnis = entry.maxEnis ?? defaults.maxEnis;
    const type = entry.type ?? defaults.instanceType(maxEnis);
    return {
      ...entry,
      maxEnis,
      type,
      securityGroups: entry.securityGroups ?? [defaults.securityGroup],
      ...placeOf(entry),
    };
  });
  const byId = new Map(instances.map((instance) => [instance.id, instance]));
  const withPrimaryInFile = new Set(
    file.enis.filter(({ kind }) => kind === "primary").map(({ instanceId }) => instanceId),
  );
  const primaries = instances
    .filter(({ id }) => !withPrimaryInFile.has(id))
    .map((instance) => primaryOf(instance, defaultsOf));
  const enis = [...file.enis, ...primaries].map((entry, index) => ({
    ...entry,
    ...placeOf(entry, entry.instanceId === undefined ? undefined : byId.get(entry.instanceId)),
    mac:
      entry.mac ??
      `${defaultsOf(entry.vendor).macPrefix}:${hexByte(index >> 16)}:${hexByte(index >> 8)}:${hexByte(index)}`,
    primaryIp: entry.primaryIp ?? `172.16.${(index >> 8) & 255}.${index & 255}`,
    status: entry.status ?? (entry.instanceId === undefined ? ("available" as const) : ("inUse" as const)),
    deleteOnRelease: entry.deleteOnRelease ?? defaultsOf(entry.vendor).deleteOnRelease,
    securityGroups: entry.securityGroups ?? [defaultsOf(entry.vendor).securityGroup],
  }));
  const regions =
    file.regions.length > 0 ? file.regions : regionsOf([...instances, ...enis], homeRegionOf(DEFAULT_VENDOR));
  const definition = { ...file, regions, instances, enis };
  const problems = problemsOf(definition, defaultsOf);
  if (problems.length > 0) throw new WorldFileError(problems);
  return definition;
}

const hexByte = (value: number): string => (value & 255).toString(16).padStart(2, "0");

/** The primary ENI that every instance has, for an instance whose primary ENI is not in the world file. */
function primaryOf(instance: InstanceDefinition, defaultsOf: DefaultsOf): EniEntry {
  const [parsed] = parseFile({
    enis: [
      {
        id: defaultsOf(instance.vendor).primaryEniId(instance.id),
        vendor: instance.vendor,
        owner: instance.owner,
        kind: "primary",
        instanceId: instance.id,
        deleteOnRelease: true,
        securityGroups: instance.securityGroups,
      },
    ],
  }).enis;
  if (parsed === undefined) throw new Error("unreachable: one ENI was parsed, so there is one");
  return parsed;
}

/** For a file without `regions`: the regions and zones that its entries name, or `home` if it has no entries. */
function regionsOf(places: readonly Place[], home: { id: string; zones: string[] }): Region[] {
  const zones = new Map<string, Set<string>>(places.length === 0 ? [[home.id, new Set(home.zones)]] : []);
  for (const { region, zone } of places) zones.set(region, (zones.get(region) ?? new Set()).add(zone));
  return [...zones].map(([id, set]) => ({ id, zones: [...set], supported: true }));
}

function problemsOf({ accounts, regions, instances, enis }: WorldDefinition, defaultsOf: DefaultsOf): string[] {
  const problems: string[] = [];
  const checkUnique = (list: string, ids: readonly string[], key: string) => {
    const seen = new Set<string>();
    ids.forEach((id, index) => {
      if (seen.has(id)) problems.push(`${list}[${index}].${key}: "${id}" is used twice`);
      seen.add(id);
    });
  };
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  const keys = accounts.map(({ accessKeyId }) => accessKeyId);
  checkUnique("accounts", keys, "accessKeyId");
  checkUnique("regions", ids(regions), "id");
  checkUnique("instances", ids(instances), "id");
  checkUnique("enis", ids(enis), "id");
  const instanceById = new Map(instances.map((instance) => [instance.id, instance]));
  const eniById = new Map(enis.map((eni) => [eni.id, eni]));

  const checkPlace = (list: string, index: number, { region, zone }: Place) => {
    const found = regions.find(({ id }) => id === region);
    if (found === undefined) problems.push(`${list}[${index}].region: "${region}" is not one of the declared regions`);
    else if (!found.zones.includes(zone))
      problems.push(`${list}[${index}].zone: region "${region}" has no zone "${zone}"`);
  };
  const checkIdShape = (list: "instances" | "enis", index: number, { id, vendor }: { id: string; vendor: string }) => {
    const idPatterns = defaultsOf(vendor).ids;
    if (idPatterns !== undefined && !idPatterns[list === "enis" ? "eni" : "instance"].test(id))
      problems.push(`${list}[${index}].id: "${id}" is not an id of ${vendor} (${idPatterns.shape})`);
  };
  const limits = new Map<string, number>();
  instances.forEach((instance, index) => {
    checkIdShape("instances", index, instance);
    checkPlace("instances", index, instance);
    const limit = limits.get(instance.type);
    if (limit !== undefined && limit !== instance.maxEnis)
      problems.push(`instances[${index}].maxEnis: another instance of type "${instance.type}" has ${limit}`);
    limits.set(instance.type, instance.maxEnis);
  });
  const attachedCounts = new Map<string, number>();
  enis.forEach((eni, index) => {
    const at = `enis[${index}]`;
    checkIdShape("enis", index, eni);
    checkPlace("enis", index, eni);
    const isDetached = eni.status === "available" || eni.status === "deleting";
    if (isDetached !== (eni.instanceId === undefined))
      problems.push(`${at}.status: ${eni.status} ${isDetached ? "excludes" : "needs"} an instanceId`);
    if (eni.kind === "primary" && eni.status !== "inUse")
      problems.push(`${at}.status: a primary ENI is inUse for the life of its instance`);
    if (eni.instanceId === undefined) return;
    const instance = instanceById.get(eni.instanceId);
    if (instance === undefined) {
      problems.push(`${at}.instanceId: there is no instance "${eni.instanceId}"`);
      return;
    }
    for (const key of ["vendor", "owner", "zone", "vpc"] as const)
      if (instance[key] !== eni[key])
        problems.push(`${at}.${key}: "${eni[key]}", but its instance "${instance.id}" has "${instance[key]}"`);
    if (eni.trunkEniId !== undefined) {
      // A member ENI does not count towards maxEnis.
      const trunk = eniById.get(eni.trunkEniId);
      if (trunk?.kind !== "trunk" || trunk.instanceId !== instance.id)
        problems.push(`${at}.trunkEniId: no trunk ENI "${eni.trunkEniId}" on instance "${instance.id}"`);
      return;
    }
    const attachedCount = (attachedCounts.get(instance.id) ?? 0) + 1;
    attachedCounts.set(instance.id, attachedCount);
    // Only the first ENI above the limit is reported, to name each instance once.
    if (attachedCount === instance.maxEnis + 1)
      problems.push(`${at}.instanceId: "${instance.id}" has more ENIs than its maxEnis, ${instance.maxEnis}`);
  });
  return problems;
}
