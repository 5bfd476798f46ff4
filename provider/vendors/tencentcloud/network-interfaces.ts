// DescribeNetworkInterfaces of API 3.0, as VPC and ECM answer it. `AVAILABLE` means "ready" here, even while attached:
// only `Attachment` tells whether an instance has the ENI.
import { z } from "zod";
import type { ApiCall } from "../../http/api.ts";
import type { EniPhase, Listing, ObservedEni, Page } from "../vendor.ts";
import { pageFrom, pagesAfter, pageSize, totalAtFirst } from "./pages.ts";
import {
  count,
  decisiveText,
  emptyIfNone,
  flag,
  optionalList,
  optionalText,
  orHidden,
  pageList,
  presentText,
  readItems,
} from "../answers.ts";

const address = z.object({
  PrivateIpAddress: optionalText,
  PublicIpAddress: optionalText,
  Primary: flag,
});
const item = z.object({
  NetworkInterfaceId: z.string(),
  VpcId: optionalText,
  Zone: optionalText,
  Primary: flag,
  MacAddress: optionalText,
  Business: optionalText,
  State: decisiveText,
  NetworkInterfaceState: decisiveText,
  PrivateIpAddressSet: optionalList(address),
  Attachment: z
    .object({
      InstanceId: presentText,
      AttachTime: optionalText,
      DeviceIndex: count,
    })
    .refine(isWhole, "attached, and not said to what")
    .nullish(),
});
const page = z.preprocess(
  emptyIfNone("TotalCount", "NetworkInterfaceSet"),
  z.object({ TotalCount: count, NetworkInterfaceSet: pageList }),
);

/** Services whose ENIs are theirs to move (API reference, NetworkInterface, Business; `cvm` and ECM's are the user's). */
const managing: ReadonlySet<string> = new Set(["eks", "tke", "hai"]);

/** @param more parameters of the service besides ids and page. */
export function eniListing(more: (region: string) => Readonly<Record<string, unknown>>): Listing<ObservedEni> {
  const ask = (parameters: Readonly<Record<string, unknown>>, region: string): ApiCall => ({
    action: "DescribeNetworkInterfaces",
    mutates: false,
    parameters: { ...parameters, ...more(region) },
  });
  return {
    batch: pageSize,
    byIds: (ids, region) => ask({ NetworkInterfaceIds: [...ids], ...pageFrom(undefined) }, region),
    page: (region, next) => ask(pageFrom(next), region),
    read: readEnis,
  };
}

export function readEnis(body: unknown, asked: ApiCall): Page<ObservedEni> {
  const { NetworkInterfaceSet, TotalCount } = page.parse(body);
  const read = orHidden(readItems(NetworkInterfaceSet, observed), totalAtFirst(asked, TotalCount));
  return { ...read, ...pagesAfter(asked, TotalCount) };
}

function observed(raw: unknown): ObservedEni {
  const eni = item.parse(raw);
  const instanceId = eni.Attachment?.InstanceId || undefined;
  const addresses = eni.PrivateIpAddressSet.toSorted((a, b) => Number(b.Primary ?? false) - Number(a.Primary ?? false));
  const attachedAt = instanceId === undefined ? undefined : isoTime(eni.Attachment?.AttachTime);
  const phase = phaseOf(eni.State ?? "", eni.NetworkInterfaceState ?? "", instanceId !== undefined);
  return {
    networkInterfaceId: eni.NetworkInterfaceId,
    phase,
    vendorState: eni.NetworkInterfaceState || eni.State || "",
    instanceId,
    primary: eni.Primary ?? false,
    serviceManaged: managing.has((eni.Business ?? "").toLowerCase()),
    zone: eni.Zone || undefined,
    vpc: eni.VpcId || undefined,
    macAddress: eni.MacAddress ?? "",
    privateIpAddresses: addresses.flatMap((one) => one.PrivateIpAddress || []),
    publicIpAddresses: addresses.flatMap((one) => one.PublicIpAddress || []),
    ...(attachedAt === undefined ? {} : { attachedAt }),
  };
}

function phaseOf(state: string, interfaceState: string, hasInstance: boolean): EniPhase {
  switch (state || interfaceState) {
    case "PENDING":
      return "pending";
    case "ATTACHING":
      return "attaching";
    case "DETACHING":
      return "detaching";
    case "DELETING":
      return "deleting";
    case "AVAILABLE":
    case "INUSE":
      if (hasInstance) return "attached";
      // In use, but on no instance: the answer contradicts itself.
      return interfaceState === "INUSE" ? "unknown" : "detached";
    default:
      return "unknown";
  }
}

/** An attachment names the instance, or is empty: half a record does not mean "on no instance". */
function isWhole(attachment: {
  InstanceId: string | null;
  AttachTime?: string | undefined;
  DeviceIndex?: number | null | undefined;
}): boolean {
  const { InstanceId, AttachTime, DeviceIndex } = attachment;
  return Boolean(InstanceId) || (!isTime(AttachTime) && !DeviceIndex);
}

/** False for an empty time, which some answers give as zeros. */
export function isTime(text: string | undefined): boolean {
  return /[1-9]/.test(text ?? "");
}

/** `2023-11-14 22:13:25` is the vendor's local time, UTC+8, unless it names another zone: `2023-11-14T14:13:25Z`. */
export function isoTime(text: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?/.exec(text ?? "");
  if (!match) return undefined;
  const time = Date.parse(`${match[1]}T${match[2]}${match[3] ?? "+08:00"}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
