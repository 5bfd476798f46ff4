// Reading answers: JSON of the vendor's shape or nothing, and fields that may be missing, null or of another type.
import { z } from "zod";
import type { HttpResponse } from "../http/transport.ts";
import { parseJson } from "../json.ts";

/** No id, word or address is longer: what is, is not one. Characters. */
const longestText = 4_096;
/** More than any page and any list of addresses has: what is above it is not looked at. */
const mostItems = 1_000;

/** A text that may be absent, null or (by some vendor's mistake) something else: then it counts as absent. */
export const optionalText = z
  .string()
  .max(longestText)
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** A text that says where an ENI is. Absent and null are said by vendors too; anything else makes its item unreadable. */
export const decisiveText = z
  .string()
  .max(longestText)
  .nullish()
  .transform((value) => value ?? undefined);

/** As {@link decisiveText}, where only null or an empty text says that there is none. */
export const presentText = z.string().max(longestText).nullable();

/** What a vendor says to a person: as much of it as a person reads. */
export const spokenText = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value?.slice(0, longestText));

/** A request id or an error code: texts, which some answers give as numbers. */
export const idText = z
  .union([z.string().max(longestText), z.number().transform(String)])
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** A list of which nothing depends: what cannot be read is left out. */
export function optionalList<T>(item: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .nullish()
    .catch(undefined)
    .transform((list): T[] =>
      (list ?? []).slice(0, mostItems).flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );
}

/** The list of a page, whose items are read one by one ({@link readItems}). */
export const pageList = z.array(z.unknown()).max(mostItems);

export interface ReadItems<T> {
  readonly items: readonly T[];
  /** What was wrong with the first item that could not be read. */
  readonly unread: string | undefined;
}

/** Reads each item by itself, so that one that cannot be read spoils no other. `read` throws a ZodError for such a one. */
export function readItems<T>(list: readonly unknown[], read: (item: unknown) => T): ReadItems<T> {
  const items: T[] = [];
  let unread: string | undefined;
  for (const [index, item] of list.entries()) {
    try {
      items.push(read(item));
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const [issue] = error.issues;
      unread ??= `item ${[index, ...(issue?.path ?? [])].join(".")}: ${issue?.message ?? "no detail"}`;
    }
  }
  return { items, unread };
}

/** The body as the vendor's envelope, or undefined when it is something else: a proxy's HTML, a truncated answer. */
export function bodyOfVendor<T>(response: HttpResponse, envelope: z.ZodType<T>): T | undefined {
  // A byte order mark is not JSON, and says nothing.
  const result = envelope.safeParse(parseJson(response.body.replace(/^\uFEFF/, "")));
  return result.success ? result.data : undefined;
}

/** More pages than anybody goes through; a total that asks for more is a mistake. */
const mostPages = 1_000;

export interface FurtherPages {
  readonly next: string | undefined;
  readonly rest: readonly string[];
}

/** The pages behind the one that begins at `from`, where pages begin at multiples of their size. */
export function furtherPages({
  from,
  size,
  total = 0,
}: {
  from: number;
  size: number;
  total?: number | undefined;
}): FurtherPages {
  const rest: string[] = [];
  for (let at = from + size; at < total && rest.length < mostPages; at += size) rest.push(String(at));
  return { next: rest[0], rest };
}
