// Reads vendors' answers: a body either has the vendor's shape or counts as none; fields may be missing, null or of another type.
import { z } from "zod";
import type { HttpResponse } from "../http/transport.ts";
import { parseJson } from "../json.ts";

/** Longest id, word or address, in characters: a longer text is not one. */
const longestText = 4_096;
/** Most items of a page or of a list of addresses; further ones are ignored, or make the page unreadable. */
const mostItems = 1_000;

/** A text that may be absent or null. A value of another type, a vendor's mistake, counts as absent. */
export const optionalText = z
  .string()
  .max(longestText)
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** A text that says where an ENI is. It may be absent or null; a value of another type makes its item unreadable. */
export const decisiveText = z
  .string()
  .max(longestText)
  .nullish()
  .transform((value) => value ?? undefined);

/** As {@link decisiveText}, but it may not be absent: only null or an empty text means that there is none. */
export const presentText = z.string().max(longestText).nullable();

/** A vendor's message for people, cut to the longest text. */
export const spokenText = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value?.slice(0, longestText));

/** An id or a code that some answers give as a number. One with more digits than a number holds, and so rounded, counts as absent. */
export const idText = z
  .union([z.string().max(longestText), z.int().transform(String)])
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** True or false, which some answers give as text or as 1 and 0. Anything else, a vendor's mistake, counts as absent. */
export const flag = z
  .union([
    z.boolean(),
    z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"] }),
    z.literal([0, 1]).transform(Boolean),
  ])
  .nullish()
  .catch(undefined);

/** A number of things, which some answers give as text. Anything else counts as absent. */
export const count = z
  .union([
    z.int().nonnegative(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .nullish()
  .catch(undefined);

/** A list that decides nothing: items that cannot be read are left out. */
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

/**
 * For a page's schema, before it: where the page counts 0 things, a list that is null or absent is empty (ECM's DescribeInstances,
 * InstanceSet: "may return null"). Without that 0 such a page is unreadable: it must not say that something is gone.
 * @param total name of the number of things, beside the list.
 * @param list name of the list.
 */
export function emptyIfNone(total: string, list: string) {
  return (page: unknown): unknown => {
    const fields = record.safeParse(page);
    const isNone = fields.success && count.parse(fields.data[total]) === 0;
    return isNone ? { ...fields.data, [list]: fields.data[list] ?? [] } : page;
  };
}

const record = z.record(z.string(), z.unknown());

export interface ReadItems<T> {
  readonly items: readonly T[];
  /** The fault of the first item that could not be read; undefined if all were read. */
  readonly unread: string | undefined;
}

/** Reads each item by itself, so that an unreadable one does not affect the others. `read` throws a ZodError for it. */
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

/**
 * For the first page of a list: one that counts things and shows none contradicts itself, so that nothing is gone by it.
 * @param total of the things that were asked for; undefined if it is not told.
 */
export function orHidden<T>(read: ReadItems<T>, total: number | null | undefined): ReadItems<T> {
  const isHidden = read.items.length === 0 && read.unread === undefined && (total ?? 0) > 0;
  return isHidden ? { ...read, unread: `${total} counted, and none shown` } : read;
}

/** The body as the vendor's envelope, or undefined for anything else: a proxy's HTML, a truncated answer. */
export function bodyOfVendor<T>(response: HttpResponse, envelope: z.ZodType<T>): T | undefined {
  // A byte order mark is allowed before the JSON, and ignored.
  const result = envelope.safeParse(parseJson(response.body.replace(/^\uFEFF/, "")));
  return result.success ? result.data : undefined;
}

/** Most pages of a list: a total that needs more is a vendor's mistake. */
const mostPages = 1_000;

export interface FurtherPages {
  readonly next: string | undefined;
  readonly rest: readonly string[];
}

/** Where the pages after the one at `from` begin; pages begin at multiples of their size. */
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
