// The envelope of the legacy API: `{"code": 0, "message": "", "codeDesc": ""}`, where `code` is a number or a text.
import { z } from "zod";
import type { Answer } from "../../http/api.ts";
import type { HttpResponse } from "../../http/transport.ts";
import { bodyOfVendor, idText, optionalText, spokenText } from "../answers.ts";
import { entryOf } from "../table.ts";
import { commonErrors, publicCodes } from "./error-codes.ts";

const envelope = z.looseObject({
  code: z.union([z.number(), z.string()]),
  message: spokenText,
  codeDesc: optionalText,
  requestId: idText,
});

/** What `codeDesc` says of a success: nothing, or one of these words in upper or lower case. */
const successWords: ReadonlySet<string> = new Set(["", "success", "ok"]);

/**
 * A success comes with HTTP 200. A refusal may come with any status that a gateway makes of it; it then has a name or a documented number,
 * for other JSON has a `code` as well.
 * @param isKnown whether an error table has this name.
 */
export function answerInOldEnvelope(response: HttpResponse, isKnown: (name: string) => boolean): Answer | undefined {
  const body = bodyOfVendor(response, envelope);
  if (!body) return undefined;
  const code = String(body.code);
  const { codeDesc = "" } = body;
  const isNamed = !successWords.has(codeDesc.toLowerCase());
  const requestId = body.requestId ?? response.headers["x-tc-requestid"];
  if (code === "0" && !isNamed) return response.status === 200 ? { ok: true, body, requestId } : undefined;
  if (code === "" && !isNamed) return undefined;
  if (response.status !== 200 && !isNamed && !entryOf(publicCodes, code)) return undefined;
  // The vendor begins with the number: "(4000)…".
  const message = (body.message ?? "").replace(`(${code})`, "").trim();
  if (!isNamed) return { ok: false, code, message, requestId };
  // For public codes the numbers are documented; for all others the names are.
  const isPublic = /^[46]\d{3}$/.test(code) && !isKnown(codeDesc);
  return isPublic
    ? { ok: false, code, message: `${message} (${codeDesc})`.trim(), requestId }
    : { ok: false, code: codeDesc, message: `${message} (code ${code})`.trim(), requestId };
}

const named = z.looseObject({ codeDesc: z.string().min(1) });

/**
 * A refusal in this envelope from a host of API 3.0, as the vendor's Go SDK still reads it (DeprecatedAPIErrorResponse). It has a name or
 * a documented number.
 */
export function refusalInOldEnvelope(response: HttpResponse): Answer | undefined {
  const answer = answerInOldEnvelope(response, (name) => Object.hasOwn(commonErrors, name));
  if (!answer || answer.ok) return undefined;
  return entryOf(publicCodes, answer.code) || bodyOfVendor(response, named) ? answer : undefined;
}
