// What alicloud-ecs reads out of answers: the documented ones, ones that have drifted, and ones that cannot be used.
import { describe, expect, test } from "@jest/globals";
import { LostReply } from "../../provider/http/no-answer.ts";
import { readEnis, readInstances, readTypeLimits } from "../../provider/vendors/alicloud-ecs/api.ts";
import { readAnswer } from "../../provider/watch/read-answer.ts";

/** The example of the API reference. */
const example = {
  NetworkInterfaceId: "eni-bp17pdijfczax1huji00",
  NetworkInterfaceName: "demo",
  Status: "InUse",
  Type: "Secondary",
  InstanceId: "i-bp16qstyvxj9gpqw0000",
  MacAddress: "00:16:3e:12:00:01",
  VpcId: "vpc-bp1j7w3gc1cexjqd0000",
  VSwitchId: "vsw-bp16usj2p27htro30000",
  ZoneId: "cn-hangzhou-e",
  PrivateIpAddress: "172.17.0.5",
  PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: "172.17.0.5", Primary: true }] },
  SecurityGroupIds: { SecurityGroupId: ["sg-bp18kz60mefsicfg0000"] },
  Ipv6Sets: { Ipv6Set: [] },
  Tags: { Tag: [] },
  CreationTime: "2023-11-01T00:00:00Z",
  ServiceManaged: false,
  DeleteOnRelease: true,
  QueueNumber: 2,
  Attachment: { InstanceId: "i-bp16qstyvxj9gpqw0000", DeviceIndex: 1 },
};
const page = (items: unknown[], more: Record<string, unknown> = {}) => ({
  RequestId: "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E",
  PageNumber: 1,
  PageSize: 10,
  TotalCount: items.length,
  NextToken: "",
  NetworkInterfaceSets: { NetworkInterfaceSet: items },
  ...more,
});
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(example).filter(([name]) => !names.includes(name)));
const only = (item: unknown) => {
  const [eni] = readEnis(page([item])).items;
  if (!eni) throw new Error("there is no ENI in the answer");
  return eni;
};

describe("DescribeNetworkInterfaces", () => {
  test("the documented example", () => {
    expect(readEnis(page([example]))).toEqual({
      next: undefined,
      items: [
        {
          networkInterfaceId: "eni-bp17pdijfczax1huji00",
          phase: "attached",
          vendorState: "InUse",
          instanceId: "i-bp16qstyvxj9gpqw0000",
          primary: false,
          serviceManaged: false,
          zone: "cn-hangzhou-e",
          vpc: "vpc-bp1j7w3gc1cexjqd0000",
          macAddress: "00:16:3e:12:00:01",
          privateIpAddresses: ["172.17.0.5"],
          publicIpAddresses: [],
        },
      ],
    });
  });

  test.each([
    ["Available", "detached"],
    ["Attaching", "attaching"],
    ["InUse", "attached"],
    ["Detaching", "detaching"],
    ["Deleting", "deleting"],
    ["Creating", "pending"],
    ["Rebalancing", "unknown"],
    ["inuse", "unknown"],
    ["", "unknown"],
    ["constructor", "unknown"],
  ] as const)("Status %j is %s, and the vendor's word is kept", (Status, phase) => {
    expect(only({ ...example, Status })).toMatchObject({ phase, vendorState: Status });
  });

  test("an empty set is a well-formed answer: the ENI is not there", () => {
    expect(readEnis(page([]))).toEqual({ items: [], next: undefined });
  });

  test.each([
    ["", undefined],
    ["AAAAAdDWBF2", "AAAAAdDWBF2"],
    [null, undefined],
    [7, undefined],
  ])("NextToken %j leads to page %j", (NextToken, next) => expect(readEnis(page([], { NextToken })).next).toBe(next));

  test.each([
    ["empty, as for a detached ENI", { InstanceId: "", Attachment: undefined }, undefined],
    ["absent", { InstanceId: undefined, Attachment: undefined }, undefined],
    ["null", { InstanceId: null, Attachment: null }, undefined],
    ["empty in both places", { InstanceId: "", Attachment: { InstanceId: "" } }, undefined],
    ["under Attachment alone, as for a member ENI", { InstanceId: "", Attachment: { InstanceId: "i-m" } }, "i-m"],
    ["under Attachment, the other absent", { InstanceId: undefined, Attachment: { InstanceId: "i-m" } }, "i-m"],
    ["different: the one at the top counts", { InstanceId: "i-top", Attachment: { InstanceId: "i-m" } }, "i-top"],
    ["beside an Attachment of another type", { InstanceId: "i-top", Attachment: "eth1" }, "i-top"],
  ])("an InstanceId that is %s", (_what, parts, instanceId) => {
    expect(only({ ...example, Type: "Member", ...parts }).instanceId).toBe(instanceId);
  });

  test("kind and management", () => {
    expect(only({ ...example, Type: "Primary" }).primary).toBe(true);
    for (const Type of ["Secondary", "Trunk", "Member", null, 3])
      expect(only({ ...example, Type }).primary).toBe(false);
    expect(only({ ...example, ServiceManaged: true }).serviceManaged).toBe(true);
    for (const ServiceManaged of [false, null, "yes", 2, undefined])
      expect(only({ ...example, ServiceManaged }).serviceManaged).toBe(false);
  });

  test("addresses: the primary one first, each once, public ones from both places", () => {
    const eni = only({
      ...example,
      PrivateIpAddress: "172.17.0.5",
      PrivateIpSets: {
        PrivateIpSet: [
          { PrivateIpAddress: "172.17.0.9", AssociatedPublicIp: { PublicIpAddress: "47.0.0.2" } },
          { PrivateIpAddress: "172.17.0.5", Primary: true, AssociatedPublicIp: { PublicIpAddress: "47.0.0.1" } },
          { PrivateIpAddress: null },
          {},
        ],
      },
      AssociatedPublicIp: { PublicIpAddress: "47.0.0.1", AllocationId: "eip-1" },
    });
    expect(eni.privateIpAddresses).toEqual(["172.17.0.5", "172.17.0.9"]);
    expect(eni.publicIpAddresses).toEqual(["47.0.0.1", "47.0.0.2"]);
  });

  /** What says where the ENI is: of another type, it is not known where that is. */
  const decisive = ["NetworkInterfaceId", "Status", "InstanceId"];
  const optional = Object.keys(example).filter((name) => !decisive.includes(name));
  const odd = [undefined, null, "", "text", 0, 42, true, [], ["x"], {}, { PrivateIpSet: null }, { PrivateIpSet: "x" }];

  test("no optional field of any type makes it throw, and what is read has the promised types", () => {
    for (const name of optional) {
      for (const value of [...odd, { PrivateIpSet: [null] }, { PrivateIpSet: [{ PrivateIpAddress: 5 }] }]) {
        const eni = only({ ...example, [name]: value });
        const text = [eni.vendorState, eni.macAddress, eni.phase, ...eni.privateIpAddresses, ...eni.publicIpAddresses];
        expect({ name, value, types: [...new Set(text.map((one) => typeof one))] }).toEqual({
          name,
          value,
          types: ["string"],
        });
        for (const one of [eni.instanceId, eni.zone, eni.vpc]) expect(["string", "undefined"]).toContain(typeof one);
        expect([typeof eni.primary, typeof eni.serviceManaged]).toEqual(["boolean", "boolean"]);
      }
    }
  });

  test("an ENI of which nothing but the id is known is in an unknown state", () => {
    expect(only({ NetworkInterfaceId: "eni-1" })).toEqual({
      networkInterfaceId: "eni-1",
      phase: "unknown",
      vendorState: "",
      instanceId: undefined,
      primary: false,
      serviceManaged: false,
      zone: undefined,
      vpc: undefined,
      macAddress: "",
      privateIpAddresses: [],
      publicIpAddresses: [],
    });
  });

  test("fields that nobody documented do not matter", () => {
    expect(only({ ...without("Attachment"), Brand: { New: [1] } }).phase).toBe("attached");
    expect(readEnis(page([example], { Extra: 1 })).items).toHaveLength(1);
  });

  test.each([
    ["no NetworkInterfaceSets", { RequestId: "R" }, "NetworkInterfaceSets"],
    ["NetworkInterfaceSets null", page([], { NetworkInterfaceSets: null }), "NetworkInterfaceSets"],
    ["a set that is no list", page([], { NetworkInterfaceSets: { NetworkInterfaceSet: {} } }), "NetworkInterfaceSet"],
    ["an empty NetworkInterfaceSets", page([], { NetworkInterfaceSets: {} }), "NetworkInterfaceSet"],
    ["more ENIs than any page has", page(Array.from({ length: 1_001 }, () => example)), "NetworkInterfaceSet"],
    ["text", "InUse", "the body"],
    ["nothing", undefined, "the body"],
  ])("%s cannot be used, and is never taken for an empty answer", (_what, body, where) => {
    expect(() => readEnis(body)).toThrow();
    const reading = () => readAnswer("DescribeNetworkInterfaces", () => readEnis(body));
    expect(reading).toThrow(LostReply);
    expect(reading).toThrow(where);
    expect(reading).toThrow(/^DescribeNetworkInterfaces: an answer that could not be understood/);
  });

  test.each([
    ["without its id", without("NetworkInterfaceId"), "1.NetworkInterfaceId"],
    ["whose id is a number", { ...example, NetworkInterfaceId: 7 }, "1.NetworkInterfaceId"],
    ["that is null", null, "item 1: "],
    ["whose state is a number", { ...example, Status: 2 }, "1.Status"],
    ["whose instance is a number", { ...example, InstanceId: 17 }, "1.InstanceId"],
    ["whose instance is in an Attachment that is none", { ...example, InstanceId: "", Attachment: "eth1" }, "item 1: "],
    ["whose state is a book", { ...example, Status: "x".repeat(5_000) }, "1.Status"],
  ])("an ENI %s spoils no other, and is told", (_what, item, where) => {
    const { items, unread } = readEnis(page([example, item, { ...example, NetworkInterfaceId: "eni-2" }]));
    expect(items.map((eni) => eni.networkInterfaceId)).toEqual([example.NetworkInterfaceId, "eni-2"]);
    expect(unread).toContain(where);
  });

  test("an error of ours is not hidden as a drifted answer", () => {
    const reading = () =>
      readAnswer("Action", () => {
        throw new TypeError("ours");
      });
    expect(reading).toThrow(TypeError);
  });
});

describe("DescribeInstances", () => {
  const instance = {
    InstanceId: "i-1",
    Status: "Running",
    ZoneId: "cn-hangzhou-e",
    InstanceType: "ecs.g7.large",
    VpcAttributes: { VpcId: "vpc-1", VSwitchId: "vsw-1" },
    NetworkInterfaces: { NetworkInterface: [{ NetworkInterfaceId: "eni-0" }, { NetworkInterfaceId: "eni-1" }] },
  };
  const instances = (items: unknown[]) => ({ RequestId: "R", Instances: { Instance: items } });

  test("what preflight needs", () => {
    expect(readInstances(instances([instance])).items[0]).toEqual({
      instanceId: "i-1",
      vendorState: "Running",
      phase: "ready",
      zone: "cn-hangzhou-e",
      vpc: "vpc-1",
      type: "ecs.g7.large",
      eniCount: 2,
      memberCount: 0,
    });
  });

  test.each([
    ["Running", "ready"],
    ["Stopped", "ready"],
    ["Starting", "transitional"],
    ["Stopping", "transitional"],
    ["Pending", "transitional"],
    ["Hibernating", "transitional"],
  ] as const)("Status %s is %s", (Status, phase) => {
    expect(readInstances(instances([{ ...instance, Status }])).items[0]?.phase).toBe(phase);
  });

  test("an instance that is not there, and one of which little is said", () => {
    expect(readInstances(instances([]))).toEqual({ items: [], next: undefined });
    expect(
      readInstances(instances([{ InstanceId: "i-1", VpcAttributes: "x", NetworkInterfaces: null, ZoneId: "" }]))
        .items[0],
    ).toEqual({
      instanceId: "i-1",
      vendorState: "",
      phase: "transitional",
      zone: undefined,
      vpc: undefined,
      type: undefined,
      eniCount: undefined,
    });
    expect(() => readInstances({ RequestId: "R" })).toThrow();
  });

  test("members of a trunk are counted by themselves", () => {
    const enis = [{ Type: "Primary" }, { Type: "Trunk" }, { Type: "Member" }, { Type: "Member" }, "x"];
    const [read] = readInstances(instances([{ ...instance, NetworkInterfaces: { NetworkInterface: enis } }])).items;
    expect(read).toMatchObject({ eniCount: 3, memberCount: 2 });
  });

  const types = (items: unknown) => ({ InstanceTypes: { InstanceType: items } });
  const nothing = { enis: undefined, members: undefined, networkCards: undefined };

  test("the limits of a type, when they are said", () => {
    const type = { InstanceTypeId: "t", EniQuantity: 4, EniTotalQuantity: 24, EniTrunkSupported: true };
    const cards = {
      NetworkCardQuantity: 2,
      NetworkCards: { NetworkCardInfo: [{ NetworkCardIndex: 0 }, { NetworkCardIndex: 1 }] },
    };
    expect(readTypeLimits(types([{ ...type, ...cards }]))).toEqual({ enis: 4, members: 20, networkCards: 2 });
    expect(readTypeLimits(types([type]))).toEqual({ enis: 4, members: 20, networkCards: undefined });
    expect(readTypeLimits(types([{ ...type, EniTrunkSupported: false }]))).toMatchObject({ members: 0 });
    for (const EniQuantity of [null, "four", undefined, 0])
      expect(readTypeLimits(types([{ ...type, EniQuantity }]))).toEqual(nothing);
  });

  test.each([
    ["null", null],
    ["absent", undefined],
    ["empty", []],
    ["no list", {}],
  ])("a list of types that is %s says nothing", (_how, list) => {
    expect(readTypeLimits(types(list))).toEqual(nothing);
  });
});
