// Reading a request: all actions have one path; the parameters are a JSON object in the body.
import type { HttpRequest } from "../face.ts";
import { Refused } from "../refused.ts";

export const PATH = "/api/v2/zec";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Throws Refused. An empty body is accepted as no parameters, although the vendor's Go SDK always sends at least `{}`. */
export function readBody(request: HttpRequest): JsonObject {
  const text = Buffer.from(request.body).toString("utf8");
  if (text.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Refused("INVALID_PARAMETER_TYPE", "The body is not JSON.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Refused("INVALID_PARAMETER_TYPE", "The body is not a JSON object.");
  return parsed as JsonObject;
}

/** For fault rules and the call log: an empty object if the body cannot be read. */
export function readBodyIfPossible(request: HttpRequest): JsonObject {
  try {
    return readBody(request);
  } catch {
    return {};
  }
}
