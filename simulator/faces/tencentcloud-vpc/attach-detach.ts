// AttachNetworkInterface and DetachNetworkInterface of VPC. Each begins a task whose id is the RequestId of the call; with a client
// token, a call can be repeated without beginning a second task.
import { regionOf } from "./region.ts";
import type { Action, Context } from "../tencentcloud/api3.ts";
import { Refused } from "../refused.ts";
import { readOrder, rules, throwIfRefused } from "../tencentcloud/operate.ts";
import type { Codes } from "../tencentcloud/operate.ts";
import type { Json } from "../json-answer.ts";
import type { Settings } from "./settings.ts";

const codes: Codes = {
  eniNotFound: "ResourceNotFound",
  instanceNotFound: "ResourceNotFound",
  primaryEni: "UnsupportedOperation",
  eniKind: "UnsupportedOperation",
  serviceManaged: "UnsupportedOperation.EniServiceManaged",
  // The world does not say what depends on a `linked` ENI; in VPC it can be a highly available virtual IP.
  linked: "UnsupportedOperation.InstanceAssociateHavip",
  deleting: "UnsupportedOperation.ResourceIsInvalidState",
  hotPlug: "UnsupportedOperation.InvalidState",
  zoneMismatch: "UnsupportedOperation.ZoneMismatch",
  vpcMismatch: "UnsupportedOperation.VpcMismatch",
  extension: "UnsupportedOperation.UnsupportedInstanceFamily",
  limit: "LimitExceeded",
  networkCard: "UnsupportedOperation",
  trunkNotFound: "UnsupportedOperation",
  trunkKind: "UnsupportedOperation",
  trunkState: "UnsupportedOperation",
  trunkUnsupported: "UnsupportedOperation",
  trunkMismatch: "UnsupportedOperation",
  hasMembers: "UnsupportedOperation",
};

const instanceIds = /^ins-[a-z0-9]{8}$/;

export const attachNetworkInterface: Action<Settings> = {
  service: "vpc",
  names: ["NetworkInterfaceId", "InstanceId", "AttachType", "ClientToken"],
  run: (context) => {
    const order = readOrderOf(context);
    const attachType = context.parameters.integer("AttachType");
    if (attachType !== undefined && attachType !== 0 && attachType !== 1)
      throw new Refused("InvalidParameterValue.Malformed", "The value of `AttachType` must be 0 or 1.");
    const attachOrder = { ...order, ...(attachType === undefined ? {} : { attachType }) };
    return withClientToken(context, [order.eniId, order.instanceId, attachType ?? 0], () =>
      throwIfRefused(context.world.attach(attachOrder, rules), context, order, "attach", codes),
    );
  },
};

export const detachNetworkInterface: Action<Settings> = {
  service: "vpc",
  names: ["NetworkInterfaceId", "InstanceId", "ClientToken"],
  run: (context) => {
    const order = readOrderOf(context);
    return withClientToken(context, [order.eniId, order.instanceId], () =>
      throwIfRefused(context.world.detach(order, rules), context, order, "detach", codes),
    );
  },
};

function readOrderOf(context: Context<Settings>) {
  const { parameters } = context;
  parameters.require("NetworkInterfaceId", "InstanceId");
  const token = parameters.text("ClientToken");
  if (token !== undefined && !/^[\x21-\x7e]{1,64}$/.test(token))
    throw new Refused("InvalidParameterValue.Malformed", "`ClientToken` must be 1 to 64 ASCII characters.");
  return readOrder(context, regionOf(context), instanceIds);
}

/**
 * Runs `operate`, but only once for each client token: a repeated call with the same parameters answers with the task of the first.
 * Whose tokens are kept apart, and for how long, is not documented: here it is by account, as long as the world exists. Refused calls
 * are not remembered, since they had no effect.
 */
function withClientToken(
  context: Context<Settings>,
  parameters: readonly unknown[],
  operate: () => void,
): Record<string, Json> {
  const { world, account, settings, requestId, message } = context;
  const token = context.parameters.text("ClientToken");
  const fingerprint = JSON.stringify([message.action, ...parameters]);
  const earlier = token === undefined ? undefined : world.tasks.recall(account.owner, token);
  if (earlier === undefined) {
    operate();
    if (token !== undefined) world.tasks.remember(account.owner, token, { fingerprint, taskId: requestId });
    return {};
  }
  if (earlier.fingerprint !== fingerprint) throw new Refused("UnsupportedOperation.IdempotentParameterMismatch");
  const task = world.tasks.find(earlier.taskId);
  const isRunning = task !== undefined && world.tasks.statusOf(task) === "running";
  if (isRunning && settings.tokenWhileRunning === "IdempotentProcessing")
    throw new Refused("UnsupportedOperation.IdempotentProcessing");
  return { RequestId: earlier.taskId };
}
