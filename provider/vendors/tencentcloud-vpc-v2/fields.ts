// Answers of the legacy API v2, in all the forms that its pages have had (documents 215/4781, 215/4804 and those of the actions).
import type { AnswerFields, Fields, Shape } from "../fields.ts";
import { cvmFields } from "../tencentcloud/cvm-fields.ts";
import { codes, refusal } from "../tencentcloud/fields.ts";

const attachment: Fields = { instanceId: "text!", attachTime: "text" };

const eni: Fields = {
  vpcId: "text!",
  vpcName: "text",
  subnetId: "text",
  zoneId: "number|text",
  eniName: "text",
  eniDescription: "text",
  networkInterfaceId: "text!",
  primary: "flag!",
  macAddress: "text!",
  createTime: "text",
  flowLogsSet: "any",
  privateIpAddressesSet: [
    {
      privateIpAddress: "text",
      primary: "flag",
      wanIp: "text",
      description: "text",
      isWanIpBlocked: "flag",
      eipId: "text",
    },
  ],
  instanceSet: { either: [attachment, [attachment]] },
  groupSet: [{ sgId: "text", sgName: "text", projectId: "name" }],
};

const head: Fields = { code: "number|text!", message: "message", codeDesc: "code", requestId: "text" };

const began: Shape = { ...head, taskId: "name|text", data: { taskId: "name|text" } };

const result: Fields = {
  status: "number|=0,1,2!",
  output: { errorCode: "number|text", errorMsg: "message" },
};

export const fields: AnswerFields = {
  actions: {
    AttachNetworkInterface: began,
    DetachNetworkInterface: began,
    DescribeNetworkInterfaces: {
      ...head,
      totalCount: "number",
      data: { either: [{ totalNum: "number", data: [eni] }, [eni]] },
    },
    DescribeVpcTaskResult: { ...head, data: { either: [result, [result]] } },
    ...cvmFields,
  },
  // CVM refuses in the envelope of API 3.0.
  error: { either: [head, refusal] },
  codes,
};
