// AttachNetworkInterface and DetachNetworkInterface, from the API reference. There are no tasks: both answer with a RequestId only.
import type { Refusal, Rules } from "../../world/preconditions.ts";
import type { DetachOrder } from "../../world/transitions.ts";
import type { Verdict } from "../../world/world.ts";
import { Refused } from "../refused.ts";
import { isEniId, isInstanceId, regionOfOperation, scopeOf } from "./action.ts";
import type { Action, Context } from "./action.ts";
import { invalid } from "./parameters.ts";

const rules: Rules = { instanceStates: ["running", "stopped"] };

/** Reasons that only Tencent has: it has tasks, and two kinds of attachment. */
type NotInEcs = "taskRunning" | "extension";

const codes: Readonly<Record<Exclude<Refusal, "instanceNotFound" | "primaryEni" | "networkCard" | NotInEcs>, string>> =
  {
    eniNotFound: "InvalidEniId.NotFound",
    eniKind: "InvalidOperation.InvalidEniType",
    serviceManaged: "InvalidOperation.EniServiceManaged",
    linked: "InvalidOperation.EniLinked",
    eniState: "InvalidOperation.InvalidEniState",
    instanceState: "InvalidOperation.InvalidEcsState",
    notOnInstance: "InvalidParameter.EniNotBelongEcs",
    hotPlug: "InvalidOperation.EniHotPlugNotSupported",
    zoneMismatch: "InvalidOperation.AvailabilityZoneMismatch",
    vpcMismatch: "InvalidOperation.VpcMismatch",
    trunkNotFound: "InvalidEniId.NotFound",
    trunkKind: "InvalidOperation.EniTypeNotSupportTrunking",
    trunkState: "InvalidOperation.InvalidTrunkEniStatus",
    trunkUnsupported: "InvalidOperation.InstanceTypeNotSupportEniTrunking",
    trunkMismatch: "InvalidParameter.EniNotBelongTrunk",
    hasMembers: "InvalidOperation.HasMemberEniAttached",
    limit: "EniPerInstanceLimitExceeded",
  };

export const attachNetworkInterface: Action = (context) => {
  const order = readOrder(context);
  const networkCardIndex = context.parameters.integer("NetworkCardIndex");
  if (networkCardIndex !== undefined && networkCardIndex < 0) throw invalid("NetworkCardIndex");
  // Deprecated, and without effect here. It is read so that a value that is not a boolean is refused.
  context.parameters.flag("WaitForNetworkConfigurationReady");
  const verdict = context.world.attach(
    { ...order, ...(networkCardIndex === undefined ? {} : { networkCardIndex }) },
    rules,
  );
  return answerTo(verdict, context, "InvalidOperation.InvalidEniType", order);
};

export const detachNetworkInterface: Action = (context) => {
  const order = readOrder(context);
  return answerTo(context.world.detach(order, rules), context, "InvalidOperation.DetachPrimaryEniNotAllowed", order);
};

/** The vendor does not document the order of its checks; here: required parameters, forms of ids, region, then the state of the world. */
function readOrder(context: Context): DetachOrder {
  const { parameters } = context;
  const region = parameters.required("RegionId");
  const eniId = parameters.required("NetworkInterfaceId");
  const instanceId = parameters.required("InstanceId");
  const trunkEniId = parameters.text("TrunkNetworkInstanceId");
  if (!isEniId(eniId)) throw new Refused("InvalidParams.EniId");
  if (!isInstanceId(instanceId)) throw new Refused("InvalidInstanceID.Malformed");
  if (trunkEniId !== undefined && !isEniId(trunkEniId)) throw invalid("TrunkNetworkInstanceId");
  return {
    ...scopeOf(context, regionOfOperation(context, region)),
    eniId,
    instanceId,
    ...(trunkEniId === undefined ? {} : { trunkEniId }),
  };
}

/** An empty answer, or throws the code for a refusal. `primaryCode` is the code for a primary ENI, in which attach and detach differ. */
function answerTo(verdict: Verdict, { world, settings }: Context, primaryCode: string, order: DetachOrder) {
  if (verdict.accepted) return {};
  const { reason } = verdict;
  if (reason === "instanceNotFound") throw new Refused(settings.instanceNotFoundCode);
  if (reason === "primaryEni") throw new Refused(primaryCode);
  if (reason === "taskRunning" || reason === "extension") throw new Refused("OperationConflict");
  if (reason !== "networkCard") throw new Refused(codes[reason]);
  // NetworkCardIndex is only for instance types with several cards (API reference, AttachNetworkInterface).
  const hasSeveralCards = (world.instance(order.instanceId)?.networkCards ?? 1) > 1;
  throw hasSeveralCards
    ? invalid("NetworkCardIndex")
    : new Refused("UnsupportedParameter", 'The parameter "NetworkCardIndex" is not supported for this instance type.');
}
