// The import of an ENI that is attached already: from its id to the inputs and outputs of a resource.
import type { ErrorCode } from "../errors.ts";
import { EniError } from "../errors.ts";
import { failure } from "../lifecycle/failure.ts";
import type { Remedy } from "../remedy.ts";
import type { AttachmentArguments, Vendor } from "../vendors/vendor.ts";
import { vendorNamed, vendors } from "../vendors/index.ts";
import { globalRegion } from "../vendors/eni-address.ts";
import type { StackOperations } from "./operations.ts";
import type { Failed, Outcome } from "./outcome.ts";
import type { Properties } from "./properties.ts";
import { outputsOf, toOutputs } from "./state.ts";
import type { Subject } from "./subject.ts";
import { subjectOf } from "./subject.ts";

export interface Imported {
  /** The id of the resource. */
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

interface ImportId {
  readonly subject: Subject;
  readonly vendor: Vendor;
  /** Its arguments as far as the id tells them. */
  readonly given: AttachmentArguments & Properties;
  /** VPC of the ENI, where the id has one. */
  readonly vpcId: string | undefined;
}

const forms = "`<vendor>/<region>/<networkInterfaceId>` (the region of zenlayer-zec is `global`)";

/** Reads `<vendor>/<region>/<networkInterfaceId>`, for tencentcloud-vpc-v2 with `/<vpcId>` where the cloud does not show it. */
export async function readImportId(id: string): Promise<ImportId | Failed> {
  const [name = "", region = "", networkInterfaceId = "", vpcId, ...more] = id.split("/");
  const vendor = await vendorNamed(name)?.load();
  const named = vendor && (vendor.regionKey === undefined ? globalRegion : vendor.region(region));
  const takesVpc = vendor !== undefined && needsVpc(vendor);
  const isWhole = networkInterfaceId !== "" && more.length === 0 && (vpcId === undefined || (takesVpc && vpcId !== ""));
  const isGlobal = vendor?.regionKey !== undefined || region === globalRegion;
  if (!vendor || named === undefined || !isWhole || !isGlobal) {
    const known = vendor ? "" : `; the vendor is one of ${vendors.map((one) => one.name).join(", ")}`;
    const longer = takesVpc ? ", and `/<vpcId>` behind it where the vendor does not show it" : "";
    const what = `the id "${id}" is not ${forms}${longer}${known}`;
    const remedy: Remedy = [{ kind: "correctImport", change: "form", id }];
    return {
      error: new EniError("CONFIGURATION_INVALID", {
        doing: "import or get",
        what,
        now: "Now: nothing was sent.",
        remedy,
      }),
    };
  }
  const given = {
    vendor: name,
    networkInterfaceId,
    instanceId: "",
    ...(vendor.regionKey === undefined ? {} : { region: named }),
  };
  return { subject: subjectOf(given) as Subject, vendor, given, vpcId };
}

const needsVpc = ({ shape }: Vendor): boolean => "vpcId" in shape;

/** Looks at the ENI, and takes its attachment over as an adopted one. Nothing is changed in the cloud. */
export async function importAttachment(
  { subject, vendor, given, vpcId }: ImportId,
  stack: StackOperations,
): Promise<Outcome<Imported>> {
  const { label: id, networkInterfaceId } = subject;
  const doing = `import or get ${networkInterfaceId}`;
  const op = await stack.operation(subject, { args: given, recorded: given, attachedTo: "", doing });
  const eni = await op.look();
  const refuse = (code: ErrorCode, what: string, remedy: Remedy) => ({ error: failure(op, code, { what, remedy }) });
  if (!eni || eni.phase === "deleting")
    return refuse("ENI_NOT_FOUND", "it is not there", [
      { kind: "checkArguments", names: ["networkInterfaceId", "region"], account: true },
    ]);
  if (eni.primary) return refuse("ENI_NOT_ATTACHABLE", "it is a primary ENI", vendor.remedies.primary);
  if (eni.phase !== "attached" || eni.instanceId === undefined)
    return refuse("ENI_NOT_ATTACHABLE", "only what is attached can be imported or read", [
      { kind: "correctImport", change: "declare", id },
    ]);
  const vpc = needsVpc(vendor) ? (vpcId ?? eni.vpc) : undefined;
  if (needsVpc(vendor) && vpc === undefined)
    return refuse("CONFIGURATION_INVALID", `${vendor.name} needs the VPC of the ENI, and does not show it`, [
      { kind: "correctImport", change: "addVpc", id },
    ]);
  const args = { ...given, instanceId: eni.instanceId, ...(vpc === undefined ? {} : { vpcId: vpc }) };
  const attachedAt = eni.attachedAt ?? "";
  const outputs = outputsOf({ args, eni, attachedTo: eni.instanceId, adopted: true, attachedAt });
  return { id, inputs: toOutputs(args), outputs };
}
