// The error of a second attachment of one ENI in a program (lifecycle rule 12).
import { EniError } from "../errors.ts";
import { whereOf } from "../lifecycle/failure.ts";
import type { Vendor } from "../vendors/vendor.ts";
import type { Subject } from "./subject.ts";

export function alreadyDeclared(
  { label, region, networkInterfaceId }: Subject,
  vendor: Vendor,
  doing: string,
): EniError {
  return new EniError("ALREADY_DECLARED", {
    doing: `${doing} (${whereOf({ vendor, region })})`,
    what: `another EniAttachment of this program has ${networkInterfaceId} already, and an ENI can be attached once`,
    now: "Now: nothing was sent.",
    remedy: [{ kind: "correctProgram", name: label, change: "removeDuplicate" }],
  });
}
