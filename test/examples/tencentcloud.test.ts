// tencentcloud under mocks: what is declared, and that the attachment is made of the outputs of the ENI and of the active instance.
import { expect, test } from "@jest/globals";
import { runMocked } from "./mocked.ts";

const ATTACHMENT = "pulumi-nodejs:dynamic/eni:EniAttachment";
const project = "eni-attachment-tencentcloud";
const addresses = [
  { ip: "10.0.1.8", primary: false, description: "" },
  { ip: "10.0.1.7", primary: true, description: "" },
];

const run = (active: string) =>
  runMocked(
    project,
    {
      "tencentcloud:region": "ap-guangzhou",
      [`${project}:zone`]: "ap-guangzhou-6",
      [`${project}:instanceType`]: "S5.MEDIUM4",
      [`${project}:active`]: active,
    },
    {
      computed: { "tencentcloud:index/eni:Eni": { ipv4Infos: addresses, mac: "20:90:6f:00:00:07" } },
      answers: { "tencentcloud:index/getImages:getImages": { id: "images", images: [{ imageId: "img-ubuntu" }] } },
    },
    () => import(`../../examples/tencentcloud/index.ts?active=${active}`) as Promise<Record<string, unknown>>,
  );

test("network, firewall, two instances, an ENI, and its attachment to the active one", async () => {
  const { declared, exports } = await run("a");
  expect(declared.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort()).toEqual([
    "Eni service",
    "EniAttachment service",
    "Instance server-a",
    "Instance server-b",
    "SecurityGroup firewall",
    "Subnet subnet",
    "Vpc network",
  ]);
  const of = (name: string) => declared.find((one) => one.name === name && one.type !== ATTACHMENT)?.inputs;
  expect(of("subnet")).toMatchObject({ vpcId: "id of network", availabilityZone: "ap-guangzhou-6" });
  for (const name of ["server-a", "server-b"])
    expect(of(name)).toMatchObject({
      imageId: "img-ubuntu",
      availabilityZone: "ap-guangzhou-6",
      vpcId: "id of network",
      subnetId: "id of subnet",
      orderlySecurityGroups: ["id of firewall"],
    });
  expect(of("service")).toMatchObject({
    vpcId: "id of network",
    subnetId: "id of subnet",
    orderlySecurityGroups: ["id of firewall"],
  });
  expect(declared.find(({ type }) => type === ATTACHMENT)?.inputs).toMatchObject({
    vendor: "tencentcloud-vpc",
    region: "ap-guangzhou",
    networkInterfaceId: "id of service",
    instanceId: "id of server-a",
  });
  expect(exports).toMatchObject({ address: "10.0.1.7", macAddress: "20:90:6f:00:00:07" });
});

test("active = b: the other instance", async () => {
  const { declared } = await run("b");
  expect(declared.find(({ type }) => type === ATTACHMENT)?.inputs).toMatchObject({ instanceId: "id of server-b" });
});

test("a value of active that is neither is an error that says which there are", async () => {
  await expect(run("c")).rejects.toThrow('active is "c"; it can be a or b');
});
