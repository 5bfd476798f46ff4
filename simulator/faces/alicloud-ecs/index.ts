// The face of Alibaba Cloud ECS, API version 2014-05-26: RPC style, v1 or ACS3 signatures, answers in JSON or XML.
import type { Account } from "../../world/schema.ts";
import { defineFace } from "../define-face.ts";
import type { Failure, HttpRequest, OpenCall, Services } from "../face.ts";
import { openCall } from "../open-call.ts";
import { Refused } from "../refused.ts";
import { header } from "../request.ts";
import { settingsSchema, VENDOR } from "./action.ts";
import type { Action, Context, Settings } from "./action.ts";
import { attachNetworkInterface, detachNetworkInterface } from "./attach-detach.ts";
import { authenticate, inGenericCode } from "./authenticate.ts";
import { defaults } from "./defaults.ts";
import { describeNetworkInterfaces } from "./describe-enis.ts";
import { describeInstances, describeInstanceStatus, describeInstanceTypes } from "./describe-instances.ts";
import { errorTable } from "./errors.ts";
import { businessParameters, claims, readMessage } from "./message.ts";
import type { Message } from "./message.ts";
import { Parameters } from "./parameters.ts";
import { renderError, renderResult } from "./render.ts";

const actions: Readonly<Record<string, Action>> = {
  AttachNetworkInterface: attachNetworkInterface,
  DetachNetworkInterface: detachNetworkInterface,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeInstances: describeInstances,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeInstanceTypes: describeInstanceTypes,
};

const troubleCodes: Readonly<Record<NonNullable<Account["trouble"]>, string>> = {
  userTypeNotSupported: "InvalidUserType.NotSupported",
  accountNotFound: "Abs.InvalidAccount.NotFound",
  ramUserNotSupported: "Forbidden.NotSupportRAM",
};

export const alicloudEcs = defineFace({
  vendor: VENDOR,
  title: "Alibaba Cloud ECS (2014-05-26)",
  host: "ecs.localhost",
  credentialNames: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
  defaults,
  claims,
  settings: settingsSchema,
  open,
});

function open(request: HttpRequest, services: Services, settings: Settings): OpenCall {
  const message = readMessage(request);
  const requestId = services.newRequestId().toUpperCase();
  const envelope = { format: message.format, action: message.action, requestId };
  const parameters = businessParameters(message);

  const fail = ({ code, status, message: text }: Failure, headers?: Record<string, string>) => {
    const entry = errorTable[code];
    return renderError(envelope, {
      code,
      status: status ?? settings.statuses[code] ?? entry?.status ?? 400,
      message: text ?? entry?.message ?? "The request was refused.",
      hostId: (header(request, "host") ?? "").replace(/:\d+$/, ""),
      ...(headers === undefined ? {} : { headers }),
    });
  };
  return openCall({
    about: {
      vendor: VENDOR,
      action: message.action,
      parameters,
      ...idsOf(parameters),
      region: parameters["RegionId"],
      accessKeyId: message.accessKeyId,
      requestId,
    },
    authenticate: () => {
      if (request.method !== "GET" && request.method !== "POST") throw new Refused("UnsupportedHTTPMethod");
      try {
        return authenticate(message, services);
      } catch (error) {
        throw (settings.tokenCodes === "generic" && error instanceof Refused && inGenericCode(error)) || error;
      }
    },
    perform: ({ account }, statusOverride) => {
      const action = actionOf(message);
      const denied = denialOf(account, message.action);
      const context: Context = {
        world: services.world,
        account,
        parameters: new Parameters(message.parameters),
        settings,
        statusOverride,
      };
      if (denied === undefined) return renderResult(envelope, action(context));
      if (!account.denied.includes(message.action) || !settings.emptyWhenDenied.includes(message.action))
        throw new Refused(denied);
      // The list is empty for an owner that no resource has.
      return renderResult(envelope, action({ ...context, account: { ...account, owner: "" } }));
    },
    fail,
    throttle: (retryAfterMs) =>
      fail(
        { code: settings.throttleCode },
        retryAfterMs === undefined ? undefined : { "x-acs-retry-after": String(retryAfterMs) },
      ),
    serverError: (status) => fail({ code: status === 500 ? "InternalError" : "ServiceUnavailable", status }),
  });
}

function actionOf({ action, version }: Message): Action {
  if (action === "") throw new Refused("MissingAction");
  if (version !== "2014-05-26") throw new Refused("InvalidVersion");
  const found = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (found === undefined) throw new Refused("InvalidAction.NotFound");
  return found;
}

/** The code with which the account may not call the action; undefined if it may. */
function denialOf({ trouble, denied, deniedAs }: Account, action: string): string | undefined {
  if (trouble !== undefined) return troubleCodes[trouble];
  if (!denied.includes(action)) return undefined;
  return { subUser: "Forbidden.SubUser", ram: "Forbidden.RAM", plain: "Forbidden" }[deniedAs];
}

/** The ids that a call names, for fault rules and the call log. They are not checked here; the action does. */
function idsOf(parameters: Record<string, string>): { enis: string[]; instances: string[] } {
  const collect = (name: string) =>
    Object.entries(parameters)
      .filter(([key]) => key === name || key.startsWith(`${name}.`))
      .map(([, value]) => value);
  const listed = parameters["InstanceIds"]?.match(/i-[a-z0-9]+/g) ?? [];
  return { enis: collect("NetworkInterfaceId"), instances: [...collect("InstanceId"), ...listed] };
}
