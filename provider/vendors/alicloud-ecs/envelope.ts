// The envelope of Alibaba Cloud's RPC-style APIs: a flat body, with a code in it if it is an error.
import { z } from "zod";
import type { Answer } from "../../http/api.ts";
import type { HttpResponse } from "../../http/transport.ts";
import { bodyOfVendor, idText, spokenText } from "../answers.ts";

/** `Code` at the top means an error, even under HTTP 200 (the vendor's SDK reads it the same way). */
const envelope = z.looseObject({
  RequestId: idText,
  Code: z.union([z.string(), z.number()]).nullish(),
  Message: spokenText,
});
const successCodes = new Set(["", "200", "ok", "success"]);

export function answer(response: HttpResponse): Answer | undefined {
  const body = bodyOfVendor(response, envelope);
  const requestId = body?.RequestId ?? response.headers["x-acs-request-id"];
  const code = String(body?.Code ?? "");
  if (body && !successCodes.has(code.toLowerCase()))
    return { ok: false, code, message: body.Message ?? "", requestId, retryAfterMs: retryAfter(response) };
  // Every answer carries a RequestId (ECS's page of DetachNetworkInterface): a success without one is not the vendor's.
  if (body && response.status < 300) return requestId === undefined ? undefined : { ok: true, body, requestId };
  return response.status >= 400 ? refusalOfGateway(response) : undefined;
}

/** As the vendor's SDKs read errors, too. Other JSON has a `code` as well: it has to be a word, and to come with a request id. */
const lowerCase = z.looseObject({
  code: z.string().regex(/^[A-Za-z][\w.-]*$/),
  message: spokenText,
  requestId: idText,
});

/** The vendor's gateway in front of its APIs answers some requests itself: in lower-case names, or in XML. */
function refusalOfGateway(response: HttpResponse): Answer | undefined {
  const {
    code,
    message,
    requestId = response.headers["x-acs-request-id"],
  } = bodyOfVendor(response, lowerCase) ?? errorInXml(response.body) ?? {};
  if (code === undefined || requestId === undefined) return undefined;
  return { ok: false, code, message: message ?? "", requestId, retryAfterMs: retryAfter(response) };
}

/** Longest error in XML, in characters. */
const longestXml = 10_000;

/** `<Error><RequestId>…</RequestId><HostId>…</HostId><Code>…</Code><Message>…</Message></Error>` (document 25491). */
function errorInXml(body: string) {
  if (body.length > longestXml) return undefined;
  const error = /^\s*(?:<\?xml[^>]*\?>\s*)?<Error>(.*)<\/Error>\s*$/s.exec(body.replace(/^\uFEFF/, ""))?.[1];
  const text = (name: string) => new RegExp(`<${name}>([^<]{1,4096})</${name}>`).exec(error ?? "")?.[1];
  const plain = text("Message")?.replaceAll("&quot;", '"').replaceAll("&apos;", "'");
  return { code: text("Code"), message: plain, requestId: text("RequestId") };
}

function retryAfter({ headers }: HttpResponse): number | undefined {
  // `x-acs-retry-after` is in milliseconds (the vendor's SDK sleeps its value); `Retry-After` is HTTP's, in seconds.
  const acs = numberIn(headers["x-acs-retry-after"]);
  const seconds = numberIn(headers["retry-after"]);
  return acs ?? (seconds === undefined ? undefined : seconds * 1_000);
}

function numberIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) : undefined;
}
