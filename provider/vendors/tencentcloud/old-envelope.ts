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

const named = z.looseObject({ codeDesc: z.string().min(1) });

/** @param isKnown whether an error table has this name. */
export function answerInOldEnvelope(response: HttpResponse, isKnown: (name: string) => boolean): Answer | undefined {
  const body = bodyOfVendor(response, envelope);
  if (!body || response.status !== 200) return undefined;
  const code = String(body.code);
  const { codeDesc = "" } = body;
  const requestId = body.requestId ?? response.headers["x-tc-requestid"];
  if (code === "0" && (codeDesc === "" || codeDesc === "Success")) return { ok: true, body, requestId };
  if (code === "" && codeDesc === "") return undefined;
  // The vendor begins with the number: "(4000)…".
  const message = (body.message ?? "").replace(`(${code})`, "").trim();
  if (codeDesc === "" || codeDesc === "Success") return { ok: false, code, message, requestId };
  // For public codes the numbers are documented; for all others the names are.
  const isPublic = /^[46]\d{3}$/.test(code) && !isKnown(codeDesc);
  return isPublic
    ? { ok: false, code, message: `${message} (${codeDesc})`.trim(), requestId }
    : { ok: false, code: codeDesc, message: `${message} (code ${code})`.trim(), requestId };
}

/**
 * A refusal in this envelope from a host of API 3.0, as the vendor's Go SDK still reads it (DeprecatedAPIErrorResponse). Other JSON has
 * a `code` as well, so it has to have a name too, or a documented number.
 */
export function refusalInOldEnvelope(response: HttpResponse): Answer | undefined {
  const answer = answerInOldEnvelope(response, (name) => Object.hasOwn(commonErrors, name));
  if (!answer || answer.ok) return undefined;
  return entryOf(publicCodes, answer.code) || bodyOfVendor(response, named) ? answer : undefined;
}
