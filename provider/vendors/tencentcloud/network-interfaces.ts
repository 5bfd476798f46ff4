// DescribeNetworkInterfaces of API 3.0, as VPC and ECM answer it. `AVAILABLE` means "ready" here, even while attached:
// only `Attachment` tells whether an instance has the ENI.
import { z } from "zod";
import type { EniPhase, ObservedEni, Page } from "../vendor.ts";
import { decisiveText, optionalList, optionalText, pageList, presentText, readItems } from "../answers.ts";

const address = z.looseObject({
  PrivateIpAddress: optionalText,
  PublicIpAddress: optionalText,
  Primary: z.boolean().nullish().catch(undefined),
});
const item = z.looseObject({
  NetworkInterfaceId: z.string(),
  VpcId: optionalText,
  Zone: optionalText,
  Primary: z.boolean().nullish().catch(undefined),
  MacAddress: optionalText,
  State: decisiveText,
  NetworkInterfaceState: decisiveText,
  PrivateIpAddressSet: optionalList(address),
  Attachment: z
    .looseObject({ InstanceId: presentText, AttachTime: optionalText })
    .refine(
      ({ InstanceId, AttachTime }) => InstanceId || !isTime(AttachTime),
      "attached since then, and not said to what",
    )
    .nullish(),
});
const page = z.looseObject({ NetworkInterfaceSet: pageList });

/** ENIs in one DescribeNetworkInterfaces, by id or by page (100 each). */
export const batch = 100;

export function readEnis(body: unknown): Page<ObservedEni> {
  // By ids, all fit in one page: at most 100 are asked for, with Limit 100.
  return { ...readItems(page.parse(body).NetworkInterfaceSet, observed), next: undefined };
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
    serviceManaged: false,
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
      // In use, and nobody has it: the answer contradicts itself.
      return interfaceState === "INUSE" ? "unknown" : "detached";
    default:
      return "unknown";
  }
}

/** False for an empty time, which some answers give as zeros. */
export function isTime(text: string | undefined): boolean {
  return /[1-9]/.test(text ?? "");
}

/** `2023-11-14 22:13:25` is the vendor's local time, UTC+8. */
export function isoTime(text: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(text ?? "");
  if (!match) return undefined;
  const time = Date.parse(`${match[1]}T${match[2]}+08:00`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
