// Plays the generated @pulumi/tencentcloud on the real engine: an attachment whose create and delete call the vendor, by the vendor's
// own SDK.
/* global process, URL */
import * as pulumi from "@pulumi/pulumi";

/** Goes into the state with the functions that use it: packages are loaded where it runs. */
async function tell(action, { eniId, instanceId }) {
  const sdk = await import("tencentcloud-sdk-nodejs-common");
  const client = new sdk.default.CommonClient("", "2017-03-12", {
    credential: { secretId: process.env.TENCENTCLOUD_SECRET_ID, secretKey: process.env.TENCENTCLOUD_SECRET_KEY },
    region: "ap-guangzhou",
    profile: { httpProfile: { endpoint: new URL(process.env.CLOUD).host, protocol: "http://" } },
  });
  await client.request(action, { NetworkInterfaceId: eniId, InstanceId: instanceId });
}

const attachment = {
  async create(inputs) {
    await tell("AttachNetworkInterface", inputs);
    const { eniId, instanceId } = inputs;
    return { id: `${eniId}+${instanceId}`, outs: { eniId, instanceId } };
  },
  async delete(_id, outputs) {
    await tell("DetachNetworkInterface", outputs);
  },
};

export class EniAttachment extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(attachment, name, { ...args }, options, "tencentcloud", "EniAttachment");
  }
}
