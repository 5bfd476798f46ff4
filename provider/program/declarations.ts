// One ENI, one owner: two declarations of one ENI in a program are an error that names both (lifecycle rule 12).
// Without this check both are "created", and the last one wins.
import * as pulumi from "@pulumi/pulumi";
import type { EniAttachmentArgs } from "./arguments.ts";
import { programError } from "./program-error.ts";
import { eniAddress, globalRegion } from "../vendors/eni-address.ts";
import { vendorNamed } from "../vendors/index.ts";

type Declared = WeakMap<pulumi.Resource, Map<string, string>>;

/** A library may bring its own copy of this package: all copies in a process share one map. */
const shared = Symbol.for("pulumi-eni-attachment.declared");
const place = globalThis as { [shared]?: Declared };
/** Names by stack: with the Automation API one process runs many programs. */
const declared: Declared = (place[shared] ??= new WeakMap());

/** @throws RunError `CONFIGURATION_INVALID` for arguments that are no object, which only JavaScript lets through. */
export function mustBeGiven(name: string, args: unknown): void {
  if (typeof args === "object" && args !== null) return;
  throw programError("CONFIGURATION_INVALID", `EniAttachment "${name}" has no arguments`, [
    { kind: "correctProgram", name, change: "giveArguments" },
  ]);
}

/**
 * Records, as soon as the id is known, that the program declares this ENI.
 * @param configuredRegion the region of attachments that name none, by the first part of the vendor's `regionKey`, such as `alicloud`.
 * @throws RunError `ALREADY_DECLARED` inside the output when another name declares the same ENI: it ends the run.
 */
export function declare(
  name: string,
  args: EniAttachmentArgs,
  configuredRegion: (namespace: string) => pulumi.Input<string | undefined>,
): void {
  const stack = pulumi.runtime.getStackResource();
  // Under mocks there is no stack, and tests declare the same ENI again and again.
  if (!stack) return;
  let names = declared.get(stack);
  if (!names) declared.set(stack, (names = new Map<string, string>()));
  const seen = names;
  const vendor = vendorNamed(args.vendor);
  if (!vendor) return;
  const [namespace] = (vendor.regionKey ?? "").split(":");
  const fallback = namespace ? configuredRegion(namespace) : undefined;
  const given = "region" in args ? args.region : undefined;
  pulumi.output([args.networkInterfaceId, given, fallback] as const).apply(([eni, region, configured]) => {
    const named = region ?? configured ?? globalRegion;
    const { key: id } = eniAddress(vendor, vendor.region(named) ?? named, eni);
    const other = seen.get(id);
    if (other !== undefined && other !== name) {
      throw programError(
        "ALREADY_DECLARED",
        `EniAttachment "${name}" and EniAttachment "${other}" both declare ${id}, and an ENI can be attached once`,
        [{ kind: "correctProgram", name, change: "removeDuplicate" }],
      );
    }
    seen.set(id, name);
  });
}
