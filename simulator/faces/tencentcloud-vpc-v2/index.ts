// The face of Tencent Cloud VPC's legacy API v2 (vpc.api.qcloud.com/v2/index.php). It shows the same resources as API 3.0.
import type { Account } from "../../world/schema.ts";
import { defineFace } from "../define-face.ts";
import type { Failure, HttpRequest, OpenCall, Services } from "../face.ts";
import { openCall } from "../open-call.ts";
import { Refused } from "../refused.ts";
import { textsOf } from "../request.ts";
import { credentialNames } from "../tencentcloud/defaults.ts";
import { gatewayUnavailable } from "../tencentcloud/envelope.ts";
import { attachNetworkInterface, describeNetworkInterfaces, describeVpcTaskResult, detachNetworkInterface } from "./actions.ts"; // prettier-ignore
import type { Action } from "./actions.ts";
import { authenticate } from "./authenticate.ts";
import { renderError, renderSuccess } from "./envelope.ts";
import { Parameters } from "./parameters.ts";
import { RESOURCE_VENDOR, settingsSchema, VENDOR } from "./settings.ts";
import type { Settings } from "./settings.ts";

const actions: ReadonlyMap<string, Action> = new Map([
  ["AttachNetworkInterface", attachNetworkInterface],
  ["DetachNetworkInterface", detachNetworkInterface],
  ["DescribeNetworkInterfaces", describeNetworkInterfaces],
  ["DescribeVpcTaskResult", describeVpcTaskResult],
]);

const COMMON_PARAMETERS = new Set([
  ...["Action", "Region", "Timestamp", "Nonce", "SecretId", "Signature", "SignatureMethod", "Token", "RequestClient"],
]);

/** Short names of regions, from older versions of the common parameters page. The long names are accepted too. */
const shortRegions: ReadonlyMap<string, string> = new Map([
  ["bj", "ap-beijing"],
  ["gz", "ap-guangzhou"],
  ["sh", "ap-shanghai"],
  ["hk", "ap-hongkong"],
  ["ca", "na-toronto"],
]);

const troubleCodes: Readonly<Record<NonNullable<Account["trouble"]>, string>> = {
  userTypeNotSupported: "4110",
  accountNotFound: "4300",
  ramUserNotSupported: "4103",
};

export const tencentcloudVpcV2 = defineFace({
  vendor: VENDOR,
  title: "Tencent Cloud VPC, legacy API v2 (/v2/index.php), with the resources of tencentcloud-vpc",
  host: "vpc-v2.localhost",
  credentialNames,
  shows: [RESOURCE_VENDOR],
  claims: (request) => request.path === "/v2/index.php" && textsOf(request).all.has("SecretId"),
  settings: settingsSchema,
  open,
});

function open(request: HttpRequest, services: Services, settings: Settings): OpenCall {
  const { world } = services;
  const { all } = textsOf(request);
  const requestId = services.newRequestId().toLowerCase();
  const action = all.get("Action") ?? "";
  const own = new Map([...all].filter(([name]) => !COMMON_PARAMETERS.has(name)));
  const [eniId, instanceId, taskId = ""] = ["networkInterfaceId", "instanceId", "taskId"].map((name) => own.get(name));
  const task = /^\d{1,15}$/.test(taskId) ? world.tasks.find(Number(taskId)) : undefined;
  const fail = (error: Failure) => renderError(settings, error);
  return openCall({
    about: {
      vendor: VENDOR,
      action,
      parameters: Object.fromEntries(own),
      enis: [eniId, task?.eniId].filter((id) => id !== undefined),
      instances: [instanceId, task?.instanceId].filter((id) => id !== undefined),
      region: all.get("Region"),
      accessKeyId: all.get("SecretId"),
      requestId,
    },
    authenticate: () => authenticate(request, all, services, settings),
    perform: ({ account }, statusOverride) => {
      const run = actions.get(action);
      if (run === undefined) throw new Refused("6100");
      if (account.trouble !== undefined) throw new Refused(troubleCodes[account.trouble]);
      if (account.denied.includes(action)) throw new Refused(settings.deniedCode);
      const region = regionOf(all.get("Region") ?? "", services);
      const parameters = new Parameters(own);
      return renderSuccess(settings, run({ world, account, parameters, settings, statusOverride, region, requestId }));
    },
    fail,
    throttle: () => fail({ code: "4400" }),
    // As in API 3.0, API errors are HTTP 200, and a 503 comes from a gateway in front of the API.
    serverError: (status) => (status === 503 ? gatewayUnavailable() : fail({ code: "6000" })),
  });
}

function regionOf(name: string, { world }: Services): string {
  const region = shortRegions.get(name) ?? name;
  if (world.region(region)?.supported !== true) throw new Refused("4000", `the region "${name}" is unknown`);
  return region;
}
