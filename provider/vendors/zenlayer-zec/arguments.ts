// Arguments of zenlayer-zec (API reference, AttachNetworkInterface 2025-09-01). There is no region: the API is global.
import { z } from "zod";
import { commonShape } from "../common-arguments.ts";
import { shownValue, strangeIn } from "../given-values.ts";

/**
 * Ids have no prefix: they are decimal text of up to 19 digits, far above 2^53, and are never read as numbers. Their
 * form is undocumented, so they are opaque.
 */
function opaqueId(what: string) {
  const error = (issue: { input?: unknown }) =>
    typeof issue.input === "number"
      ? `must be the id of ${what} as text, in quotes: as a number it loses digits (above 2^53); got ${issue.input}`
      : `must be the id of ${what}: 1 to 64 letters, digits and hyphens; got ${shownValue(issue.input)}${typeof issue.input === "string" ? strangeIn(issue.input) : ""}`;
  return z.string({ error }).regex(/^[0-9A-Za-z-]{1,64}$/, { error });
}

export const shape = {
  ...commonShape,
  networkInterfaceId: opaqueId("a vNIC"),
  instanceId: opaqueId("a ZEC instance"),
} as const;
