// The listings of the Zenlayer face: filters, pages by number, empty sets for what does not exist, and how vNICs look.
import { describe, expect, test } from "@jest/globals";
import { ids, inZec, zecWorld } from "./zenlayer-callers.ts";

const world = zecWorld({
  instances: [
    { id: ids.a, name: "web-a", tags: { team: "web" } },
    { id: ids.b, name: "db-b", status: "stopped", zone: "asia-east-1b" },
  ],
  enis: [
    { id: "1", instanceId: ids.a, name: "web-one", tags: { team: "web", stage: "test" }, primaryIp: "10.0.0.1" },
    { id: "2", vpc: "12", vSwitch: "22", securityGroups: ["32"], tags: { team: "web" } },
    { id: "3", ipv6Ips: ["2001:db8::3"], resourceGroup: "43", name: "one" },
    { id: "4", region: "europe-central-1", publicIps: ["203.0.113.4"], secondaryIps: ["10.0.0.44"] },
    { id: "5", vendor: "alicloud-ecs" },
  ],
});
const list = (filter: unknown) =>
  inZec(world)
    .call("DescribeNetworkInterfaces", filter)
    .items.map(({ nicId }) => String(nicId));
const primaries = [`${ids.a}00`, `${ids.b}00`];

test.each<[Record<string, unknown>, string[]]>([
  [{}, ["1", "2", "3", "4", ...primaries]],
  [{ nicIds: [] }, ["1", "2", "3", "4", ...primaries]],
  [{ nicIds: ["4", "1", "1"] }, ["1", "4"]],
  [{ nicIds: ["gone"] }, []],
  [{ nicIds: ["5"] }, []],
  [{ name: "one" }, ["1", "3"]],
  [{ regionId: "europe-central-1" }, ["4"]],
  [{ vpcId: "12" }, ["2"]],
  [{ subnetId: "22" }, ["2"]],
  [{ instanceId: ids.a }, ["1", `${ids.a}00`]],
  [{ status: "USED", nicType: "Secondary" }, ["1"]],
  [{ status: "PENDING" }, []],
  [{ nicType: "Primary" }, primaries],
  [{ nicSubnetType: "IPv4_IPv6" }, ["3"]],
  [{ resourceGroupId: "43" }, ["3"]],
  [{ securityGroupId: "32" }, ["2"]],
  [{ tagKeys: ["team"] }, ["1", "2"]],
  [{ tags: [{ key: "team", value: "web" }, { key: "stage" }] }, ["1"]],
  [{ tags: [{ key: "team", value: "db" }] }, []],
])("DescribeNetworkInterfaces %j", (filter, expected) => expect(list(filter)).toEqual(expected));

test("a vNIC in full", () => {
  const { call } = inZec(world);
  const [one, four] = call("DescribeNetworkInterfaces", { nicIds: ["1", "4"] }).items;
  expect(one).toEqual({
    nicId: "1",
    name: "web-one",
    status: "USED",
    nicType: "Secondary",
    regionId: "asia-east-1",
    nicSubnetType: "IPv4",
    publicIpList: [],
    privateIpList: ["10.0.0.1"],
    primaryIpv4: "10.0.0.1",
    primaryIpv6: null,
    ipv6Cidr: null,
    secondaryIpv4s: [],
    macAddress: expect.stringMatching(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/),
    instanceId: ids.a,
    vpcId: "1000000000000000001",
    subnetId: expect.stringMatching(/^\d+$/),
    createTime: "2023-11-01T00:00:00Z",
    updateTime: "2023-11-01T00:00:00Z",
    resourceGroup: { resourceGroupId: "", resourceGroupName: "" },
    securityGroupId: "3000000000000000001",
    tags: { tags: [{ key: "team", value: "web" }, { key: "stage", value: "test" }] }, // prettier-ignore
  });
  expect(four).toMatchObject({ publicIpList: ["203.0.113.4"], secondaryIpv4s: ["10.0.0.44"] });
});

describe("pages", () => {
  const enis = Array.from({ length: 45 }, (_, index) => ({ id: String(100 + index) }));
  const { call } = inZec(zecWorld({ enis, instances: [] }));
  const page = (filter: unknown) => {
    const { body, items } = call("DescribeNetworkInterfaces", filter);
    return [body.response?.totalCount, items.length, items[0]?.["nicId"]];
  };

  test.each<[Record<string, unknown>, unknown[]]>([
    [{}, [45, 20, "100"]],
    [{ pageNum: 3 }, [45, 5, "140"]],
    [{ pageNum: 4 }, [45, 0, undefined]],
    [{ pageSize: 1000 }, [45, 45, "100"]],
    [{ pageSize: 30, pageNum: 2 }, [45, 15, "130"]],
  ])("%j: 20 by default, and the count is that of all", (filter, expected) => expect(page(filter)).toEqual(expected));

  test("ids do not make the page larger", () => {
    expect(page({ nicIds: enis.map(({ id }) => id) })).toEqual([45, 20, "100"]);
  });
});

describe("instances", () => {
  const names = (filter: unknown) =>
    inZec(world)
      .call("DescribeInstances", filter)
      .items.map(({ instanceName }) => instanceName);

  test.each<[Record<string, unknown>, string[]]>([
    [{}, ["web-a", "db-b"]],
    [{ instanceIds: [ids.b, "gone"] }, ["db-b"]],
    [{ instanceIds: ["gone"] }, []],
    [{ zoneId: "asia-east-1b" }, ["db-b"]],
    [{ status: "STOPPED" }, ["db-b"]],
    [{ name: "web" }, ["web-a"]],
    [{ ipv4Address: "10.0.0.1" }, ["web-a"]],
    [{ ipv6Address: "2001:db8::3" }, []],
    [{ imageId: "another" }, []],
    [{ resourceGroupId: "another" }, []],
    [{ tagKeys: ["team"] }, ["web-a"]],
    [{ pageSize: 1, pageNum: 2 }, ["db-b"]],
  ])("DescribeInstances %j", (filter, expected) => expect(names(filter)).toEqual(expected));

  test("an instance names its zone, and its vNICs their region", () => {
    const [instance] = inZec(world).call("DescribeInstances", { instanceIds: [ids.a] }).items;
    expect(instance).toMatchObject({ instanceId: ids.a, status: "RUNNING", zoneId: "asia-east-1a" });
    expect(instance).not.toHaveProperty("regionId");
    expect(instance?.["nics"]).toMatchObject([
      { nicId: "1", nicType: "Secondary", regionId: "asia-east-1" },
      { nicId: `${ids.a}00`, nicType: "Primary", regionId: "asia-east-1" },
    ]);
  });

  test("DescribeInstancesStatus", () => {
    const { call } = inZec(world);
    expect(call("DescribeInstancesStatus", { instanceIds: [ids.a, ids.b] }).items).toEqual([
      { instanceId: ids.a, instanceStatus: "RUNNING" },
      { instanceId: ids.b, instanceStatus: "STOPPED" },
    ]);
    expect(call("DescribeInstancesStatus", {}).body.response?.totalCount).toBe(2);
  });
});
