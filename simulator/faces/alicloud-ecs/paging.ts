// The two ways of paging in ECS: MaxResults with NextToken, and the deprecated PageNumber with PageSize.
import { Refused } from "../refused.ts";
import { invalid } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";
import type { Json } from "./render.ts";

interface Limits {
  maxResults: { min: number; max: number; default: number };
  pageSize: { max: number; default: number };
  /** The code for a page number below 1, if the action has its own. */
  badPageNumber?: string;
}

export function paginate<Item extends { sequence: number }>(
  items: readonly Item[],
  parameters: Parameters,
  limits: Limits,
): { page: readonly Item[]; envelope: Record<string, Json> } {
  const maxResults = parameters.integer("MaxResults");
  const token = parameters.text("NextToken");
  // With either of them, PageNumber and PageSize have no effect, and TotalCount is not valid (API reference, DescribeInstances).
  if (maxResults !== undefined || token !== undefined) {
    const { min, max, default: defaultSize } = limits.maxResults;
    // A value out of range is corrected, not refused (API reference, DescribeNetworkInterfaces).
    const size = maxResults === undefined ? defaultSize : maxResults < min ? defaultSize : Math.min(maxResults, max);
    const after = token === undefined ? -1 : decodeToken(token);
    const rest = items.filter(({ sequence }) => sequence > after);
    const page = rest.slice(0, size);
    const last = page.at(-1);
    const next = last !== undefined && rest.length > size ? encodeToken(last.sequence) : "";
    return { page, envelope: { NextToken: next, TotalCount: 0, PageNumber: 0, PageSize: 0 } };
  }
  const number = parameters.integer("PageNumber") ?? 1;
  const size = parameters.integer("PageSize") ?? limits.pageSize.default;
  if (number < 1) throw limits.badPageNumber ? new Refused(limits.badPageNumber) : invalid("PageNumber");
  if (size < 1 || size > limits.pageSize.max) throw invalid("PageSize");
  return {
    page: items.slice((number - 1) * size, number * size),
    envelope: { NextToken: "", TotalCount: items.length, PageNumber: number, PageSize: size },
  };
}

// A token holds the sequence of the last item shown, not an offset: items that appear or disappear between two pages then shift
// nothing.
const encodeToken = (sequence: number): string => Buffer.from(`after:${sequence}`).toString("base64url");

function decodeToken(token: string): number {
  const match = /^after:(\d+)$/.exec(Buffer.from(token, "base64url").toString("latin1"));
  if (match === null) throw invalid("NextToken");
  return Number(match[1]);
}
