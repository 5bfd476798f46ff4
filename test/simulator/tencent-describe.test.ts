// The questions of API 3.0 (VPC, CVM, ECM): filters, pages, limits, and every shape that the documents leave open, both ways.
import { describe, expect, test } from "@jest/globals";
import { attachedBench, both, ECM, itemsIn, Tencent, VPC } from "./tencent-callers.ts";
import type { Answer3 } from "./tencent-callers.ts";

const DESCRIBE = "DescribeNetworkInterfaces";
const one = { NetworkInterfaceIds: ["eni-11111111"] };
const first = (answer: Answer3) => itemsIn(answer)[0] ?? {};

describe("DescribeNetworkInterfaces of VPC", () => {
  const enis = [
    {
      id: "eni-11111111",
      vendor: VPC,
      name: "front door",
      description: "of the shop",
      instanceId: "ins-aaaaaaaa",
      primaryIp: "10.0.0.12",
      secondaryIps: ["10.0.0.13"],
      publicIps: ["203.0.113.5"],
      ipv6Ips: ["fd00::1"],
      securityGroups: ["sg-11111111"],
      tags: { app: "shop" },
    },
    { id: "eni-22222222", vendor: VPC, primaryIp: "10.0.0.120", vpc: "vpc-other000", kind: "trunk" },
    { id: "eni-33333333", vendor: VPC, primaryIp: "10.9.0.1", vSwitch: "subnet-mine0000" },
  ];
  const found = (Filters: object[]) => {
    const answer = new Tencent({ enis, instances: [{ id: "ins-aaaaaaaa", vendor: VPC }] }).vpc(DESCRIBE, { Filters });
    return itemsIn(answer).map(({ NetworkInterfaceId }) => String(NetworkInterfaceId).slice(4, 5)).join(""); // prettier-ignore
  };
  const filter = (Name: string, ...Values: string[]) => ({ Name, Values });

  test.each<[string, ...object[]]>([
    ["1p", filter("vpc-id", "vpc-default0", "nothing"), filter("attachment.instance-id", "ins-aaaaaaaa")],
    ["2", filter("vpc-id", "vpc-other000")],
    ["3", filter("subnet-id", "subnet-mine0000")],
    ["13", filter("network-interface-id", "eni-11111111", "eni-33333333", "eni-99999999")],
    ["p", filter("is-primary", "TRUE")],
    ["123", filter("is-primary", "false")],
    ["13", filter("eni-type", "0")],
    ["p", filter("eni-type", "1")],
    ["2", filter("eni-type", "2")],
    ["12", filter("address-ip", "10.0.0.12")],
    ["1", filter("address-ip", "10.0.0.12"), filter("ip-exact-match", "TRUE")],
    ["13", filter("address-ip", "10.0.0.13", "10.9.0.1")],
    ["1", filter("groups.security-group-id", "sg-11111111")],
    ["1", filter("network-interface-name", "front")],
    ["1", filter("network-interface-description", "shop")],
    ["1", filter("tag-key", "app")],
    ["1", filter("tag:app", "shop")],
    ["", filter("tag:app", "other")],
    ["", filter("tag-key", "constructor")],
    ["1", filter("public-address-ip", "203.0.113.5")],
    ["1", filter("address-ipv6", "fd00::1")],
    ["1", filter("address-type", "GUA")],
    ["123p", filter("eni-qos", "DEFAULT")],
    ["123p", filter("termination-protection", "FALSE"), filter("traffic-protection", "FALSE")],
    ["", filter("vpc-id", "vpc-other000"), filter("subnet-id", "subnet-mine0000")],
  ])("finds %j by %j", (expected: string, ...filters: object[]) => {
    expect(found(filters)).toBe(expected);
  });

  test("pages", () => {
    const many = Array.from({ length: 25 }, (_, index) => ({
      id: `eni-${String(index).padStart(8, "0")}`,
      vendor: VPC,
    }));
    const bench = new Tencent({ enis: many, instances: [] });
    const page = (parameters: object) => {
      const answer = bench.vpc(DESCRIBE, parameters);
      return [answer.body["TotalCount"], itemsIn(answer).map(({ NetworkInterfaceId }) => Number(String(NetworkInterfaceId).slice(4)))]; // prettier-ignore
    };
    const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
    expect(page({})).toEqual([25, numbers(0, 20)]);
    expect(page({ Offset: 20 })).toEqual([25, numbers(20, 25)]);
    expect(page({ Offset: 3, Limit: 2 })).toEqual([25, [3, 4]]);
    expect(page({ Offset: 30, Limit: 100 })).toEqual([25, []]);
    const all = { NetworkInterfaceIds: many.map(({ id }) => id) };
    expect(page(all)).toEqual([25, numbers(0, 20)]);
    expect(page({ ...all, Limit: 100 })).toEqual([25, numbers(0, 25)]);
    for (const parameters of [{ Limit: 0 }, { Limit: 101 }, { Offset: -1 }])
      expect(bench.vpc(DESCRIBE, parameters).code).toBe("InvalidParameterValue.Range");
  });

  test("everything an item has", () => {
    const bench = new Tencent({ enis, instances: [{ id: "ins-aaaaaaaa", vendor: VPC }] });
    const [item] = itemsIn(bench.vpc(DESCRIBE, one));
    expect(item).toEqual({
      NetworkInterfaceId: "eni-11111111",
      NetworkInterfaceName: "front door",
      NetworkInterfaceDescription: "of the shop",
      SubnetId: "subnet-angzhou3",
      VpcId: "vpc-default0",
      GroupSet: ["sg-11111111"],
      Primary: false,
      MacAddress: "20:90:6F:00:00:00",
      State: "AVAILABLE",
      PrivateIpAddressSet: [
        expect.objectContaining({ PrivateIpAddress: "10.0.0.12", Primary: true, PublicIpAddress: "203.0.113.5" }),
        expect.objectContaining({ PrivateIpAddress: "10.0.0.13", Primary: false, PublicIpAddress: "" }),
      ],
      Attachment: {
        InstanceId: "ins-aaaaaaaa",
        DeviceIndex: 1,
        InstanceAccountId: "1000000000000001",
        AttachTime: "2023-11-01 08:00:00",
      },
      Zone: "ap-guangzhou-3",
      CreatedTime: "2023-11-01 08:00:00",
      Ipv6AddressSet: [{ Address: "fd00::1", Primary: false }],
      TagSet: [{ Key: "app", Value: "shop" }],
      EniType: 0,
      Business: "cvm",
      CdcId: "",
      AttachType: 0,
      ResourceId: "",
      QosLevel: "DEFAULT",
    });
  });

  test("State is AVAILABLE before and after; AttachTime is the vendor's local time", () => {
    const bench = new Tencent();
    const seen = () => {
      const { State, Attachment } = first(bench.vpc(DESCRIBE, one));
      return [State, Attachment];
    };
    expect(seen()).toEqual(["AVAILABLE", null]);
    bench.vpc("AttachNetworkInterface", { ...both, AttachType: 1 });
    expect(seen()).toEqual(["ATTACHING", expect.objectContaining({ InstanceId: "ins-aaaaaaaa" })]);
    bench.clock.pass(2000);
    expect(seen()).toEqual(["AVAILABLE", expect.objectContaining({ AttachTime: "2023-11-15 06:13:22" })]);
    expect(first(bench.vpc(DESCRIBE, one))["AttachType"]).toBe(1);
    bench.vpc("DetachNetworkInterface", both);
    expect(seen()).toEqual(["DETACHING", expect.objectContaining({ InstanceId: "ins-aaaaaaaa" })]);
    bench.clock.pass(2000);
    expect(seen()).toEqual(["AVAILABLE", null]);
  });

  test("a detach takes the public addresses off the ENI", () => {
    const bench = new Tencent({ enis, instances: [{ id: "ins-aaaaaaaa", vendor: VPC }] });
    const addresses = () => first(bench.vpc(DESCRIBE, one))["PrivateIpAddressSet"];
    bench.vpc("DetachNetworkInterface", both);
    expect(addresses()).toMatchObject([{ PublicIpAddress: "203.0.113.5" }, {}]);
    bench.clock.pass(2000);
    expect(addresses()).toMatchObject([{ PublicIpAddress: "", AddressId: "" }, {}]);
  });
});

describe("what is a switch of API 3.0", () => {
  const switched = (settings: Record<string, unknown>) => ({ faces: { [VPC]: settings } });

  test("NetworkInterfaceState: absent or there, with a word for what is attached", () => {
    expect(first(attachedBench().vpc(DESCRIBE, one))).not.toHaveProperty("NetworkInterfaceState");
    const bench = attachedBench(switched({ networkInterfaceState: true }));
    const shown = () => first(bench.vpc(DESCRIBE, one));
    expect(shown()).toMatchObject({ State: "AVAILABLE", NetworkInterfaceState: "INUSE" });
    bench.vpc("DetachNetworkInterface", both);
    expect(shown()).toMatchObject({ State: "DETACHING", NetworkInterfaceState: "DETACHING" });
    bench.clock.pass(2000);
    expect(shown()).toMatchObject({ State: "AVAILABLE", NetworkInterfaceState: "AVAILABLE" });
    expect(first(bench.ecm(DESCRIBE, { NetworkInterfaceIds: ["eni-33333333"] }))).not.toHaveProperty("NetworkInterfaceState"); // prettier-ignore
  });

  test.each([
    ["null", null],
    ["empty", { InstanceId: "", DeviceIndex: 0, InstanceAccountId: "", AttachTime: "" }],
  ])("Attachment of a free ENI: %s", (detachedAttachment, shown) => {
    const bench = new Tencent({ faces: { [VPC]: { detachedAttachment }, [ECM]: { detachedAttachment } } });
    expect(first(bench.vpc(DESCRIBE, one))["Attachment"]).toEqual(shown);
    expect(first(bench.ecm(DESCRIBE, { NetworkInterfaceIds: ["eni-33333333"] }))["Attachment"]).toEqual(shown);
  });

  test.each([
    ["whenAttaching", "whenAvailable", ["ins-aaaaaaaa", "ins-aaaaaaaa"]],
    ["whenInUse", "whenDetaching", [undefined, undefined]],
  ])("the instance appears %s and clears %s", (instanceIdAppears, instanceIdClears, expected) => {
    const bench = new Tencent({ switches: { instanceIdAppears, instanceIdClears } });
    const instance = () =>
      (first(bench.vpc(DESCRIBE, one))["Attachment"] as { InstanceId?: string } | null)?.InstanceId;
    bench.vpc("AttachNetworkInterface", both);
    const attaching = instance();
    bench.clock.pass(2000);
    bench.vpc("DetachNetworkInterface", both);
    expect([attaching, instance()]).toEqual(expected);
  });

  test("an id that does not exist: an error of the whole call, or one item less; filters just find nothing", () => {
    const asked = { NetworkInterfaceIds: ["eni-11111111", "eni-99999999"] };
    const filtered = { Filters: [{ Name: "network-interface-id", Values: ["eni-99999999"] }] };
    const strict = new Tencent();
    expect(strict.vpc(DESCRIBE, asked)).toMatchObject({ code: "ResourceNotFound", message: expect.stringContaining("eni-99999999") }); // prettier-ignore
    expect(strict.vpc(DESCRIBE, filtered).body).toMatchObject({ TotalCount: 0, NetworkInterfaceSet: [] });
    expect(strict.ecm(DESCRIBE, { NetworkInterfaceIds: ["eni-99999999"] }).code).toBe("ResourceNotFound");
    const lenient = new Tencent({ faces: { [VPC]: { unknownEni: "empty" }, [ECM]: { unknownEni: "empty" } } });
    expect(lenient.vpc(DESCRIBE, asked).body["TotalCount"]).toBe(1);
    expect(lenient.ecm(DESCRIBE, { NetworkInterfaceIds: ["eni-99999999"] }).body["TotalCount"]).toBe(0);
    expect(strict.vpc(DESCRIBE, { NetworkInterfaceIds: ["eni_1"] }).code).toBe("InvalidParameterValue.Malformed");
  });
});

describe("ECM", () => {
  test("its structure: EcmRegion, and none of VPC's newer fields", () => {
    const item = first(attachedBench().ecm(DESCRIBE, { NetworkInterfaceIds: ["eni-33333333"] }));
    expect(item).toMatchObject({ EcmRegion: "ap-xian-ecm", State: "AVAILABLE", EniType: 0, GroupSet: ["esg-default1"], Attachment: { InstanceId: "ein-aaaaaaaa" } }); // prettier-ignore
    for (const name of ["CdcId", "AttachType", "ResourceId", "QosLevel", "NetworkInterfaceState"])
      expect(item).not.toHaveProperty(name);
  });

  test("EcmRegion is optional in a question, and then all regions are meant", () => {
    const bench = new Tencent({
      regions: [
        { id: "ap-xian-ecm", vendor: ECM, zones: ["ap-xian-ecm-1"] },
        { id: "ap-wuhan-ecm", zones: ["ap-wuhan-ecm-1"] },
      ],
      instances: [],
      enis: [
        { id: "eni-33333333", vendor: ECM },
        { id: "eni-44444444", vendor: ECM, region: "ap-wuhan-ecm" },
      ],
    });
    const count = (parameters: object) => bench.ecm(DESCRIBE, parameters).body["TotalCount"];
    expect([count({}), count({ EcmRegion: "ap-wuhan-ecm" })]).toEqual([2, 1]);
  });

  test.each([
    ["list", []],
    ["null", null],
  ])("lists without items: %s", (emptyLists, shown) => {
    const item = first(new Tencent({ faces: { [ECM]: { emptyLists } } }).ecm(DESCRIBE, { NetworkInterfaceIds: ["eni-33333333"] })); // prettier-ignore
    expect([item["TagSet"], item["Ipv6AddressSet"]]).toEqual([shown, shown]);
  });

  test("instances are asked for by filters, as the SDKs' models have it: no list of ids and no region", () => {
    const bench = new Tencent();
    const byId = (...Values: string[]) => ({ Filters: [{ Name: "instance-id", Values }] });
    expect(bench.ecm("DescribeInstances", byId("ein-bbbbbbbb")).body).toMatchObject({
      TotalCount: 1,
      InstanceSet: [{ InstanceId: "ein-bbbbbbbb", InstanceState: "RUNNING", Position: { ZoneInfo: { Zone: "ap-xian-ecm-1" } } }],
    }); // prettier-ignore
    expect(bench.ecm("DescribeInstances", byId("ein-99999999")).body["TotalCount"]).toBe(0);
    expect(bench.ecm("DescribeInstances", { InstanceIdSet: ["ein-aaaaaaaa"] }).code).toBe("UnknownParameter");
    expect(bench.ecm("DescribeInstances", { EcmRegion: "ap-xian-ecm" }).code).toBe("UnknownParameter");
    expect(bench.ecm("DescribeInstances", { OrderByField: "name" }).code).toBe("InvalidParameterValue");
    for (const [Name, value] of [
      ["instance-state", "RUNNING"],
      ["zone", "ap-xian-ecm-1"],
      ["vpc-id", "vpc-default1"],
    ])
      // prettier-ignore
      expect(bench.ecm("DescribeInstances", { Filters: [{ Name, Values: [value] }] }).body["TotalCount"]).toBe(2);
  });

  test("instances come by age, the newest first or last", () => {
    const instances = [
      { id: "ein-aaaaaaaa", vendor: ECM, createdAt: "2023-11-01T00:00:00Z" },
      { id: "ein-bbbbbbbb", vendor: ECM, createdAt: "2023-11-02T00:00:00Z" },
    ];
    const bench = new Tencent({ instances });
    const order = (parameters: object) =>
      itemsIn(bench.ecm("DescribeInstances", parameters), "InstanceSet").map(({ InstanceId }) => InstanceId);
    expect(order({})).toEqual(["ein-bbbbbbbb", "ein-aaaaaaaa"]);
    expect(order({ OrderByField: "timestamp", OrderDirection: 1 })).toEqual(["ein-aaaaaaaa", "ein-bbbbbbbb"]);
  });
});

test("instances of CVM, by ids and by pages", () => {
  const bench = new Tencent();
  expect(bench.cvm("DescribeInstances", { InstanceIds: ["ins-bbbbbbbb", "ins-99999999"] }).body).toEqual({
    TotalCount: 1,
    InstanceSet: [
      expect.objectContaining({
        InstanceId: "ins-bbbbbbbb",
        InstanceState: "RUNNING",
        InstanceType: "S5.ENI4",
        Placement: { Zone: "ap-guangzhou-3", ProjectId: 0 },
        VirtualPrivateCloud: expect.objectContaining({ VpcId: "vpc-default0" }),
      }),
    ],
  });
  const page = bench.cvm("DescribeInstances", { Offset: 1, Limit: 1 });
  expect([page.body["TotalCount"], itemsIn(page, "InstanceSet")[0]?.["InstanceId"]]).toEqual([2, "ins-bbbbbbbb"]);
});
