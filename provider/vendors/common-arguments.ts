// The arguments that every vendor takes, as zod schemas.
import { z } from "zod";
import { shownValue, strangeIn } from "./given-values.ts";
import { didYouMean } from "./near-misses.ts";

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const longest = 24 * 3_600_000;

/**
 * Reads a duration such as "90s", "10m" or "1h30m" (Go's notation, as Pulumi's own `customTimeouts`).
 * @returns milliseconds, or undefined when the text is not a duration.
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    total += Number(amount) * (units[unit ?? ""] ?? Number.NaN);
  }
  return total;
}

const duration = z
  .string({ error: ({ input }) => `must be a duration such as "90s" or "10m", in quotes; got ${shownValue(input)}` })
  .refine(
    (text) => {
      const ms = parseDuration(text);
      return ms !== undefined && ms > 0 && ms <= longest;
    },
    { error: (issue) => `must be a duration such as "90s" or "10m", at most 24h; got ${JSON.stringify(issue.input)}` },
  );

export const flag = z.boolean({
  error: ({ input }) => `must be true or false, without quotes; got ${shownValue(input)}`,
});

/** An id: the vendor's prefix (a pattern, shown to users as `shown`), then letters, digits and hyphens. */
export function idWithPrefix(prefix: string, what: string, shown = prefix) {
  const pattern = new RegExp(`^${prefix}[A-Za-z0-9][A-Za-z0-9-]{0,62}$`);
  const error = ({ input }: { input?: unknown }) => {
    const strange = typeof input === "string" ? strangeIn(input) : "";
    return `must be the id of ${what}, which begins with "${shown}"; got ${shownValue(input)}${strange}`;
  };
  return z.string({ error }).regex(pattern, { error });
}

const onConflicts = ["fail", "takeOver"] as const;

/** Arguments common to all vendors. The ids are not here: each vendor has its own form of them. */
export const commonShape = {
  vendor: z.string(),
  timeouts: z
    .strictObject({ attach: duration.optional(), detach: duration.optional() }, { error: objectError })
    .optional(),
  onConflict: z
    .enum(onConflicts, {
      error: ({ input }) => `must be "fail" or "takeOver"; got ${shownValue(input)}${didYouMean(input, onConflicts)}`,
    })
    .optional(),
  rollback: flag.optional(),
  preflight: flag.optional(),
} as const;

function objectError(issue: { code?: string | undefined; keys?: unknown }): string {
  const allowed = 'takes "attach" and "detach", each a duration such as "10m"';
  return issue.code === "unrecognized_keys"
    ? `${allowed}; not ${String(issue.keys)}`
    : `must be an object that ${allowed}`;
}
