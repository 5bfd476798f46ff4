// Plays the generated @pulumi/tencentcloud on the real engine: an attachment whose create and delete call the vendor, by the vendor's
// own SDK. Its functions go into the state, so they capture nothing of this file.
import * as pulumi from "@pulumi/pulumi";

const attachment = {
  async create({ eniId, instanceId }) {
    const { CommonClient } = (await import("tencentcloud-sdk-nodejs-common")).default;
    const client = new CommonClient("", "2017-03-12", {
      credential: { secretId: process.env.TENCENTCLOUD_SECRET_ID, secretKey: process.env.TENCENTCLOUD_SECRET_KEY },
      region: "ap-guangzhou",
      profile: { httpProfile: { endpoint: new URL(process.env.CLOUD).host, protocol: "http://" } },
    });
    await client.request("AttachNetworkInterface", { NetworkInterfaceId: eniId, InstanceId: instanceId });
    return { id: `${eniId}+${instanceId}`, outs: { eniId, instanceId } };
  },
  async delete(_id, { eniId, instanceId }) {
    const { CommonClient } = (await import("tencentcloud-sdk-nodejs-common")).default;
    const client = new CommonClient("", "2017-03-12", {
      credential: { secretId: process.env.TENCENTCLOUD_SECRET_ID, secretKey: process.env.TENCENTCLOUD_SECRET_KEY },
      region: "ap-guangzhou",
      profile: { httpProfile: { endpoint: new URL(process.env.CLOUD).host, protocol: "http://" } },
    });
    await client.request("DetachNetworkInterface", { NetworkInterfaceId: eniId, InstanceId: instanceId });
  },
};

export class EniAttachment extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(attachment, name, { ...args }, options, "tencentcloud", "EniAttachment");
  }
}
