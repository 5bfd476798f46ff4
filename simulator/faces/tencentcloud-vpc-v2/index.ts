// The face of Tencent Cloud VPC's legacy API v2 (vpc.api.qcloud.com/v2/index.php; the vendor's page of DetachNetworkInterface, API v2), over the same cloud as API 3.0.
import type { Account } from "../../world/schema.ts";
import type { Face, HttpAnswer, HttpRequest, OpenCall, Services } from "../face.ts";
import { gatewayAway } from "../tencentcloud/envelope.ts";
import { union } from "../tencentcloud/message.ts";
import { attachNetworkInterface, describeNetworkInterfaces, describeVpcTaskResult, detachNetworkInterface } from "./actions.ts"; // prettier-ignore
import type { Action } from "./actions.ts";
import { authenticate } from "./authenticate.ts";
import { renderError, renderSuccess } from "./envelope.ts";
import { Refused } from "./errors.ts";
import { CLOUD, settingsSchema, VENDOR } from "./settings.ts";
import type { Settings } from "./settings.ts";

const actions: ReadonlyMap<string, Action> = new Map([
  ["AttachNetworkInterface", attachNetworkInterface],
  ["DetachNetworkInterface", detachNetworkInterface],
  ["DescribeNetworkInterfaces", describeNetworkInterfaces],
  ["DescribeVpcTaskResult", describeVpcTaskResult],
]);

const COMMON = new Set([
  ...["Action", "Region", "Timestamp", "Nonce", "SecretId", "Signature", "SignatureMethod", "Token", "RequestClient"],
]);

/** Short names of regions (common parameters page, older versions); the long ones are taken too. */
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

export const tencentcloudVpcV2: Face = {
  vendor: VENDOR,
  shows: [CLOUD],
  claims: (request) => request.path === "/v2/index.php" && union(request).has("SecretId"),
  bind(services, settings) {
    const checked = settingsSchema.parse(settings);
    return (request) => open(request, services, checked);
  },
};

function open(request: HttpRequest, services: Services, settings: Settings): OpenCall {
  const { world } = services;
  const all = union(request);
  const requestId = services.newRequestId().toLowerCase();
  const action = all.get("Action") ?? "";
  const parameters = new Map([...all].filter(([name]) => !COMMON.has(name)));
  const secretId = all.get("SecretId");
  const fail = (error: { code: string; status?: number; message?: string | undefined }) => renderError(settings, error);
  const refusing = (body: () => HttpAnswer): HttpAnswer => {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return fail({ code: error.code, message: error.detail });
    }
  };

  let authenticated: ReturnType<typeof authenticate> | undefined;
  const refusal = refusing(() => {
    authenticated = authenticate(request, all, services, settings);
    return renderSuccess(settings, {});
  });
  const caller = authenticated;
  const task = /^\d{1,15}$/.test(parameters.get("taskId") ?? "") ? world.tasks.find(Number(parameters.get("taskId"))) : undefined; // prettier-ignore
  return {
    vendor: VENDOR,
    action,
    parameters: Object.fromEntries(parameters),
    enis: [parameters.get("networkInterfaceId"), task?.eniId].filter((id) => id !== undefined),
    instances: [parameters.get("instanceId"), task?.instanceId].filter((id) => id !== undefined),
    ...(all.has("Region") ? { region: all.get("Region") ?? "" } : {}),
    ...(secretId === undefined ? {} : { accessKeyId: secretId }),
    requestId,
    ...(caller === undefined ? { refusal } : {}),
    admit: () => caller?.admit(),
    perform: (disguise) =>
      refusing(() => {
        if (caller === undefined) return refusal;
        const { account } = caller;
        const run = actions.get(action);
        if (run === undefined) throw new Refused("6100");
        if (account.trouble !== undefined) throw new Refused(troubleCodes[account.trouble]);
        if (account.denied.includes(action)) throw new Refused(settings.deniedCode);
        const region = regionOf(all.get("Region") ?? "", services);
        return renderSuccess(settings, run({ world, account, parameters, settings, disguise, region, requestId }));
      }),
    fail,
    throttle: () => fail({ code: "4400" }),
    // As for API 3.0: an API error is HTTP 200, and what has another status comes from in front of the API.
    breakDown: (status) => (status === 503 ? gatewayAway() : fail({ code: "6000" })),
  };
}

function regionOf(name: string, { world }: Services): string {
  const region = shortRegions.get(name) ?? name;
  if (world.region(region)?.supported !== true) throw new Refused("4000", `the region "${name}" is unknown`);
  return region;
}
