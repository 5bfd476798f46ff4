// Tencent Cloud VPC, API 3.0 (2017-03-12): elastic network interfaces on CVM instances.
import { findCredentials } from "../tencentcloud/credentials.ts";
import { cvmInstances, isOfCvm, signCvm } from "../tencentcloud/cvm.ts";
import { answer } from "../tencentcloud/envelope.ts";
import { eniListing } from "../tencentcloud/network-interfaces.ts";
import { vpcActions } from "../tencentcloud/permissions.ts";
import { cvmOrigin, regionalHost } from "../tencentcloud/regions.ts";
import { signTc3 } from "../tencentcloud/tc3.ts";
import { afterDetach, remedies } from "../tencentcloud/words.ts";
import { defineVendor } from "../vendor.ts";
import * as api from "./api.ts";
import { shape } from "./arguments.ts";
import { errorTable, interpret } from "./errors.ts";
import { identity } from "./identity.ts";

const origin = (region: string): string => `https://${regionalHost("vpc", region)}`;

export const tencentcloudVpc = defineVendor({
  ...identity,
  shape,
  placement: ["attachType"],
  origin,
  instancesOrigin: cvmOrigin,
  api: (base, region, instancesOrigin = cvmOrigin(base)) => ({
    sign: (call, stamp) => {
      const { action, parameters } = call;
      if (isOfCvm(action)) return signCvm(instancesOrigin, region, call, stamp);
      return signTc3({ origin: base, service: "vpc", action, version: api.version, region, parameters }, stamp);
    },
    answer,
    interpret,
  }),
  errors: errorTable,
  fields: async () => (await import("./fields.ts")).fields,
  fullCodes: ["LimitExceeded"],
  credentials: findCredentials,
  permissions: {
    needed: vpcActions,
    forChecks: ["cvm:DescribeInstances"],
    grantedBy: "a CAM policy",
  },
  clock: { toleranceMs: 5 * 60_000, codes: ["AuthFailure.SignatureExpire"] },
  // API reference: Attach 100 a second, DescribeVpcTaskResult 20; of the others no number is published.
  rates: {
    AttachNetworkInterface: { requests: 100, perMs: 1_000 },
    DetachNetworkInterface: { requests: 100, perMs: 1_000 },
    DescribeVpcTaskResult: { requests: 20, perMs: 1_000 },
  },
  ratesCount: "account",
  showsTransitions: true,
  reissuesDetach: false,
  attach: api.attach,
  detach: api.detach,
  detachNamesInstance: true,
  task: { asked: "inDoubt", idOf: api.taskIdOf, call: api.task, read: api.readTask },
  enis: eniListing(() => ({})),
  instances: cvmInstances,
  afterDetach,
  remedies,
});
