// The lines about an operation on one ENI: its purpose and its end.
import { inWords, notFound } from "../lifecycle/failure.ts";
import type { Operation } from "../lifecycle/operation.ts";
import type { AttachmentArguments, ObservedEni } from "../vendors/vendor.ts";
import type { Properties } from "./properties.ts";
import { isUnknown } from "./properties.ts";

/** `[eni-attachment alicloud-ecs/cn-hangzhou/eni-1] …`: the prefix tells the user, and `review`, which resource it is. */
export function labelled(label: string | undefined, line: string): string {
  return `[eni-attachment${label === undefined ? "" : ` ${label}`}] ${line}`;
}

export function attachWords({ networkInterfaceId, instanceId }: AttachmentArguments): string {
  return `attach ${networkInterfaceId} to ${instanceId}`;
}

export function lookWords({ networkInterfaceId }: AttachmentArguments, attachedTo: string): string {
  return `look at ${networkInterfaceId}${attachedTo === "" ? "" : `, recorded on ${attachedTo}`}`;
}

export function driftAdvice({ phase, instanceId }: ObservedEni, attachedTo: string): string {
  if (phase === "detached")
    return `\`pulumi up\` attaches it again (with \`ignoreChanges\` on \`instanceId\`: to ${attachedTo}, even if that is gone)`;
  const elsewhere = instanceId !== undefined && instanceId !== attachedTo;
  return elsewhere
    ? `\`pulumi up\` takes it back only with \`onConflict: "takeOver"\``
    : "`pulumi up` waits, and then sees to it";
}

export function destroyLine(
  op: Operation,
  how: "detached" | "gone" | "elsewhere",
  called: boolean,
  attachedTo: string,
): string | undefined {
  const { eni } = op.last;
  switch (how) {
    case "detached":
      return called ? undefined : `nothing to detach: ${op.eniId} ${eni ? inWords(eni) : "is detached"} already`;
    case "gone":
      return `nothing to detach: ${notFound(op.eniId, op.options.session)}. If it is in another account or region, it is still attached: detach it there by hand`;
    case "elsewhere":
      return (
        `left alone: ${op.eniId} ${eni ? inWords(eni) : "is elsewhere"}, and this stack had recorded ${attachedTo}: it is not ours to detach. ` +
        "If an interrupted run of this stack put it there, `pulumi up` and then `pulumi destroy` takes it off"
      );
  }
}

/**
 * A diff without a check before, with unknown values, only asks what would happen if an instance were replaced. Pulumi asks that before a
 * replacement, but also for `destroy --target` of an instance, where no replacement follows. The two cannot be told apart.
 */
export function unknownIn(news: Properties): string | undefined {
  const which = [isUnknown(news["networkInterfaceId"]) && "ENI", isUnknown(news["instanceId"]) && "instance"];
  const known = which.filter((one) => one !== false);
  if (known.length > 0) return `its ${known.join(" or ")} is replaced`;
  return Object.values(news).some(isUnknown) ? "what it depends on is replaced" : undefined;
}
