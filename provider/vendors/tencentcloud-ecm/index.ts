// Tencent Cloud Edge Computing Machine (ECM, 2019-07-19): network interfaces of edge instances.
import { findCredentials } from "../tencentcloud/credentials.ts";
import { answer } from "../tencentcloud/envelope.ts";
import { instanceListing } from "../tencentcloud/instances.ts";
import { eniListing } from "../tencentcloud/network-interfaces.ts";
import { signTc3 } from "../tencentcloud/tc3.ts";
import { afterDetach, remedies } from "../tencentcloud/words.ts";
import { defineVendor } from "../vendor.ts";
import * as api from "./api.ts";
import { shape } from "./arguments.ts";
import { errorTable, interpret } from "./errors.ts";
import { identity } from "./identity.ts";

export const tencentcloudEcm = defineVendor({
  ...identity,
  shape,
  placement: [],
  origin: () => "https://ecm.tencentcloudapi.com",
  api: (base) => ({
    sign: ({ action, parameters }, stamp) =>
      signTc3({ origin: base, service: "ecm", action, version: api.version, parameters }, stamp),
    answer,
    interpret,
  }),
  errors: errorTable,
  fields: async () => (await import("./fields.ts")).fields,
  fullCodes: ["LimitExceeded.EniQuotaLimitExceeded", "LimitExceeded"],
  credentials: findCredentials,
  permissions: {
    needed: ["ecm:AttachNetworkInterface", "ecm:DetachNetworkInterface", "ecm:DescribeNetworkInterfaces"],
    forChecks: ["ecm:DescribeInstances"],
    grantedBy: "a CAM policy",
  },
  clock: { toleranceMs: 5 * 60_000, codes: ["AuthFailure.SignatureExpire"] },
  // Seed 003: 20 requests a second, each action.
  rates: { "*": { requests: 20, perMs: 1_000 } },
  ratesCount: "account",
  showsTransitions: true,
  reissuesDetach: false,
  attach: api.attach,
  detach: api.detach,
  detachNamesInstance: true,
  enis: eniListing((region) => ({ EcmRegion: region })),
  // This action has neither a list of ids nor EcmRegion (the vendor's SDK, DescribeInstancesRequest): a filter finds them, of
  // at most 5 values.
  instances: instanceListing(5, (ids) => ({ Filters: [{ Name: "instance-id", Values: [...ids] }] })),
  afterDetach,
  remedies,
});
