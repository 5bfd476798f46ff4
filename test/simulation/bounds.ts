// How long an operation may take at the most, by the lifecycle's own waits. Milliseconds.
import type { Properties } from "../../provider/attachment/properties.ts";
import { parseDuration } from "../../provider/vendors/common-arguments.ts";
import type { OperationKind } from "./operation-record.ts";

/** One look: 60 s for its answers and a second for the one under way; an ENI that is missing is looked at twice. */
const look = 2 * (5 + 61_000) + 1_000;
/** A question besides: for an instance, its limit, or a task. */
const question = 31_000;
/** The last round of a wait begins no later than its deadline. */
const lastRound = 16_000;
/** What may follow the deadline of a leg: the call under way, a look into its refusal, the instance behind it, the task, a last round. */
const afterLeg = 1_000 + look + 2 * question + 2 * (question + lastRound);
/** Target, holder, limit. */
const preflight = 3 * question;

const defaultTimeout = 600_000;

/** What others of the program are waited for, where none of them is at work. */
const grace = 20_000;
/** Two looks at what a replacement is to attach. */
const proof = 2 * (look + preflight) + grace;

/** @param keeper another resource's, which has the same ENI in the state: a delete may put it back there. */
export function boundOf(kind: OperationKind, args: Properties, keeper?: Properties): number {
  const { attach, detach } = timeoutsOf(args);
  switch (kind) {
    case "read":
      return look;
    case "delete":
      return proof + look + detach + afterLeg + (keeper ? look + boundOf("update", keeper) : 0);
    case "create":
    case "update":
      // Look, preflight, detach, attach, and the way back; a look in between each; a place is waited for before the detach, and once more
      // before the attach; so is, before the detach, what is under way on the ENI or the target.
      return 4 * look + 2 * preflight + detach + 5 * attach + 3 * afterLeg + 2 * grace;
  }
}

function timeoutsOf(args: Properties): { readonly attach: number; readonly detach: number } {
  const { attach, detach } = (args["timeouts"] ?? {}) as { attach?: string; detach?: string };
  const ms = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text)) ?? defaultTimeout;
  return { attach: ms(attach), detach: ms(detach) };
}
