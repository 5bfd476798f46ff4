// What a world file can say of this face (`faces.tencentcloud-vpc-v2`): the shapes that drifted over the years, and what no document
// settles.
import { z } from "zod";

export const VENDOR = "tencentcloud-vpc-v2";
/** One cloud, two APIs: things are entered in a world file under this name. */
export const RESOURCE_VENDOR = "tencentcloud-vpc";

export const settingsSchema = z.strictObject({
  /** new: data.totalNum and data.data[], instanceSet an object, with empty texts when detached; old: totalCount and data[], a list. */
  listShape: z.enum(["new", "old"]).default("new"),
  code: z.enum(["int", "string"]).default("int"),
  /** false: answers without codeDesc. */
  codeDesc: z.boolean().default(true),
  taskIdPlace: z.enum(["data", "top"]).default("data"),
  taskIdType: z.enum(["int", "string"]).default("int"),
  /** The page calls the data of a task result an array, and shows an object. */
  taskResult: z.enum(["object", "array"]).default("object"),
  /** Not documented; clients read errorCode and errorMsg there. */
  taskOutput: z.boolean().default(true),
  /** A listing by an id that does not exist: the code is on the page, an empty list is possible. */
  unknownEni: z.enum(["error", "empty"]).default("error"),
  /** The error table says 5 minutes, the signature page 2 hours. */
  windowMs: z
    .int()
    .min(1000)
    .default(5 * 60_000),
  /** The name that clients sign who reach this cloud by another one. */
  publicHost: z.string().default("vpc.api.qcloud.com"),
  deniedCode: z.enum(["4101", "4102", "4103"]).default("4101"),
  /** codeDesc -> number: which number goes with which name is documented nowhere. */
  numbers: z.record(z.string(), z.int().min(1)).default({}),
});
export type Settings = z.output<typeof settingsSchema>;
