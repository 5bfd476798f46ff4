// Answers of VPC 2017-03-12 (API reference, data structures).
import type { AnswerFields, Fields } from "../fields.ts";
import { cvmFields } from "../tencentcloud/cvm-fields.ts";
import { codes, error, list, networkInterface, response } from "../tencentcloud/fields.ts";

const eni: Fields = {
  ...networkInterface,
  NetworkInterfaceState: "=PENDING,AVAILABLE,ATTACHING,INUSE,DETACHING,DELETING",
  CdcId: "text?",
  AttachType: "number",
  ResourceId: "text?",
  QosLevel: "text?",
  SubNetworkInterfaces: ["text"],
};

export const fields: AnswerFields = {
  actions: {
    AttachNetworkInterface: response({}),
    DetachNetworkInterface: response({}),
    DescribeNetworkInterfaces: list("NetworkInterfaceSet", eni),
    DescribeVpcTaskResult: response({ Status: "=RUNNING,SUCCESS,FAILED!", Output: "message", Result: "any" }),
    ...cvmFields,
  },
  error,
  codes,
};
