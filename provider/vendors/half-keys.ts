// Finds keys of which one half is set: such a key counts as none, which is easily overlooked.
import type { CredentialSearch } from "./vendor.ts";

/** Names of a key's id and secret. */
export type KeyNames = readonly [id: string, secret: string];

/**
 * "A is set, B is not", for the first key of which one half is set; undefined if there is none. An empty value is not set.
 * @param words a name as the user knows it. Default: as it is.
 */
export function halfSet(
  look: (name: string) => string | undefined,
  keys: readonly KeyNames[],
  words = (name: string) => name,
): string | undefined {
  for (const [id, secret] of keys) {
    if (look(id) && !look(secret)) return `${words(id)} is set, ${words(secret)} is not`;
    if (look(secret) && !look(id)) return `${words(secret)} is set, ${words(id)} is not`;
  }
  return undefined;
}

/** A place, and the reason why it gives no key though something of it is set up. */
export type LookedAt = readonly [name: string, why: string | undefined];

/** What a search tells of the places that it looked at. */
export function told(looked: readonly LookedAt[]): Pick<CredentialSearch, "places" | "reasons"> {
  const places = looked.map(([name, why]) => (why === undefined ? name : `${name}: ${why}`));
  return { places, reasons: places.filter((_, at) => looked[at]?.[1] !== undefined) };
}
