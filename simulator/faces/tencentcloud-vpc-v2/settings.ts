// Settings of this face in a world file (`faces.tencentcloud-vpc-v2`): forms of answers that changed over the years, and what the
// documents leave open.
import { z } from "zod";

export const VENDOR = "tencentcloud-vpc-v2";
/** Instances and ENIs that this face shows have this vendor in a world file: both APIs of the cloud show the same ones. */
export const RESOURCE_VENDOR = "tencentcloud-vpc";

export const settingsSchema = z.strictObject({
  /**
   * Form of a listing. new: data.totalNum and data.data[], and instanceSet is an object, with empty texts if detached. old: totalCount and
   * data[], and instanceSet is a list.
   */
  listShape: z.enum(["new", "old"]).default("new"),
  /** Type of the field `code`. */
  code: z.enum(["int", "string"]).default("int"),
  /** false: answers without codeDesc. */
  codeDesc: z.boolean().default(true),
  taskIdPlace: z.enum(["data", "top"]).default("data"),
  taskIdType: z.enum(["int", "string"]).default("int"),
  /** Form of `data` in the result of a task: its page says array but shows an object. */
  taskResult: z.enum(["object", "array"]).default("object"),
  /** Whether a failed task has `output` with errorCode and errorMsg: not documented, but clients read it. */
  taskOutput: z.boolean().default(true),
  /** How a listing answers an id that does not exist. The page has a code for it, but an empty list is possible. */
  unknownEni: z.enum(["error", "empty"]).default("error"),
  /** How far a timestamp may differ from the clock, in ms. The error table says 5 minutes, the signature page 2 hours. */
  windowMs: z
    .int()
    .min(1000)
    .default(5 * 60_000),
  /** The host name that clients sign even if they reach the simulator by another one. */
  publicHost: z.string().default("vpc.api.qcloud.com"),
  /** Code for an account that may not call the action. */
  deniedCode: z.enum(["4101", "4102", "4103"]).default("4101"),
  /** codeDesc -> number, to replace the guesses of errors.ts: no document says which number belongs to which name. */
  numbers: z.record(z.string(), z.int().min(1)).default({}),
});
export type Settings = z.output<typeof settingsSchema>;
