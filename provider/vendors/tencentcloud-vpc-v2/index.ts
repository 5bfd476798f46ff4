// Tencent Cloud VPC by its legacy API v2 (vpc.api.qcloud.com/v2/index.php): the same ENIs as tencentcloud-vpc.
import { findCredentials } from "../tencentcloud/credentials.ts";
import { cvmInstances, isOfCvm, signCvm, zoneName } from "../tencentcloud/cvm.ts";
import { answer } from "../tencentcloud/envelope.ts";
import { vpcActions } from "../tencentcloud/permissions.ts";
import { regionalHost } from "../tencentcloud/regions.ts";
import { afterDetach, remedies } from "../tencentcloud/words.ts";
import { textsOf } from "../texts.ts";
import { defineVendor } from "../vendor.ts";
import * as api from "./api.ts";
import { shape } from "./arguments.ts";
import { errorTable, interpret } from "./errors.ts";
import { identity } from "./identity.ts";
import { signV2 } from "./sign.ts";

const ownOrigin = "https://vpc.api.qcloud.com";

/** Beside an endpoint that was configured, no host is known that would serve CVM with the same key. */
function instancesOrigin(origin: string, region: string): string | undefined {
  return origin === ownOrigin ? `https://${regionalHost("cvm", region)}` : undefined;
}

export const tencentcloudVpcV2 = defineVendor({
  ...identity,
  shape,
  placement: [],
  origin: () => ownOrigin,
  instancesOrigin,
  api: (origin, region, cvm = instancesOrigin(origin, region)) => ({
    sign: (call, stamp) => {
      const { action, parameters } = call;
      if (cvm !== undefined && isOfCvm(action)) return signCvm(cvm, region, call, stamp);
      return signV2({ origin, action, region, parameters: textsOf(parameters) }, stamp);
    },
    answer: (response, action = "") => (isOfCvm(action) ? answer(response) : api.answer(response)),
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
  clock: { toleranceMs: 5 * 60_000, codes: ["4500", "AuthFailure.SignatureExpire"] },
  // No rate is published for the legacy API: calls are slowed down when it throttles (4400).
  rates: {},
  ratesCount: "account",
  showsTransitions: false,
  reissuesDetach: false,
  attach: api.attach,
  detach: api.detach,
  detachNamesInstance: true,
  task: { asked: "always", idOf: api.taskIdOf, call: api.task, read: api.readTask },
  enis: api.eniListing,
  instances: cvmInstances,
  instancesByEnis: api.instanceListing,
  zoneName,
  afterDetach,
  remedies,
});
