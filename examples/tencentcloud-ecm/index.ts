// One ENI in each edge region of Tencent Cloud ECM: the sites are a list in the stack's configuration.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

interface Site {
  name: string;
  /** An ECM region, such as ap-xian-ecm: not the region of the same city for CVM. */
  region: string;
  networkInterfaceId: string;
  instanceId: string;
}

const sites = new pulumi.Config().requireObject<Site[]>("sites");

const attachments = sites.map(({ name, region, networkInterfaceId, instanceId }) => ({
  name,
  // The resource has the site's name, not its place in the list: taking a site out leaves the others alone.
  attachment: new EniAttachment(name, { vendor: "tencentcloud-ecm", region, networkInterfaceId, instanceId }),
}));

export const attachedTo = Object.fromEntries(attachments.map(({ name, attachment }) => [name, attachment.attachedTo]));
