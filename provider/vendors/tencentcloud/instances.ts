// Instances as CVM and ECM show them: ENIs come and go while they are RUNNING or STOPPED.
import { z } from "zod";
import type { ApiCall } from "../../http/api.ts";
import { optionalText, pageList, readItems } from "../answers.ts";
import { entryOf } from "../table.ts";
import type { Listing, ObservedInstance, Page } from "../vendor.ts";
import { pageFrom, pagesAfter, total } from "./pages.ts";

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
};

const vpcOf = z.object({ VpcId: optionalText }).nullish().catch(undefined);
const zoneOf = z.object({ Zone: optionalText }).nullish().catch(undefined);
const item = z.object({
  InstanceId: z.string(),
  InstanceState: optionalText,
  InstanceType: optionalText,
  // CVM has Placement.Zone, ECM Position.ZoneInfo.Zone.
  Placement: zoneOf,
  Position: z.object({ ZoneInfo: zoneOf }).nullish().catch(undefined),
  VirtualPrivateCloud: vpcOf,
});
const page = z.object({ TotalCount: total, InstanceSet: pageList });

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
  return { ...readItems(InstanceSet, observed), ...pagesAfter(asked, TotalCount) };
}

function observed(raw: unknown): ObservedInstance {
  const instance = item.parse(raw);
  const state = instance.InstanceState ?? "";
  return {
    instanceId: instance.InstanceId,
    vendorState: state,
    phase: entryOf(phases, state) ?? "transitional",
    zone: instance.Placement?.Zone || instance.Position?.ZoneInfo?.Zone || undefined,
    vpc: instance.VirtualPrivateCloud?.VpcId || undefined,
    type: instance.InstanceType || undefined,
    eniCount: undefined,
  };
}
