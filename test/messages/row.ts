// One row of the tables: a situation, how it comes about, and every word that a user then sees.
import type { Setting, Stage } from "./stage.ts";
import type { VendorName, Words } from "./vendor-words.ts";

export const everyVendor = [
  "alicloud-ecs",
  "tencentcloud-vpc",
  "tencentcloud-vpc-v2",
  "tencentcloud-ecm",
  "zenlayer-zec",
] as const satisfies readonly VendorName[];

/**
 * Names in braces stand for a vendor's words (vendor-words.ts, and `words` of the row). `request #` stands for the id of
 * the request that the text speaks of: ids are random, and each has to be the call log's.
 */
export interface Row {
  readonly situation: string;
  /** Default: alicloud-ecs alone. */
  readonly vendors?: readonly VendorName[];
  readonly setting?: Setting;
  readonly bring: (stage: Stage) => Promise<unknown>;
  /** Words of this row alone. */
  readonly words?: Readonly<Partial<Record<VendorName, Words>>>;
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
