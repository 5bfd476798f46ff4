// The package's `./plugin`: the classes of the native plugin and their argument types.
import "../gate.ts";
export type * from "../program/arguments.ts";
export type * from "./provider.ts";
export type { EniAttachmentState } from "./resource.ts";
export { Provider } from "./provider.ts";
export { EniAttachment } from "./resource.ts";
