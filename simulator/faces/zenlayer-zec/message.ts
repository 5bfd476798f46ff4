// Reading a request: one path for all actions, the action in a header, the parameters as a JSON object.
import type { HttpRequest } from "../face.ts";
import { Refused } from "../refused.ts";

export const PATH = "/api/v2/zec";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Throws Refused. An empty body stands for no parameters: the vendor's Go SDK sends `{}`, never nothing. */
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

/** The same for fault rules and the call log: whatever can be read of it. */
export function readBodyIfPossible(request: HttpRequest): JsonObject {
  try {
    return readBody(request);
  } catch {
    return {};
  }
}
