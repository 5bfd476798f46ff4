// The package's root: the resource class and its argument types.
import "./gate.ts";
export type {
  AlicloudEcsArgs,
  CommonArgs,
  EniAttachmentArgs,
  TencentcloudEcmArgs,
  TencentcloudVpcArgs,
  TencentcloudVpcV2Args,
  Timeouts,
  ZenlayerZecArgs,
} from "./program/arguments.ts";
export { EniAttachment } from "./dynamic/resource.ts";
