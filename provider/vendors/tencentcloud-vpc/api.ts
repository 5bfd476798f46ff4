// Calls of tencentcloud-vpc (VPC 2017-03-12).
import { z } from "zod";
import type { ApiCall } from "../../http/api.ts";
import { idText, spokenText } from "../answers.ts";
import type { ArgumentsOf, TaskState } from "../vendor.ts";
import type { shape } from "./arguments.ts";

export const version = "2017-03-12";

type VpcArguments = ArgumentsOf<typeof shape>;

export function attach(
  { networkInterfaceId, instanceId, attachType }: VpcArguments,
  _region: string,
  token: string,
): ApiCall {
  const parameters = {
    NetworkInterfaceId: networkInterfaceId,
    InstanceId: instanceId,
    ...(attachType === undefined ? {} : { AttachType: attachType }),
    // Sent again with the same token, the call has the same effect (API reference, ClientToken: at most 64 ASCII characters).
    ClientToken: token,
  };
  return { action: "AttachNetworkInterface", mutates: true, parameters };
}

export function detach(args: VpcArguments, from: string, _region: string, token: string): ApiCall {
  const parameters = { NetworkInterfaceId: args.networkInterfaceId, InstanceId: from, ClientToken: token };
  return { action: "DetachNetworkInterface", mutates: true, parameters };
}

export function task(taskId: string): ApiCall {
  return { action: "DescribeVpcTaskResult", mutates: false, parameters: { TaskId: taskId } };
}

const requestId = z.object({ RequestId: idText });

/** The RequestId of the answer to an attach or detach is the id of its task. */
export function taskIdOf(body: unknown): string | undefined {
  return requestId.parse(body).RequestId;
}

const taskResult = z.object({ Status: z.string(), Output: spokenText });

export function readTask(body: unknown): TaskState {
  const { Status, Output } = taskResult.parse(body);
  const status = Status === "SUCCESS" ? "succeeded" : Status === "FAILED" ? "failed" : "running";
  return { status, output: Output ?? "" };
}
