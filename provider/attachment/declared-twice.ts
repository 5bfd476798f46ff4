// The error of a second attachment of one ENI in a program (lifecycle rule 12).
import { EniError } from "../errors.ts";
import { clause, compose, whereOf } from "../lifecycle/failure.ts";
import type { Remedy } from "../remedy.ts";
import type { Vendor } from "../vendors/vendor.ts";
import type { Subject } from "./subject.ts";

export function alreadyDeclared(
  { label, region, networkInterfaceId }: Subject,
  vendor: Vendor,
  doing: string,
): EniError {
  const happened = `${doing} (${whereOf({ vendor, region })}): another EniAttachment of this program has ${networkInterfaceId} already, and an ENI can be attached once.`;
  const remedy: Remedy = [{ kind: "correctProgram", name: label, change: "removeDuplicate" }];
  const message = compose(happened, "Now: nothing was sent.", remedy, "ALREADY_DECLARED");
  return new EniError("ALREADY_DECLARED", message, { parts: { happened, what: clause(happened), remedy } });
}
