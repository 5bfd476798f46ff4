// One row of the tables: a situation, how it comes about, and every word that a user then sees.
import type { VendorCase } from "../contract/vendor-cases.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import type { Setting, Stage } from "./stage.ts";
import type { Words } from "./vendor-words.ts";

export function vendorsWhere(holds: (vendor: VendorCase) => boolean | undefined): readonly string[] {
  return vendorCases.filter(holds).map(({ vendor }) => vendor);
}

export const everyVendor: readonly string[] = vendorsWhere(() => true);

/** The vendor shows an instance that has no ENI. */
export const showsInstances = ({ preflightKnows }: VendorCase): boolean => preflightKnows.includes("unknownInstance");

/**
 * Names in braces stand for words: a vendor's (vendor-words.ts), or the row's own. `request #` stands for the id of
 * the request that the text speaks of: ids are random, and each has to be the call log's.
 */
export interface Row {
  readonly situation: string;
  /** Default: alicloud-ecs alone. */
  readonly vendors?: readonly string[];
  readonly setting?: Setting;
  readonly bring: (stage: Stage) => Promise<unknown>;
  /** Words of this row alone, and of a vendor in this row alone. */
  readonly words?: Words;
  readonly wordsOf?: Readonly<Record<string, Words>>;
  /** What is printed, line by line. Default: nothing. */
  readonly lines?: readonly string[];
  /** The error: what happened, how things are now, what to do, the code. Default: none. */
  readonly error?: readonly string[];
  /** Failures of `check`, as `property: reason`. Default: none. */
  readonly failures?: readonly string[];
  /** The ENI that the error has to name. Default: `{eni}`. */
  readonly eni?: string;
  /** The instances that the error has to name. Default: `{a}`. */
  readonly instances?: readonly string[];
}
