// Tencent Cloud VPC by its legacy API v2 (vpc.api.qcloud.com/v2/index.php): the same ENIs as tencentcloud-vpc.
import { findCredentials } from "../tencentcloud/credentials.ts";
import { vpcActions } from "../tencentcloud/permissions.ts";
import { afterDetach, remedies } from "../tencentcloud/words.ts";
import { textsOf } from "../texts.ts";
import { defineVendor } from "../vendor.ts";
import * as api from "./api.ts";
import { shape } from "./arguments.ts";
import { errorTable, interpret } from "./errors.ts";
import { identity } from "./identity.ts";
import { signV2 } from "./sign.ts";

export const tencentcloudVpcV2 = defineVendor({
  ...identity,
  shape,
  placement: [],
  origin: () => "https://vpc.api.qcloud.com",
  api: (origin, region) => ({
    sign: ({ action, parameters }, stamp) => signV2({ origin, action, region, parameters: textsOf(parameters) }, stamp),
    answer: api.answer,
    interpret,
  }),
  errors: errorTable,
  fullCodes: ["LimitExceeded"],
  credentials: findCredentials,
  permissions: {
    needed: vpcActions,
    forChecks: [],
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
  instances: api.instanceListing,
  afterDetach,
  remedies,
});
