// Instances as CVM and ECM show them: ENIs come and go while they are RUNNING or STOPPED.
import { z } from "zod";
import type { ApiCall } from "../../http/api.ts";
import { count, emptyIfNone, optionalText, orHidden, pageList, readItems } from "../answers.ts";
import { entryOf } from "../table.ts";
import type { Listing, ObservedInstance, Page } from "../vendor.ts";
import { pageFrom, pagesAfter, totalAtFirst } from "./pages.ts";

const phases: Readonly<Record<string, ObservedInstance["phase"]>> = {
  RUNNING: "ready",
  STOPPED: "ready",
  PENDING: "transitional",
  STARTING: "transitional",
  STOPPING: "transitional",
  REBOOTING: "transitional",
  LAUNCH_FAILED: "unfit",
  SHUTDOWN: "unfit",
  TERMINATING: "unfit",
  ENTER_RESCUE_MODE: "transitional",
  EXIT_RESCUE_MODE: "transitional",
  // Lasts until somebody ends it.
  RESCUE_MODE: "unfit",
  ENTER_SERVICE_LIVE_MIGRATE: "transitional",
  SERVICE_LIVE_MIGRATE: "transitional",
  EXIT_SERVICE_LIVE_MIGRATE: "transitional",
};

/** RestrictState of an instance that the vendor keeps from use, whatever its state is: expired, or isolated for its safety. */
const restrictions: ReadonlySet<string> = new Set(["EXPIRED", "PROTECTIVELY_ISOLATED"]);

/** What to do about an unfit instance that neither starting nor stopping it mends. */
const waysOut: Readonly<Record<string, string>> = {
  RESCUE_MODE: "End the instance's rescue mode.",
  EXPIRED: "Renew the instance: it has expired.",
  PROTECTIVELY_ISOLATED: "The vendor has isolated the instance for its safety: see in the console why.",
};

const vpcOf = z.object({ VpcId: optionalText }).nullish().catch(undefined);
const zoneOf = z.object({ Zone: optionalText }).nullish().catch(undefined);
const item = z.object({
  InstanceId: z.string(),
  InstanceState: optionalText,
  RestrictState: optionalText,
  InstanceType: optionalText,
  // CVM has Placement.Zone, ECM Position.ZoneInfo.Zone.
  Placement: zoneOf,
  Position: z.object({ ZoneInfo: zoneOf }).nullish().catch(undefined),
  VirtualPrivateCloud: vpcOf,
});
const page = z.preprocess(
  emptyIfNone("TotalCount", "InstanceSet"),
  z.object({ TotalCount: count, InstanceSet: pageList }),
);

/** @param byIds what names the instances in a call. */
export function instanceListing(
  batch: number,
  byIds: (ids: readonly string[]) => Readonly<Record<string, unknown>>,
): Listing<ObservedInstance> {
  const ask = (parameters: Readonly<Record<string, unknown>>): ApiCall => ({
    action: "DescribeInstances",
    mutates: false,
    parameters,
  });
  return {
    batch,
    byIds: (ids) => ask({ ...byIds(ids), ...pageFrom(undefined) }),
    page: (_region, next) => ask(pageFrom(next)),
    read: readInstances,
  };
}

export function readInstances(body: unknown, asked: ApiCall): Page<ObservedInstance> {
  const { InstanceSet, TotalCount } = page.parse(body);
  const read = orHidden(readItems(InstanceSet, observed), totalAtFirst(asked, TotalCount));
  return { ...read, ...pagesAfter(asked, TotalCount) };
}

function observed(raw: unknown): ObservedInstance {
  const instance = item.parse(raw);
  const state = instance.InstanceState ?? "";
  const restriction = restrictions.has(instance.RestrictState ?? "") ? instance.RestrictState : undefined;
  const wayOut = entryOf(waysOut, restriction ?? state);
  return {
    instanceId: instance.InstanceId,
    vendorState: [state, restriction].filter(Boolean).join(", "),
    phase: restriction === undefined ? (entryOf(phases, state) ?? "transitional") : "unfit",
    ...(wayOut === undefined ? {} : { wayOut }),
    zone: instance.Placement?.Zone || instance.Position?.ZoneInfo?.Zone || undefined,
    vpc: instance.VirtualPrivateCloud?.VpcId || undefined,
    type: instance.InstanceType || undefined,
    eniCount: undefined,
  };
}
