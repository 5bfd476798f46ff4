// Makes a face of Tencent's API 3.0 from what services do not share: settings, actions, error texts. VPC (with CVM) and ECM use it.
import { z } from "zod";
import type { Account, EniStatus, InstanceStatus } from "../../world/schema.ts";
import type { Scope } from "../../world/inventory.ts";
import type { World } from "../../world/world.ts";
import { defineFace } from "../define-face.ts";
import type { StatusOverride, Face, Failure, HttpRequest, OpenCall, Services } from "../face.ts";
import type { Json } from "../json-answer.ts";
import { openCall } from "../open-call.ts";
import { Refused } from "../refused.ts";
import { hostName } from "../request.ts";
import { authenticate } from "./authenticate.ts";
import { credentialNames } from "./defaults.ts";
import { gatewayUnavailable, renderError, renderRejection, renderResult } from "./envelope.ts";
import { commonErrors } from "./errors.ts";
import type { ErrorTable } from "./errors.ts";
import { flatten, isApi3, readFields, readMessage, serviceOf, serviceOfHost } from "./message.ts";
import type { Message, Service } from "./message.ts";
import { Parameters } from "./parameters.ts";
import type { ParameterCodes } from "./parameters.ts";

/** Settings for what the documents of neither VPC nor ECM say. */
export const commonSettings = {
  /** How a listing answers an id that does not exist. The documents list ResourceNotFound; clients also handle an empty list. */
  unknownEni: z.enum(["error", "empty"]).default("error"),
  /** `Attachment` of a detached ENI. The document says null; clients also handle an object with empty texts. */
  detachedAttachment: z.enum(["null", "empty"]).default("null"),
  /** Code for a detach of an ENI that is not on the instance. The documents list only InvalidState; the SDKs have the others. */
  notAttachedCode: z
    .enum([
      "UnsupportedOperation.InvalidState",
      "UnsupportedOperation.AttachmentNotFound",
      "UnauthorizedOperation.AttachmentNotFound",
    ])
    .default("UnsupportedOperation.InvalidState"),
  /** Code for an instance whose state does not allow it. The pages list InvalidState; the SDKs' tables have the others. */
  instanceStateCode: z
    .enum([
      "UnsupportedOperation.InvalidState",
      "UnsupportedOperation.InvalidInstanceState",
      "InvalidParameterValue.InvalidInstanceState",
    ])
    .default("UnsupportedOperation.InvalidState"),
  /** Code for another task at work on the ENI. All are the vendor's; the pages list none. */
  taskRunningCode: z
    .enum([
      "UnsupportedOperation.MutexOperationTaskRunning",
      "UnsupportedOperation.ResourceProcessing",
      "OperationDenied.InstanceOperationInProgress",
      "InvalidParameter.ActionInProgress",
      "ResourceBusy",
    ])
    .default("UnsupportedOperation.MutexOperationTaskRunning"),
  /** Form of an answer that rejects the credentials: the vendor's Go SDK still reads the legacy API's from hosts of API 3.0. */
  rejections: z.enum(["Response", "oldEnvelope"]).default("Response"),
  throttleCode: z
    .enum([
      "RequestLimitExceeded",
      "RequestLimitExceeded.UinLimitExceeded",
      "RequestLimitExceeded.IPLimitExceeded",
      "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
    ])
    .default("RequestLimitExceeded"),
};

/** Settings that every face of API 3.0 has. */
export interface CommonSettings {
  unknownEni: "error" | "empty";
  detachedAttachment: "null" | "empty";
  notAttachedCode: string;
  instanceStateCode: string;
  taskRunningCode: string;
  rejections: "Response" | "oldEnvelope";
  throttleCode: string;
  /** Code for an account that may not call the action. */
  deniedCode: string;
}

/** What an action gets. */
export interface Context<Settings extends CommonSettings> {
  world: World;
  account: Account;
  parameters: Parameters;
  settings: Settings;
  statusOverride: StatusOverride | undefined;
  requestId: string;
  message: Message;
  vendor: string;
}

export interface Action<Settings extends CommonSettings> {
  service: Service;
  /** All parameters that the action accepts; others are refused with UnknownParameter. */
  names: readonly string[];
  run(context: Context<Settings>): Record<string, Json>;
}

interface Api<Settings extends CommonSettings> extends Required<
  Pick<Face, "vendor" | "title" | "host" | "defaults" | "rates">
> {
  version: string;
  /** Services whose requests the face answers. */
  answers: readonly Service[];
  settings: z.ZodType<Settings>;
  parameterCodes: ParameterCodes;
  actions: Readonly<Record<string, Action<Settings>>>;
  errors: ErrorTable;
  /** Its code for a failure of the server. */
  internalError: string;
  /** The region of a call, for the call log. Its type is not checked yet. */
  regionOf(message: Message, fields: Record<string, unknown>): unknown;
  /** Throws Refused for common parameters that the service does not accept. */
  checkCommon(message: Message): void;
}

export function api3<Settings extends CommonSettings>(api: Api<Settings>): Face {
  const { vendor, title, host, defaults, rates } = api;
  return defineFace({
    ...{ vendor, title, host, defaults, rates, credentialNames },
    claims: (request) => isApi3(request) && api.answers.includes(serviceOf(request)),
    settings: api.settings,
    open: (request, services, settings) => open(api, request, services, settings),
  });
}

function open<Settings extends CommonSettings>(
  api: Api<Settings>,
  request: HttpRequest,
  services: Services,
  settings: Settings,
): OpenCall {
  const { world } = services;
  const message = readMessage(request);
  const requestId = services.newRequestId().toLowerCase();
  const fields = readFields(message);
  const region = api.regionOf(message, fields ?? {});
  const fail = ({ code, status = 200, message: text }: Failure) => {
    const known = new Map([...Object.entries(commonErrors), ...Object.entries(api.errors)]).get(code);
    const words = text ?? known ?? "The request was refused.";
    const isRejection = code.startsWith("AuthFailure.") && code !== "AuthFailure.UnauthorizedOperation";
    return isRejection && settings.rejections === "oldEnvelope"
      ? renderRejection(code, words)
      : renderError(requestId, { code, status, message: words });
  };
  return openCall({
    about: {
      vendor: api.vendor,
      action: message.action,
      parameters: flatten(fields ?? {}),
      ...idsOf(fields ?? {}, world),
      region: typeof region === "string" ? region : undefined,
      accessKeyId: message.secretId,
      requestId,
    },
    authenticate: () => ({ account: authenticate(message, world) }),
    perform: ({ account }, statusOverride) => {
      const action = actionOf(api, message);
      api.checkCommon(message);
      if (account.trouble !== undefined || account.denied.includes(message.action))
        throw new Refused(settings.deniedCode);
      if (fields === undefined) throw new Refused("InvalidParameter", "The request body is not a JSON object.");
      const isText = message.scheme === "v1" || request.method === "GET";
      const parameters = new Parameters(fields, isText, api.parameterCodes);
      parameters.allow(action.names);
      const context = { world, account, parameters, settings, statusOverride, requestId, message, vendor: api.vendor };
      return renderResult(requestId, action.run(context));
    },
    fail,
    // The answer does not say how long to wait: no header for it is documented.
    throttle: () => fail({ code: settings.throttleCode }),
    // API errors are HTTP 200. A 503 comes from a gateway in front of the API.
    serverError: (status) => (status === 503 ? gatewayUnavailable() : fail({ code: api.internalError })),
  });
}

function actionOf<Settings extends CommonSettings>(
  api: Api<Settings>,
  { action, version, request }: Message,
): Action<Settings> {
  if (action === "") throw new Refused("MissingParameter", "The request is missing a required parameter `Action`.");
  if (version === "") throw new Refused("MissingParameter", "The request is missing a required parameter `Version`.");
  if (version !== api.version) throw new Refused("NoSuchVersion");
  const found = Object.hasOwn(api.actions, action) ? api.actions[action] : undefined;
  // At the vendor's real host names, each host has only the actions of its service. At any other address (one port for all), the
  // action alone decides between VPC and CVM.
  const bound = /\.tencentcloudapi\.com$/.test(hostName(request)) ? serviceOfHost(request) : undefined;
  if (found !== undefined && (bound === undefined || bound === found.service)) return found;
  throw new Refused(
    "InvalidAction",
    `The request action=\`${action}\` is invalid or not match the version ${version}.`,
  );
}

/** The ids that a call names, for fault rules and the call log. A query for a task names the ENI and instance of the task. */
function idsOf(fields: Record<string, unknown>, world: World): { enis: string[]; instances: string[] } {
  const flat = Object.entries(flatten(fields));
  const filters = flat.filter(([name]) => /^Filters\.\d+\.Name$/.test(name));
  const collect = (pattern: RegExp, filterName: string) => [
    ...flat.filter(([name]) => pattern.test(name)).map(([, value]) => value),
    ...filters
      .filter(([, value]) => value === filterName)
      .flatMap(([name]) => flat.filter(([other]) => other.startsWith(name.replace(/Name$/, "Values."))))
      .map(([, value]) => value),
  ];
  const task = typeof fields["TaskId"] === "string" ? world.tasks.find(fields["TaskId"]) : undefined;
  return {
    enis: [...collect(/^NetworkInterfaceIds?(\.\d+)?$/, "network-interface-id"), ...(task ? [task.eniId] : [])],
    instances: [...collect(/^InstanceIds?(\.\d+)?$/, "instance-id"), ...(task ? [task.instanceId] : [])],
  };
}

/** What the caller can see; without `region`, in all regions. */
export function scopeOf(context: Context<CommonSettings>, region?: string): Scope {
  return { vendor: context.vendor, owner: context.account.owner, ...(region === undefined ? {} : { region }) };
}

/** Status words of ENIs. AVAILABLE means that no operation is under way: attached ENIs have it too. */
export const eniStateWords: Readonly<Record<EniStatus, string>> = {
  available: "AVAILABLE",
  attaching: "ATTACHING",
  inUse: "AVAILABLE",
  detaching: "DETACHING",
  deleting: "DELETING",
};

export const instanceStateWords: Readonly<Record<InstanceStatus, string>> = {
  pending: "PENDING",
  launchFailed: "LAUNCH_FAILED",
  starting: "STARTING",
  running: "RUNNING",
  stopping: "STOPPING",
  stopped: "STOPPED",
  rebooting: "REBOOTING",
  shutdown: "SHUTDOWN",
  terminating: "TERMINATING",
  enterRescueMode: "ENTER_RESCUE_MODE",
  rescueMode: "RESCUE_MODE",
  exitRescueMode: "EXIT_RESCUE_MODE",
  enterLiveMigrate: "ENTER_SERVICE_LIVE_MIGRATE",
  liveMigrate: "SERVICE_LIVE_MIGRATE",
  exitLiveMigrate: "EXIT_SERVICE_LIVE_MIGRATE",
};
