// Answers of VPC 2017-03-12 (API reference, data structures).
import type { AnswerFields, Fields } from "../fields.ts";
import { cvmFields } from "../tencentcloud/cvm-fields.ts";
import { address, addressV6, codes, error, list, networkInterface, response } from "../tencentcloud/fields.ts";

const eni: Fields = {
  ...networkInterface,
  PrivateIpAddressSet: [{ ...address, QosLevel: "text" }],
  Ipv6AddressSet: [{ ...addressV6, PublicIpAddress: "text", AddressType: "text" }],
  NetworkInterfaceState: "=PENDING,AVAILABLE,ATTACHING,INUSE,DETACHING,DELETING",
  CdcId: "text?",
  AttachType: "number",
  ResourceId: "text?",
  QosLevel: "text?",
  Ipv6AddressCount: "number",
  Ipv6Addresses: "any",
  // Only in the page's sample (document 215/15817).
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
