// alicloud under mocks: what is declared, and that the attachment is made of the outputs of the ENI and of the active instance.
import { expect, test } from "@jest/globals";
import { runMocked } from "./mocked.ts";

const ENI = "alicloud:ecs/ecsNetworkInterface:EcsNetworkInterface";
const ATTACHMENT = "pulumi-nodejs:dynamic/eni:EniAttachment";
const project = "eni-attachment-alicloud";

const run = (active: string, ids = ["first"]) =>
  runMocked(
    project,
    { "alicloud:region": "cn-hangzhou", [`${project}:instanceType`]: "ecs.g7.large", [`${project}:active`]: active },
    {
      computed: { [ENI]: { primaryIpAddress: "172.16.0.7", mac: "00:16:3e:00:00:07" } },
      answers: {
        "alicloud:index/getZones:getZones": { id: "zones", ids },
        "alicloud:ecs/getImages:getImages": { id: "images", ids: ["ubuntu_24"] },
      },
    },
    () =>
      import(`../../examples/alicloud/index.ts?active=${active}&zones=${ids.length}`) as Promise<
        Record<string, unknown>
      >,
  );

test("network, firewall, two instances, an ENI, and its attachment to the active one", async () => {
  const { declared, exports } = await run("a");
  expect(declared.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort()).toEqual([
    "EcsNetworkInterface service",
    "EniAttachment service",
    "Instance server-a",
    "Instance server-b",
    "Network network",
    "SecurityGroup firewall",
    "Switch subnet",
  ]);
  const of = (name: string) => declared.find((one) => one.name === name && one.type !== ATTACHMENT)?.inputs;
  expect(of("subnet")).toMatchObject({ vpcId: "id of network", zoneId: "first" });
  expect(of("firewall")).toMatchObject({ vpcId: "id of network" });
  for (const name of ["server-a", "server-b"])
    expect(of(name)).toMatchObject({
      imageId: "ubuntu_24",
      instanceType: "ecs.g7.large",
      vswitchId: "id of subnet",
      securityGroups: ["id of firewall"],
    });
  expect(of("service")).toMatchObject({ vswitchId: "id of subnet", securityGroupIds: ["id of firewall"] });
  expect(declared.find(({ type }) => type === ATTACHMENT)?.inputs).toMatchObject({
    vendor: "alicloud-ecs",
    region: "cn-hangzhou",
    networkInterfaceId: "id of service",
    instanceId: "id of server-a",
  });
  expect(exports).toMatchObject({ address: "172.16.0.7", macAddress: "00:16:3e:00:00:07" });
});

test("active = b: the other instance", async () => {
  const { declared } = await run("b");
  expect(declared.find(({ type }) => type === ATTACHMENT)?.inputs).toMatchObject({ instanceId: "id of server-b" });
});

test("a value of active that is neither is an error that says which there are", async () => {
  await expect(run("c")).rejects.toThrow('active is "c"; it can be a or b');
});
