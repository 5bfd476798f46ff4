// One examination: all checks in order, each as far as the ones before it allow.
import type { Credentials } from "../../http/credentials.ts";
import { EniError } from "../../errors.ts";
import { remedyText } from "../../remedy-text.ts";
import type { Settings } from "../../session/settings.ts";
import { isUnencrypted, readSettings, surroundings } from "../../session/settings.ts";
import type { Operation } from "../../lifecycle/operation.ts";
import { findingKeys } from "../../session/access.ts";
import { Sessions } from "../../session/session.ts";
import type { ObservedEni, ObservedInstance, Surroundings, Vendor } from "../../vendors/vendor.ts";
import type { Endpoint, Found } from "./access.ts";
import {
  answering,
  clockFinding,
  credentialsFinding,
  endpointFinding,
  knock,
  lookAtEnis,
  lookAtInstances,
  lookedIn,
  outcomeOf,
  permissionsFinding,
  unreachable,
} from "./access.ts";
import type { Request } from "./arguments.ts";
import {
  attachFinding,
  detachFinding,
  eniFinding,
  instanceFinding,
  notLookedAt,
  seeEni,
  seeInstance,
} from "./attachment.ts";
import type { Seen } from "./attachment.ts";
import { configurationFinding, regionFinding } from "./configuration.ts";
import type { Finding, Report } from "./finding.ts";
import { unchecked } from "./finding.ts";
import { Wire } from "./wire.ts";
import type { Tools } from "../read-only-operations.ts";
import { lookingOperation } from "../read-only-operations.ts";

export interface Examination {
  readonly report: Report;
  /** They must not be shown in the report. */
  readonly credentials: Credentials | undefined;
}

export async function examine(request: Request, tools: Tools): Promise<Examination> {
  const { vendor, networkInterfaceId, instanceId } = request;
  const outside = surroundings(undefined, tools.environment);
  const { settings, finding: configuration } = configurationOf(vendor, outside);
  const search = await findCredentials(vendor, outside, tools);
  const { region, finding: place } = regionFinding(request, outside);
  const endpoint = settings && region !== undefined ? endpointOf(vendor, region, settings, outside) : undefined;
  const rest = await restOf(request, tools, { search, settings, region, endpoint });
  const checks = [configuration, ...rest.slice(0, 1), ...(place ? [place] : []), ...rest.slice(1)];
  const report = {
    vendor: vendor.name,
    ...(region === undefined || vendor.regionKey === undefined ? {} : { region }),
    ...(networkInterfaceId === undefined ? {} : { networkInterfaceId }),
    ...(instanceId === undefined ? {} : { instanceId }),
    ok: checks.every(({ status }) => status !== "problem"),
    checks,
  };
  return { report, credentials: "source" in search ? search.credentials : undefined };
}

interface Known {
  readonly search: Found | Finding;
  readonly settings: Settings | undefined;
  readonly region: string | undefined;
  readonly endpoint: Endpoint | undefined;
}

/** Credentials first, then the checks that need an answer of the vendor. */
async function restOf(request: Request, tools: Tools, known: Known): Promise<Finding[]> {
  const { vendor, networkInterfaceId: eniId = "", instanceId = "" } = request;
  const { search, settings, region, endpoint } = known;
  const wire = new Wire(tools.transport, tools.clock);
  if (!settings || region === undefined || !endpoint) {
    const why = "there is no endpoint to ask without the above";
    const credentials = "source" in search ? foundOnly(search) : search;
    return [
      credentials,
      ...(["endpoint", "clock", "permissions"] as const).map((check) => unchecked(check, why)),
      ...notLookedAt({ eniId, instanceId }),
    ];
  }
  if (!("source" in search)) {
    return [
      search,
      await knockFinding(wire, endpoint),
      clockFinding(vendor, wire.skew, { isSigned: true }),
      unchecked("permissions", "nothing can be asked without credentials"),
      ...notLookedAt({ eniId, instanceId }),
    ];
  }
  const op = await operationOf(
    request,
    { ...tools, transport: wire.transport },
    { search, settings, region, endpoint },
  );
  return signedFindings(op, wire, search, endpoint);
}

async function signedFindings(op: Operation, wire: Wire, found: Found, endpoint: Endpoint): Promise<Finding[]> {
  const { vendor, eniId } = op;
  const { instanceId } = op.options.args;
  const first = await lookAtEnis(op);
  const { skew, way } = wire;
  const outcome = outcomeOf(vendor, first);
  const canLook = outcome === "accepted" || outcome === "refused";
  const instances = canLook ? await lookAtInstances(op) : undefined;
  const isSigned = found.credentials.bearer === undefined;
  const access = [
    credentialsFinding(op, found, first),
    endpointFinding(op, endpoint, first, way),
    clockFinding(vendor, skew, { first, outcome, isSigned }),
    permissionsFinding(op, first, instances),
  ];
  if (!canLook) return [...access, ...notLookedAt({ eniId, instanceId })];
  const seenEni = eniId === "" ? undefined : await seeEni(op);
  const seenInstance = instanceId === "" ? undefined : await seeInstance(op);
  const eni = seenEni && "is" in seenEni ? seenEni.is : undefined;
  return [
    ...access,
    ...(seenEni ? [eniFinding(op, seenEni)] : []),
    ...(seenInstance ? [await instanceFinding(op, seenInstance, eni)] : []),
    ...(seenEni && seenInstance ? await pairFindings(op, seenEni, seenInstance) : []),
  ];
}

async function pairFindings(
  op: Operation,
  eni: Seen<ObservedEni>,
  instance: Seen<ObservedInstance>,
): Promise<Finding[]> {
  if ("is" in eni) return [await attachFinding(op, eni.is, instance), detachFinding(op, eni.is, instance)];
  const why = "the ENI could not be looked at";
  return [unchecked("attach", why), unchecked("detach", why)];
}

async function knockFinding(wire: Wire, endpoint: Endpoint): Promise<Finding> {
  const get = (url: string) => wire.transport({ method: "GET", url, headers: {}, body: "" }, { timeoutMs: 10_000 });
  const trouble = await knock(get, endpoint.origin);
  return trouble === undefined
    ? answering(endpoint, "somebody answers; that it is the vendor shows with credentials", wire.way)
    : unreachable(endpoint, trouble);
}

function configurationOf(vendor: Vendor, outside: Surroundings): { settings?: Settings; finding: Finding } {
  try {
    return { settings: readSettings(outside, vendor), finding: configurationFinding(outside.environment) };
  } catch (error) {
    if (!(error instanceof EniError)) throw error;
    const { what, remedy } = error;
    return {
      finding: {
        ...configurationFinding(outside.environment),
        status: "problem",
        says: what,
        todo: remedyText(remedy),
        code: error.code,
      },
    };
  }
}

async function findCredentials(vendor: Vendor, outside: Surroundings, tools: Tools): Promise<Found | Finding> {
  const none = { check: "credentials", status: "problem", code: "CREDENTIALS_MISSING" } as const;
  const todo = remedyText(vendor.remedies.credentials);
  try {
    const search = await vendor.credentials(outside, tools);
    const { source, places } = search;
    const details = [lookedIn(places)];
    if (!source) {
      const says = `none found for ${vendor.title}`;
      return { ...none, says, todo: remedyText(findingKeys(vendor, search)), details };
    }
    return { source, credentials: await source.get(), places };
  } catch (error) {
    if (error instanceof EniError) return { ...none, says: error.what, todo: remedyText(error.remedy) };
    // A fault of this package. Its text is left out: it may quote a secret.
    return { ...none, says: `the search for credentials of ${vendor.title} failed`, todo };
  }
}

function foundOnly({ source, places }: Found): Finding {
  return {
    ...unchecked("credentials", `${source.found}; whether the vendor accepts them was not seen`),
    details: [lookedIn(places)],
  };
}

function endpointOf(vendor: Vendor, region: string, settings: Settings, outside: Surroundings): Endpoint {
  const configured = settings.endpoint(vendor);
  const product = settings.instancesEndpoint(vendor);
  if (configured === undefined) {
    const origin = vendor.origin(region);
    return {
      origin,
      from: "the vendor's own",
      isUnencrypted: product !== undefined && isUnencrypted(product),
      instances: instancesIn(vendor, { origin, region, product }),
    };
  }
  const shell = { environment: outside.environment, configuration: () => undefined };
  const ofShell = readSettings(shell, vendor).endpoint(vendor);
  return {
    origin: configured,
    from: ofShell === undefined ? "eni:endpoints, stack configuration" : "ENI_ENDPOINTS, environment",
    isUnencrypted: isUnencrypted(configured) || (product !== undefined && isUnencrypted(product)),
    instances: instancesIn(vendor, { origin: configured, region, product }),
  };
}

/** Where instances are looked at, in words; undefined if it is at the origin. */
function instancesIn(
  { instancesEndpoint, instancesOrigin }: Vendor,
  { origin, region, product }: { origin: string; region: string; product: string | undefined },
): string | undefined {
  if (instancesEndpoint === undefined) return undefined;
  const at = product ?? instancesOrigin?.(origin, region);
  if (at === undefined) return `Instances are not looked at: no endpoint is given for ${instancesEndpoint}`;
  return at === origin ? undefined : `Instances are looked at through ${at}`;
}

async function operationOf(
  { vendor, networkInterfaceId = "", instanceId = "" }: Request,
  tools: Tools,
  { search, settings, region, endpoint }: { search: Found; settings: Settings; region: string; endpoint: Endpoint },
): Promise<Operation> {
  const sessions = new Sessions(tools);
  const session = await sessions.get(
    {
      vendor,
      region,
      origin: endpoint.origin,
      instancesOrigin: settings.instancesEndpoint(vendor),
      rates: settings.rates(vendor),
    },
    search.source,
  );
  return lookingOperation(session, { networkInterfaceId, instanceId, attachedTo: "", doing: "examine" }, tools);
}
