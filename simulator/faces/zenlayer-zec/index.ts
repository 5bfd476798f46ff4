// The face of Zenlayer ZEC, API versions 2024-04-01 and 2025-09-01: JSON requests and answers, the action in a header, ZC2
// signatures or Bearer tokens.
import { defineFace } from "../define-face.ts";
import type { Failure, HttpRequest, OpenCall, Services } from "../face.ts";
import { jsonAnswer } from "../json-answer.ts";
import { openCall } from "../open-call.ts";
import { Refused } from "../refused.ts";
import { header } from "../request.ts";
import { settingsSchema, VENDOR } from "./action.ts";
import type { Action, Settings } from "./action.ts";
import { attachNetworkInterface, detachNetworkInterface } from "./attach-detach.ts";
import { authenticate } from "./authenticate.ts";
import { defaults } from "./defaults.ts";
import { describeInstances, describeInstancesStatus } from "./describe-instances.ts";
import { describeNetworkInterfaces } from "./describe-nics.ts";
import { errorTable, statusOf } from "./errors.ts";
import { readBodyIfPossible, PATH, readBody } from "./message.ts";
import type { JsonObject } from "./message.ts";
import { Parameters } from "./parameters.ts";

const actions: Readonly<Record<string, Action>> = {
  AttachNetworkInterface: attachNetworkInterface,
  DetachNetworkInterface: detachNetworkInterface,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeInstances: describeInstances,
  DescribeInstancesStatus: describeInstancesStatus,
};
const versions = ["2024-04-01", "2025-09-01"];

export const zenlayerZec = defineFace({
  vendor: VENDOR,
  title: "Zenlayer Elastic Compute (2025-09-01)",
  host: "zec.localhost",
  credentialNames: ["ZENLAYERCLOUD_ACCESS_KEY_ID", "ZENLAYERCLOUD_ACCESS_KEY_PASSWORD"],
  defaults,
  claims: (request) => request.path === PATH,
  settings: settingsSchema,
  open,
});

function open(request: HttpRequest, { world, newRequestId }: Services, settings: Settings): OpenCall {
  const requestId = `T${newRequestId().toUpperCase()}`;
  const action = header(request, "x-zc-action") ?? "";
  const body = readBodyIfPossible(request);

  const fail = ({ code, status, message }: Failure, headers?: Record<string, string>) =>
    jsonAnswer({
      status: status ?? statusOf(code, settings.errors, settings.statuses),
      // Not inside `response`, which only a successful answer has.
      body: { requestId, code, message: message ?? errorTable[code]?.message ?? "The request was refused." },
      headers,
      code,
    });
  return openCall({
    about: {
      vendor: VENDOR,
      action,
      parameters: asTexts(body),
      enis: idsIn(body, "nicId", "nicIds"),
      instances: idsIn(body, "instanceId", "instanceIds"),
      requestId,
    },
    authenticate: () => {
      if (request.method !== "POST") throw new Refused("UNSUPPORTED_HTTP_METHOD");
      if (!/^application\/json\b/i.test(header(request, "content-type") ?? ""))
        throw new Refused("UNSUPPORTED_CONTENT_TYPE");
      return authenticate(request, world, settings.clockWindowMs);
    },
    perform: ({ account }, statusOverride) => {
      const carryOut = actionOf(request, action);
      if (account.trouble !== undefined || account.denied.includes(action))
        throw new Refused("AUTHFAILURE_UNAUTHORIZED_OPERATION");
      const parameters = new Parameters(readBody(request));
      const result = carryOut({ world, account, parameters, settings, statusOverride });
      return jsonAnswer({ status: 200, body: { requestId, response: { requestId, ...result } } });
    },
    fail,
    throttle: (retryAfterMs) =>
      // No document says whether answers tell how long to wait; Retry-After, which is HTTP's own header for it, is the most likely.
      fail(
        { code: "REQUEST_LIMIT_EXCEEDED" },
        retryAfterMs === undefined ? undefined : { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) },
      ),
    serverError: (status) =>
      fail({ code: status === 500 ? "INTERNAL_SERVER_ERROR" : "SERVICE_TEMPORARY_UNAVAILABLE", status }),
  });
}

function actionOf(request: HttpRequest, name: string): Action {
  if (name === "") throw new Refused("MISSING_PARAMETER", "The header X-ZC-Action is missing.");
  const version = header(request, "x-zc-version");
  if (version === undefined) throw new Refused("MISSING_PARAMETER", "The header X-ZC-Version is missing.");
  // Only the vendor's SDKs send X-ZC-Service: it may be missing, but must not name another service.
  const service = header(request, "x-zc-service") ?? "zec";
  const found = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (found === undefined || !versions.includes(version) || service !== "zec")
    throw new Refused("AUTHFAILURE_UNAUTHORIZED_OPERATION");
  return found;
}

/** For the call log, whose parameters are texts. */
function asTexts(body: JsonObject): Record<string, string> {
  const entries = Object.entries(body);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The ids that a call names, for fault rules and the call log. Wrong types are ignored here; the action refuses them. */
function idsIn(body: JsonObject, one: string, many: string): string[] {
  const listed: unknown = body[many];
  const all: unknown[] = [body[one], ...(Array.isArray(listed) ? (listed as unknown[]) : [])];
  return all.filter((id) => typeof id === "string");
}
