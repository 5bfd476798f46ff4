// The listings: filters, both ways of paging, empty sets for what does not exist, and how a detached ENI looks.
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { answered, enisIn, inProcess, KEY, SECRET, signedV1, smallWorld } from "./callers.ts";
import type { Answer, Call } from "./callers.ts";

const region = { RegionId: "cn-hangzhou" };
const world = smallWorld({
  regions: [
    { id: "cn-hangzhou", zones: ["cn-hangzhou-h", "cn-hangzhou-i"] },
    { id: "cn-beijing", zones: ["cn-beijing-a"] },
  ],
  enis: [
    { id: "eni-1", instanceId: "i-a", name: "one", tags: { team: "web", stage: "test" }, primaryIp: "10.0.0.1" },
    { id: "eni-2", vpc: "vpc-2", vSwitch: "vsw-2", securityGroups: ["sg-2"], tags: { team: "web" } },
    { id: "eni-3", serviceManaged: true, instanceId: "i-b", ipv6Ips: ["2001:db8::3"], resourceGroup: "rg-3" },
    { id: "eni-4", secondaryIps: ["10.0.0.44"], zone: "cn-hangzhou-i", publicIps: ["203.0.113.4"] },
    { id: "eni-5", region: "cn-beijing" },
  ],
});

const idsOf = (answer: Answer): string => enisIn(answer).map((eni) => String(eni["NetworkInterfaceId"]).slice(4)).join(); // prettier-ignore

describe("DescribeNetworkInterfaces", () => {
  test.each<[Record<string, string>, string]>([
    [{}, "1,2,3,4,ap,bp"],
    [{ "NetworkInterfaceId.1": "eni-4", "NetworkInterfaceId.2": "eni-1" }, "1,4"],
    [{ "NetworkInterfaceId.1": "eni-gone" }, ""],
    [{ "NetworkInterfaceId.1": "eni-5" }, ""],
    [{ InstanceId: "i-a" }, "1,ap"],
    [{ InstanceId: "i-gone" }, ""],
    [{ VpcId: "vpc-2" }, "2"],
    [{ VSwitchId: "vsw-2" }, "2"],
    [{ SecurityGroupId: "sg-2" }, "2"],
    [{ SecurityGroupId: "sg-bp1default0000000000" }, "1,3,4"],
    [{ PrimaryIpAddress: "10.0.0.1" }, "1"],
    [{ "PrivateIpAddress.1": "10.0.0.44", "PrivateIpAddress.2": "10.0.0.1" }, "1,4"],
    [{ "Ipv6Address.1": "2001:db8::3" }, "3"],
    [{ NetworkInterfaceName: "one" }, "1"],
    [{ Type: "Primary" }, "ap,bp"],
    [{ Type: "Secondary" }, "1,2,3,4"],
    [{ Status: "Available" }, "2,4"],
    [{ Status: "InUse", Type: "Secondary" }, "1,3"],
    [{ ServiceManaged: "true" }, "3"],
    [{ ResourceGroupId: "rg-3" }, "3"],
    [{ "Tag.1.Key": "team" }, "1,2"],
    [{ "Tag.1.Key": "team", "Tag.1.Value": "web", "Tag.2.Key": "stage", "Tag.2.Value": "test" }, "1"],
    [{ "Tag.1.Key": "team", "Tag.1.Value": "db" }, ""],
    [{ RegionId: "cn-beijing" }, "5"],
  ])("%j", (filter, expected) => {
    const { call } = inProcess(world);
    const answer = call("DescribeNetworkInterfaces", { ...region, ...filter });
    expect([answer.status, idsOf(answer)]).toEqual([200, expected]);
  });

  test.each<Record<string, string>>([
    { Status: "Attached" },
    { Type: "Main" },
    { ServiceManaged: "maybe" },
    { MaxResults: "many" },
    { NextToken: "made-up" },
    { PageSize: "1001" },
    { PageSize: "0" },
    { "NetworkInterfaceId.0": "eni-1" },
    { "NetworkInterfaceId.x": "eni-1" },
    { "Tag.1.Value": "web" },
    Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`NetworkInterfaceId.${index + 1}`, `eni-${index}`])),
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`Tag.${index + 1}.Key`, `k${index}`])),
  ])("InvalidParameter for %j", (filter) => {
    const { call } = inProcess(world);
    const answer = call("DescribeNetworkInterfaces", { ...region, ...filter });
    expect([answer.code, answer.status]).toEqual(["InvalidParameter", 400]);
  });

  test("an attached ENI in full", () => {
    const { call } = inProcess(world);
    const [eni] = enisIn(call("DescribeNetworkInterfaces", { ...region, "NetworkInterfaceId.1": "eni-1" }));
    expect(eni).toMatchObject({
      NetworkInterfaceId: "eni-1",
      Status: "InUse",
      Type: "Secondary",
      InstanceId: "i-a",
      Attachment: { InstanceId: "i-a", DeviceIndex: 1 },
      ZoneId: "cn-hangzhou-h",
      PrivateIpAddress: "10.0.0.1",
      PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: "10.0.0.1", Primary: true }] },
      Tags: { Tag: [{ TagKey: "team", TagValue: "web" }, { TagKey: "stage", TagValue: "test" }] }, // prettier-ignore
      MacAddress: "00:16:3e:00:00:00",
      ServiceManaged: false,
    });
  });

  test("a public address hangs on its private one", () => {
    const { call } = inProcess(world);
    const [eni] = enisIn(call("DescribeNetworkInterfaces", { ...region, "NetworkInterfaceId.1": "eni-4" }));
    expect(eni).toMatchObject({ AssociatedPublicIp: { PublicIpAddress: "203.0.113.4" } });
    expect(eni).toMatchObject({
      PrivateIpSets: { PrivateIpSet: [{ AssociatedPublicIp: { PublicIpAddress: "203.0.113.4" } }, { Primary: false }] },
    });
  });

  test("the instance of a service-managed ENI is not returned", () => {
    const { call } = inProcess(world);
    const [eni] = enisIn(call("DescribeNetworkInterfaces", { ...region, "NetworkInterfaceId.1": "eni-3" }));
    expect(eni?.["Status"]).toBe("InUse");
    expect(eni).not.toHaveProperty("InstanceId");
  });

  test("the instance of a member ENI is only in its Attachment", () => {
    const enis = [
      { id: "eni-1", instanceId: "i-a", kind: "trunk" },
      { id: "eni-2", instanceId: "i-a", trunkEniId: "eni-1" },
    ];
    const { call } = inProcess(smallWorld({ enis }));
    const [eni] = enisIn(call("DescribeNetworkInterfaces", { ...region, "NetworkInterfaceId.1": "eni-2" }));
    expect(eni).toMatchObject({
      Type: "Member",
      InstanceId: "",
      Attachment: { InstanceId: "i-a", TrunkNetworkInterfaceId: "eni-1" },
    });
  });

  test("without an instance, InstanceId is empty or absent, as the world says", () => {
    const free = (extra: Record<string, unknown>) => {
      const { call } = inProcess(smallWorld(extra));
      const [eni] = enisIn(call("DescribeNetworkInterfaces", { ...region, "NetworkInterfaceId.1": "eni-1" }));
      return eni?.["InstanceId"];
    };
    expect(free({})).toBe("");
    expect(free({ switches: { detachedInstanceId: "absent" } })).toBeUndefined();
    expect(free({ enis: [{ id: "eni-1", behaviours: { detachedInstanceId: "absent" } }] })).toBeUndefined();
  });
});

describe("paging", () => {
  const enis = Array.from({ length: 25 }, (_, index) => ({ id: `eni-${String(index).padStart(2, "0")}` }));
  const many = { enis };
  const envelope = z.object({
    NextToken: z.string(),
    TotalCount: z.number(),
    PageNumber: z.number(),
    PageSize: z.number(),
  });
  const list = (call: Call, more: Record<string, string>) => {
    const answer = call("DescribeNetworkInterfaces", { ...region, ...more });
    return { ids: idsOf(answer).split(","), ...envelope.parse(answer.body) };
  };

  test.each([
    ["9", 10],
    ["11", 11],
    ["1000", 25],
  ])("MaxResults %s gives pages of %d: out of range is corrected, not refused", (size, expected) => {
    expect(list(inProcess(many).call, { MaxResults: size }).ids).toHaveLength(expected);
  });

  test("NextToken walks through all, once each, and ends empty", () => {
    const { call } = inProcess(many);
    const first = list(call, { MaxResults: "10" });
    const second = list(call, { MaxResults: "10", NextToken: first.NextToken });
    const third = list(call, { MaxResults: "10", NextToken: second.NextToken });
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(enis.map(({ id }) => id.slice(4)));
    expect(third.NextToken).toBe("");
    // TotalCount means nothing in this way of paging.
    expect(first.TotalCount).toBe(0);
  });

  test("PageNumber and PageSize, ten by default", () => {
    const { call } = inProcess(many);
    expect(list(call, {})).toMatchObject({ TotalCount: 25, PageNumber: 1, PageSize: 10, NextToken: "" });
    expect(list(call, {}).ids).toHaveLength(10);
    expect(list(call, { PageNumber: "3", PageSize: "10" }).ids).toEqual(["20", "21", "22", "23", "24"]);
    expect(list(call, { PageNumber: "1", PageSize: "1000" }).ids).toHaveLength(25);
  });
});

describe("instances", () => {
  const list = z.object({ Instances: z.object({ Instance: z.array(z.looseObject({ InstanceId: z.string() })) }) });
  const idsIn = (answer: Answer) => list.parse(answer.body).Instances.Instance.map(({ InstanceId }) => InstanceId);
  const servers = smallWorld({
    instances: [
      { id: "i-a", type: "ecs.g7.large", maxEnis: 2 },
      { id: "i-b", status: "stopped" },
      { id: "i-c", status: "starting", vpc: "vpc-c" },
    ],
    enis: [{ id: "eni-1", instanceId: "i-a" }],
  });

  test.each<[Record<string, string>, string[]]>([
    [{}, ["i-a", "i-b", "i-c"]],
    [{ InstanceIds: '["i-c","i-a","i-gone"]' }, ["i-a", "i-c"]],
    [{ InstanceIds: '["i-gone"]' }, []],
    // Documented: an empty array is a filter that nothing passes.
    [{ InstanceIds: "[]" }, []],
    [{ Status: "Starting" }, ["i-c"]],
    [{ VpcId: "vpc-c" }, ["i-c"]],
    [{ InstanceType: "ecs.g7.large" }, ["i-a"]],
  ])("DescribeInstances %j", (filter, expected) => {
    const { call } = inProcess(servers);
    expect(idsIn(call("DescribeInstances", { ...region, ...filter }))).toEqual(expected);
  });

  test.each<[Record<string, string>, string]>([
    [{ InstanceIds: "i-a" }, "InvalidInstanceIds.Malformed"],
    [{ InstanceIds: '{"id":"i-a"}' }, "InvalidInstanceIds.Malformed"],
    [{ InstanceIds: JSON.stringify(Array.from({ length: 101 }, (_, index) => `i-${index}`)) }, "InvalidParameter"],
    [{ Status: "RUNNING" }, "InvalidParameter"],
    [{ PageSize: "101" }, "InvalidParameter"],
    [{ RegionId: "" }, "MissingParameter"],
  ])("DescribeInstances %j is refused: %s", (filter, expected) => {
    const { call } = inProcess(servers);
    expect(call("DescribeInstances", { ...region, ...filter }).code).toBe(expected);
  });

  test("an instance in full", () => {
    const { call } = inProcess(servers);
    const answer = call("DescribeInstances", { ...region, InstanceIds: '["i-a"]' });
    expect(list.parse(answer.body).Instances.Instance[0]).toMatchObject({
      InstanceId: "i-a",
      ZoneId: "cn-hangzhou-h",
      RegionId: "cn-hangzhou",
      Status: "Running",
      InstanceType: "ecs.g7.large",
      InstanceNetworkType: "vpc",
      VpcAttributes: { VpcId: "vpc-bp1default0000000000" },
      NetworkInterfaces: {
        NetworkInterface: [
          { NetworkInterfaceId: "eni-1", Type: "Secondary" },
          { NetworkInterfaceId: "eni-ap", Type: "Primary" },
        ],
      },
    });
  });

  test("DescribeInstanceStatus", () => {
    const { call } = inProcess(servers);
    const { body } = call("DescribeInstanceStatus", { ...region, "InstanceId.1": "i-b", "InstanceId.2": "i-gone" });
    expect(body["InstanceStatuses"]).toEqual({ InstanceStatus: [{ InstanceId: "i-b", Status: "Stopped" }] });
  });

  test("DescribeInstanceTypes tells how many ENIs an instance may have", () => {
    const { call } = inProcess(servers);
    const { body } = call("DescribeInstanceTypes", { "InstanceTypes.1": "ecs.g7.large" });
    expect(body["InstanceTypes"]).toMatchObject({ InstanceType: [{ InstanceTypeId: "ecs.g7.large", EniQuantity: 2 }] });
    expect(call("DescribeInstanceTypes", { "InstanceTypes.1": "ecs.none" }).body["InstanceTypes"]).toEqual({
      InstanceType: [],
    });
  });

  test("a key that may not list instances gets an empty list, as documented; other listings say so", () => {
    const accounts = [
      { accessKeyId: KEY, accessKeySecret: SECRET, denied: ["DescribeInstances", "DescribeNetworkInterfaces"] },
    ];
    const { call } = inProcess({ ...servers, accounts });
    expect(idsIn(call("DescribeInstances", region))).toEqual([]);
    expect(call("DescribeNetworkInterfaces", region)).toMatchObject({ status: 403, code: "Forbidden.SubUser" });
  });

  test("a key of another owner sees nothing, and is not told why", () => {
    const accounts = [{ accessKeyId: KEY, accessKeySecret: SECRET, owner: "2000000000000002" }];
    const { call } = inProcess({ ...servers, accounts });
    expect(idsIn(call("DescribeInstances", region))).toEqual([]);
    expect(enisIn(call("DescribeNetworkInterfaces", { ...region, "NetworkInterfaceId.1": "eni-1" }))).toEqual([]);
  });
});

describe("XML", () => {
  const ask = (business: Record<string, string>, format: string | null, action = "DescribeNetworkInterfaces") =>
    answered(inProcess(world).cloud.receive(signedV1(action, business, { format })));

  test.each([null, "XML", "xml"])("Format %s", (format) => {
    const answer = ask({ ...region, "Tag.1.Key": "team" }, format);
    expect(answer.headers["content-type"]).toBe("text/xml;charset=utf-8");
    expect(answer.body).toMatch(
      /^<\?xml [^>]*\?><DescribeNetworkInterfacesResponse><RequestId>[0-9A-F-]{36}<\/RequestId>/,
    );
    expect(answer.body.match(/<NetworkInterfaceSet>/g)).toHaveLength(2);
    expect(answer.body).toContain(
      "<Tag><TagKey>team</TagKey><TagValue>web</TagValue></Tag><Tag><TagKey>stage</TagKey>",
    );
    expect(answer.body).toContain("<SecurityGroupIds><SecurityGroupId>sg-2</SecurityGroupId></SecurityGroupIds>");
  });

  test("an empty set is an empty element", () => {
    expect(ask({ ...region, "NetworkInterfaceId.1": "eni-gone" }, null).body).toContain(
      "<NetworkInterfaceSets></NetworkInterfaceSets>",
    );
  });

  test("an error", () => {
    const answer = ask({ ...region, InstanceId: "i-a", NetworkInterfaceId: "eni-2" }, null, "DetachNetworkInterface");
    expect(answer.status).toBe(400);
    expect(answer.body).toMatch(
      /^<\?xml [^>]*\?><Error><RequestId>.*<Code>InvalidOperation.InvalidEniState<\/Code>.*<\/Error>$/,
    );
  });

  test("text is escaped", () => {
    const { cloud } = inProcess(smallWorld({ enis: [{ id: "eni-1", name: "a<b>&c" }] }));
    const body = answered(cloud.receive(signedV1("DescribeNetworkInterfaces", region, { format: "XML" }))).body;
    expect(body).toContain("<NetworkInterfaceName>a&lt;b&gt;&amp;c</NetworkInterfaceName>");
  });
});
