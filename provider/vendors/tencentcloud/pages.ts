// Pages of API 3.0: Offset, Limit and a total.
import type { ApiCall } from "../../http/api.ts";
import { furtherPages } from "../answers.ts";
import type { FurtherPages } from "../answers.ts";

/** Ids in one call and things on one page: at most 100 (DescribeNetworkInterfaces of VPC and ECM, DescribeInstances of CVM and ECM). */
export const pageSize = 100;

/** Limit defaults to 20 whatever the number of ids, so it is always sent. */
export function pageFrom(next: string | undefined): { readonly Offset: number; readonly Limit: number } {
  return { Offset: next === undefined ? 0 : Number(next), Limit: pageSize };
}

/** The total where it has to fit what the page shows: on the first page. */
export function totalAtFirst({ parameters }: ApiCall, count: number | null | undefined): number | undefined {
  return parameters["Offset"] === 0 ? (count ?? undefined) : undefined;
}

/** A question by ids has one page: it names at most 100, with Limit 100. */
export function pagesAfter({ parameters }: ApiCall, count: number | null | undefined): FurtherPages {
  const { Offset, NetworkInterfaceIds, InstanceIds, Filters } = parameters;
  const byIds = (NetworkInterfaceIds ?? InstanceIds ?? Filters) !== undefined;
  return furtherPages({ from: Number(Offset), size: pageSize, total: byIds ? undefined : (count ?? undefined) });
}
