// Plays @pulumi/alicloud on the real engine: an attachment whose delete sends the vendor's Detach, by the vendor's own SDK, and an
// instance that is one of the local cloud's. Its functions go into the state, so they capture nothing of this file.
import * as pulumi from "@pulumi/pulumi";

const attachment = {
  async create({ networkInterfaceId, instanceId }) {
    const { default: Client } = await import("@alicloud/pop-core");
    const client = new Client({
      accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      endpoint: process.env.CLOUD,
      apiVersion: "2014-05-26",
    });
    const both = { RegionId: "cn-hangzhou", NetworkInterfaceId: networkInterfaceId, InstanceId: instanceId };
    await client.request("AttachNetworkInterface", both, { method: "POST" });
    return { id: `${networkInterfaceId}:${instanceId}`, outs: { networkInterfaceId, instanceId } };
  },
  async delete(_id, { networkInterfaceId, instanceId }) {
    const { default: Client } = await import("@alicloud/pop-core");
    const client = new Client({
      accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      endpoint: process.env.CLOUD,
      apiVersion: "2014-05-26",
    });
    const both = { RegionId: "cn-hangzhou", NetworkInterfaceId: networkInterfaceId, InstanceId: instanceId };
    await client.request("DetachNetworkInterface", both, { method: "POST" });
  },
};

const instance = {
  /** The local cloud has an instance for each image, named after it. */
  async create({ imageId }) {
    const { instances } = await (await fetch(`${process.env.CLOUD}/_control/world`)).json();
    return { id: instances.find(({ name }) => name === imageId).id, outs: { imageId } };
  },
  async update(_id, _olds, { imageId }) {
    return { outs: { imageId } };
  },
  async delete(id) {
    const { instances } = await (await fetch(`${process.env.CLOUD}/_control/world`)).json();
    console.log(`releasing ${id} with ${instances.find((one) => one.id === id).enis.length} ENI`);
    await fetch(`${process.env.CLOUD}/_control/instances/${id}/release`, { method: "POST" });
  },
};

class EcsNetworkInterfaceAttachment extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(attachment, name, { ...args }, options, "alicloud", "EcsNetworkInterfaceAttachment");
  }
}

class Instance extends pulumi.dynamic.Resource {
  constructor(name, { imageId }, options) {
    super(instance, name, { imageId }, options, "alicloud", "Instance");
  }
}

export const ecs = { EcsNetworkInterfaceAttachment, Instance };
