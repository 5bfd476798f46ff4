// What an error code that no table has means: its HTTP status is all that is known of it.
import type { Interpretation } from "../http/meaning.ts";

export function byStatus(status: number): Interpretation {
  if (status === 401) return { meaning: "credentials" };
  if (status === 429) return { meaning: "throttled" };
  return { meaning: status >= 500 ? "transient" : "refused" };
}
