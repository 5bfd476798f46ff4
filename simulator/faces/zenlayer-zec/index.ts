// The face of Zenlayer ZEC, API versions 2024-04-01 and 2025-09-01: JSON in and out, the action in a header, ZC2 signatures
// or Bearer tokens.
import type { Face, HttpAnswer, HttpRequest, OpenCall, Services } from "../face.ts";
import { settingsSchema, VENDOR } from "./action.ts";
import type { Action, Settings } from "./action.ts";
import { attachNetworkInterface, detachNetworkInterface } from "./attach-detach.ts";
import { authenticate } from "./authenticate.ts";
import type { Caller } from "./authenticate.ts";
import { describeInstances, describeInstancesStatus } from "./describe-instances.ts";
import { describeNetworkInterfaces } from "./describe-nics.ts";
import { errorTable, Refused, statusOf } from "./errors.ts";
import { glance, header, PATH, readBody } from "./message.ts";
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

export const zenlayerZec: Face = {
  vendor: VENDOR,
  claims: (request) => request.path === PATH,
  bind(services, settings) {
    const checked = settingsSchema.parse(settings);
    return (request) => open(request, services, checked);
  },
};

function open(request: HttpRequest, { world, newRequestId }: Services, settings: Settings): OpenCall {
  const requestId = `T${newRequestId().toUpperCase()}`;
  const action = header(request, "x-zc-action") ?? "";
  const body = glance(request);

  const fail = (error: { code: string; status?: number; message?: string }, headers: Record<string, string> = {}) => {
    const { code } = error;
    const status = error.status ?? statusOf(code, settings.errors, settings.statuses);
    const message = error.message ?? errorTable[code]?.message ?? "The request was refused.";
    // Flat: only a success has `response`.
    return { ...render(status, { requestId, code, message }, headers), code };
  };
  const refusing = (work: () => HttpAnswer): HttpAnswer => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return fail({ code: error.code, message: error.message });
    }
  };

  let caller: Caller | undefined;
  const refusal = refusing(() => {
    if (request.method !== "POST") throw new Refused("UNSUPPORTED_HTTP_METHOD");
    if (!/^application\/json\b/i.test(header(request, "content-type") ?? ""))
      throw new Refused("UNSUPPORTED_CONTENT_TYPE");
    caller = authenticate(request, world, settings.clockWindowMs);
    return render(200, {});
  });
  const known = caller;
  return {
    vendor: VENDOR,
    action,
    parameters: inText(body),
    enis: idsIn(body, "nicId", "nicIds"),
    instances: idsIn(body, "instanceId", "instanceIds"),
    ...(known === undefined ? { refusal } : { accessKeyId: known.accessKeyId }),
    requestId,
    // Nothing is used up: the protocol has no nonce.
    admit: () => undefined,
    perform: (disguise) =>
      refusing(() => {
        if (known === undefined) return refusal;
        const { account } = known;
        const carryOut = actionOf(request, action);
        if (account.trouble !== undefined || account.denied.includes(action))
          throw new Refused("AUTHFAILURE_UNAUTHORIZED_OPERATION");
        const parameters = new Parameters(readBody(request));
        const result = carryOut({ world, account, parameters, settings, disguise });
        return render(200, { requestId, response: { requestId, ...result } });
      }),
    fail,
    throttle: (retryAfterMs) =>
      // Whether a real answer says how long to wait is documented nowhere; HTTP's header is the likely way.
      fail(
        { code: "REQUEST_LIMIT_EXCEEDED" },
        retryAfterMs === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) },
      ),
    breakDown: (status) =>
      fail({ code: status === 500 ? "INTERNAL_SERVER_ERROR" : "SERVICE_TEMPORARY_UNAVAILABLE", status }),
  };
}

function actionOf(request: HttpRequest, name: string): Action {
  if (name === "") throw new Refused("MISSING_PARAMETER", "The header X-ZC-Action is missing.");
  const version = header(request, "x-zc-version");
  if (version === undefined) throw new Refused("MISSING_PARAMETER", "The header X-ZC-Version is missing.");
  // Only the vendor's SDKs send it: not required, but of another service it is wrong.
  const service = header(request, "x-zc-service") ?? "zec";
  const found = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (found === undefined || !versions.includes(version) || service !== "zec")
    throw new Refused("AUTHFAILURE_UNAUTHORIZED_OPERATION");
  return found;
}

function render(status: number, body: object, headers: Record<string, string> = {}): HttpAnswer {
  return {
    kind: "answer",
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** For the call log, whose parameters are text. */
function inText(body: JsonObject): Record<string, string> {
  const entries = Object.entries(body);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The ids a call is about, for fault rules and the call log. Lenient: the action itself is strict. */
function idsIn(body: JsonObject, one: string, many: string): string[] {
  const listed: unknown = body[many];
  const all: unknown[] = [body[one], ...(Array.isArray(listed) ? (listed as unknown[]) : [])];
  return all.filter((id) => typeof id === "string");
}
