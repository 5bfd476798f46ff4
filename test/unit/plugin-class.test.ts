// What the classes of the native plugin register with Pulumi, under its mocks.
import { beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import type * as resourceCalls from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import type * as resources from "@pulumi/pulumi/proto/resource_pb.js";
import type { EniAttachmentArgs } from "../../provider/program/arguments.ts";
import { configuredRegion } from "../../provider/plugin-class/provider.ts";
import { EniAttachment, Provider } from "../../provider/plugin-class/index.ts";
import { packageVersion } from "../../provider/version.ts";

const args: EniAttachmentArgs = {
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  networkInterfaceId: "eni-1",
  instanceId: "i-1",
};
type Registered = Omit<pulumi.runtime.MockResourceArgs, "inputs"> & { inputs: Record<string, unknown> };
const registered: Registered[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: (one) => {
      registered.push(one);
      return { id: one.id ?? `${one.name}-id`, state: one.inputs as Record<string, unknown> };
    },
    call: ({ inputs }) => inputs as Record<string, unknown>,
  });
});
beforeEach(() => {
  registered.splice(0);
});

async function registeredAs(resource: pulumi.Resource): Promise<Registered> {
  await new Promise((done) => resource.urn.apply(done));
  const found = registered.at(-1);
  if (!found) throw new Error("nothing was registered");
  return found;
}
/** What the engine is asked, beyond what mocks usually show. */
async function request(make: () => pulumi.Resource): Promise<resources.RegisterResourceRequest> {
  const monitor = pulumi.runtime.getMonitor() as resourceCalls.ResourceMonitorClient;
  const asked = jest.spyOn(monitor, "registerResource");
  try {
    await registeredAs(make());
    const [first] = asked.mock.calls;
    if (!first) throw new Error("not registered");
    return first[0];
  } finally {
    asked.mockRestore();
  }
}

class Foreign extends pulumi.ProviderResource {
  constructor() {
    super("alicloud", "alicloud-provider");
  }
}

describe("EniAttachment", () => {
  test("its type, its arguments and no outputs", async () => {
    const { type, inputs } = await registeredAs(new EniAttachment("web", args));
    expect(type).toBe("eni:index:EniAttachment");
    expect(inputs).toEqual(args);
  });

  test("asks for its own version, and detaches first", async () => {
    const asked = await request(() => new EniAttachment("web", args));
    expect([asked.getVersion(), asked.getDeletebeforereplace()]).toEqual([packageVersion, true]);
    const otherwise = await request(
      () => new EniAttachment("web", args, { deleteBeforeReplace: false, version: "9.9.9" }),
    );
    expect([otherwise.getVersion(), otherwise.getDeletebeforereplace()]).toEqual(["9.9.9", false]);
  });

  test("was the dynamic resource before, beside the user's own aliases", async () => {
    const asked = await request(() => new EniAttachment("web", args, { aliases: [{ name: "old" }] }));
    const aliases = asked.getAliasesList().map((alias) => alias.getSpec()?.toObject());
    expect(aliases).toMatchObject([{ name: "old" }, { type: "pulumi-nodejs:dynamic/eni:EniAttachment" }]);
  });

  test.each<[string, pulumi.CustomResourceOptions]>([
    ["__isRetained", { retainOnDelete: true }],
    ["__isProtected", { protect: true }],
    ["__createsFirst", { deleteBeforeReplace: false }],
  ])("%s is handed on to the provider for %j", async (hint, options) => {
    const { inputs } = await registeredAs(new EniAttachment("web", args, options));
    expect(inputs).toEqual({ ...args, [hint]: true });
  });

  test("`import` reaches the engine", async () => {
    const { id } = await registeredAs(new EniAttachment("web", args, { import: "alicloud-ecs/cn-hangzhou/eni-1" }));
    expect(id).toBe("alicloud-ecs/cn-hangzhou/eni-1");
  });

  test("get reads by the id, with what is known besides", async () => {
    const read = EniAttachment.get("seen", "tencentcloud-vpc-v2/ap-guangzhou/eni-1", { vpcId: "vpc-1" });
    const { id, inputs } = await registeredAs(read);
    expect([id, inputs]).toEqual(["tencentcloud-vpc-v2/ap-guangzhou/eni-1", { vpcId: "vpc-1" }, undefined]);
  });

  test("isInstance", () => {
    expect(EniAttachment.isInstance(new EniAttachment("web", args))).toBe(true);
    for (const other of [undefined, {}, new Provider("p")]) expect(EniAttachment.isInstance(other)).toBe(false);
  });

  test("a provider of another package is told by its name, and what to do", () => {
    expect(() => new EniAttachment("web", args, { provider: new Foreign() })).toThrow(
      /is a provider of the package alicloud.*To do: Use a `Provider` of pulumi-eni-attachment\/plugin.*\[CONFIGURATION_INVALID\]$/,
    );
    expect(() => new EniAttachment("web", args, { provider: new Provider("mine") })).not.toThrow();
  });

  test("no arguments: what to give", () => {
    expect(() => new EniAttachment("web", undefined as unknown as EniAttachmentArgs)).toThrow(
      /EniAttachment "web" has no arguments.*\[CONFIGURATION_INVALID\]$/,
    );
  });
});

describe("Provider", () => {
  const account = { region: "cn-beijing", accessKey: "key", secretKey: "hidden" };

  test("its type and version; what is no text goes as JSON, and what was not given does not go", async () => {
    const provider = new Provider("one", {
      alicloud: account,
      endpoints: { "alicloud-ecs": "http://127.0.0.1:1" },
      rateLimits: { "alicloud-ecs": { "*": "20/s" } },
      preflight: false,
    });
    const { type, inputs } = await registeredAs(provider);
    expect(type).toBe("pulumi:providers:eni");
    const { alicloud, ...plain } = inputs;
    expect(plain).toEqual({
      endpoints: '{"alicloud-ecs":"http://127.0.0.1:1"}',
      rateLimits: '{"alicloud-ecs":{"*":"20/s"}}',
      preflight: "false",
    });
    expect(JSON.stringify(alicloud)).toContain("cn-beijing");
    expect((await request(() => new Provider("two"))).getVersion()).toBe(packageVersion);
  });

  test("accounts are secrets as a whole", async () => {
    const asked = await request(() => new Provider("one", { alicloud: account }));
    // Pulumi's mark of a secret.
    const sent = asked.getObject()?.toJavaScript()["alicloud"];
    expect(sent).toMatchObject({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" });
    expect(asked.getAdditionalsecretoutputsList()).toEqual(["alicloud", "tencentcloud", "zenlayer"]);
  });

  test("its region is known to the attachments that name none", async () => {
    const provider = new Provider("one", { alicloud: account });
    const region = (of: unknown, name: string) =>
      new Promise((done) => pulumi.output(configuredRegion(of, name)).apply(done));
    expect(await region(provider, "alicloud")).toBe("cn-beijing");
    expect(await region(provider, "tencentcloud")).toBeUndefined();
    pulumi.runtime.setConfig("eni:alicloud", '{"region": "cn-shanghai"}');
    expect(await region(undefined, "alicloud")).toBe("cn-shanghai");
    expect(await region(provider, "alicloud")).toBe("cn-beijing");
  });

  test("isInstance", () => {
    expect([new Provider("one"), new Foreign(), {}].map((one) => Provider.isInstance(one))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
