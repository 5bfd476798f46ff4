// The answer to a query for a task, which VPC (DescribeVpcTaskResult) and ECM (QueryVpcTaskResult) share.
import type { TaskStatus } from "../../world/tasks.ts";
import { statusWord } from "../face.ts";
import type { CommonSettings, Context } from "./api3.ts";
import type { Json } from "../json-answer.ts";
import { Refused } from "../refused.ts";

const words: Readonly<Record<TaskStatus, string>> = { running: "RUNNING", succeeded: "SUCCESS", failed: "FAILED" };

/** @param unknownTask the code for a task that does not exist. */
export function taskResult(context: Context<CommonSettings>, unknownTask: string): { Status: string; Output: Json } {
  const { parameters, world, account, vendor, statusOverride } = context;
  parameters.require("TaskId");
  const task = world.tasks.find(parameters.text("TaskId") ?? "");
  if (task?.vendor !== vendor || task.owner !== account.owner) throw new Refused(unknownTask);
  const status = world.tasks.statusOf(task);
  const output = { running: "", succeeded: "SUCCESS", failed: world.definition.tasks.failureText }[status];
  return { Status: statusWord(statusOverride, task.eniId, words[status]), Output: output };
}
