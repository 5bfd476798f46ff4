// Keeps credentials and signatures out of every text that leaves this package.

/** Enough of an access key id to recognise it, not enough to use it: `LTAI…0001`. */
export function maskKeyId(id: string): string {
  return id.length < 12 ? `${id.slice(0, 2)}…` : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

/** A text from outside, made safe for a terminal: one line, no control characters, at most `most` characters. */
export function shown(text: string, most: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ");
  return line.length <= most ? line : `${line.slice(0, most)}…`;
}

/** The first line of a message: some vendors append the whole signed text. */
export function firstLine(text: string): string {
  const [line = "", ...more] = text.trim().split(/\s*[\r\n]+/);
  return more.length === 0 ? line : `${line}…`;
}

/** Values that must not be shown: secrets are removed, key ids are masked. */
export interface Sensitive {
  readonly keyIds: readonly string[];
  readonly secrets: readonly string[];
}

/**
 * Replaces every sensitive value in a text. Vendors echo the string they signed (and with it key ids, security tokens
 * and signatures) in the messages of signature errors, so every message of theirs passes through here first.
 */
export function redact(text: string, sensitive: Sensitive): string {
  let result = text;
  // Longest first: one secret may be the beginning of another.
  for (const secret of sensitive.secrets.toSorted((a, b) => b.length - a.length)) {
    const escaped = encodeURIComponent(secret.toWellFormed());
    for (const form of [secret, escaped, encodeURIComponent(escaped)]) {
      if (form.length > 0) result = result.replaceAll(form, "[redacted]");
    }
  }
  for (const id of sensitive.keyIds) if (id.length > 0) result = result.replaceAll(id, maskKeyId(id));
  return result.replaceAll(/(Signature["']?\s*(?:=|:|%3D)\s*["']?)[A-Za-z0-9+/=%_-]{16,}/gi, "$1[redacted]");
}
