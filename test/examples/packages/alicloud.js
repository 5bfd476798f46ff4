// Plays @pulumi/alicloud on the real engine: an attachment whose create and delete call the vendor, by the vendor's own SDK, and an
// instance that is one of the local cloud's.
/* global console, fetch, process */
import * as pulumi from "@pulumi/pulumi";

/** Goes into the state with the functions that use it: packages are loaded where it runs. */
async function tell(action, { networkInterfaceId, instanceId }) {
  const { default: Client } = await import("@alicloud/pop-core");
  const client = new Client({
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    endpoint: process.env.CLOUD,
    apiVersion: "2014-05-26",
  });
  const both = { RegionId: "cn-hangzhou", NetworkInterfaceId: networkInterfaceId, InstanceId: instanceId };
  await client.request(action, both, { method: "POST" });
}

const attachment = {
  async create(inputs) {
    await tell("AttachNetworkInterface", inputs);
    const { networkInterfaceId, instanceId } = inputs;
    return { id: `${networkInterfaceId}:${instanceId}`, outs: { networkInterfaceId, instanceId } };
  },
  async delete(_id, outputs) {
    await tell("DetachNetworkInterface", outputs);
  },
};

async function instances() {
  const world = await (await fetch(`${process.env.CLOUD}/_control/world`)).json();
  return world.instances;
}

const instance = {
  /** The local cloud has an instance for each image, named after it. */
  async create({ imageId }) {
    const { id } = (await instances()).find(({ name }) => name === imageId);
    return { id, outs: { imageId } };
  },
  /** As the vendor does without `replaceOnChanges`: the same instance with another disk. */
  async update(_id, _olds, { imageId }) {
    return { outs: { imageId } };
  },
  async delete(id) {
    const { enis } = (await instances()).find((one) => one.id === id);
    console.log(`releasing ${id} with ${enis.length} ENI`);
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
