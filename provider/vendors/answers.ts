// Reading answers: JSON of the vendor's shape or nothing, and fields that may be missing, null or of another type.
import { z } from "zod";
import type { HttpResponse } from "../http/transport.ts";

/** A text that may be absent, null or (by some vendor's mistake) something else: then it counts as absent. */
export const optionalText = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** The body as the vendor's envelope, or undefined when it is something else: a proxy's HTML, a truncated answer. */
export function bodyOfVendor<T>(response: HttpResponse, envelope: z.ZodType<T>): T | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(response.body);
  } catch {
    return undefined;
  }
  const result = envelope.safeParse(parsed);
  return result.success ? result.data : undefined;
}
