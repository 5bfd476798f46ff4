// The package's root: the resource class and its argument types.
import "./gate.ts";
export type * from "./program/arguments.ts";
export { EniAttachment } from "./dynamic/resource.ts";
