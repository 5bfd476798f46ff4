// What zenlayer-zec reads out of answers: the documented ones, ones that have drifted, and ones that cannot be used.
import { describe, expect, test } from "@jest/globals";
import { LostReply } from "../../provider/http/no-answer.ts";
import { instanceListing, nicListing } from "../../provider/vendors/zenlayer-zec/api.ts";
import { readAnswer } from "../../provider/watch/read-answer.ts";

/** Every field of the reference (zenlayercloud-sdk-go, NicInfo). */
const example = {
  nicId: "1304682049596034008",
  name: "demo",
  status: "USED",
  nicType: "Secondary",
  regionId: "asia-east-1",
  nicSubnetType: "IPv4",
  publicIpList: ["203.0.113.7"],
  privateIpList: ["10.0.0.5", "10.0.0.6"],
  primaryIpv4: "10.0.0.5",
  primaryIpv6: null,
  ipv6Cidr: null,
  secondaryIpv4s: ["10.0.0.6"],
  macAddress: "fa:16:3e:00:00:01",
  instanceId: "1272168087751233112",
  vpcId: "1000000000000000001",
  subnetId: "2000000000000000001",
  createTime: "2025-09-01T00:00:00Z",
  updateTime: "2025-09-01T00:00:00Z",
  resourceGroup: { resourceGroupId: "1", resourceGroupName: "default" },
  securityGroupId: "3000000000000000001",
  tags: { tags: [{ key: "team", value: "web" }] },
};
const asked = nicListing.byIds([example.nicId], "global");
const page = (items: unknown, more: Record<string, unknown> = {}) => ({
  requestId: "T1",
  response: { requestId: "T1", totalCount: Array.isArray(items) ? items.length : 0, dataSet: items, ...more },
});
const only = (item: unknown) => {
  const [eni] = nicListing.read(page([item]), asked).items;
  if (!eni) throw new Error("there is no vNIC in the answer");
  return eni;
};

describe("DescribeNetworkInterfaces", () => {
  test("the documented example", () => {
    expect(nicListing.read(page([example]), asked)).toEqual({
      next: undefined,
      items: [
        {
          networkInterfaceId: "1304682049596034008",
          phase: "attached",
          vendorState: "USED",
          instanceId: "1272168087751233112",
          primary: false,
          serviceManaged: false,
          zone: "asia-east-1",
          vpc: "1000000000000000001",
          macAddress: "fa:16:3e:00:00:01",
          privateIpAddresses: ["10.0.0.5", "10.0.0.6"],
          publicIpAddresses: ["203.0.113.7"],
        },
      ],
    });
  });

  test.each([
    ["PENDING", "pending"],
    ["AVAILABLE", "detached"],
    ["ATTACHING", "attaching"],
    ["USED", "attached"],
    ["DETACHING", "detaching"],
    ["DELETING", "deleting"],
    ["CREATE_FAILED", "deleting"],
    ["IN_USE", "unknown"],
    ["used", "unknown"],
    ["", "unknown"],
    ["constructor", "unknown"],
  ] as const)("status %j is %s, and the vendor's word is kept", (status, phase) => {
    expect(only({ ...example, status })).toMatchObject({ phase, vendorState: status });
  });

  test.each([
    ["absent", undefined],
    ["null", null],
    ["empty", ""],
  ])("an instanceId that is %s is none", (_what, instanceId) => {
    expect(only({ ...example, status: "AVAILABLE", instanceId }).instanceId).toBeUndefined();
  });

  test("primary by nicType", () => {
    expect(only({ ...example, nicType: "Primary" }).primary).toBe(true);
    for (const nicType of ["Secondary", "primary", null, undefined, 1])
      expect(only({ ...example, nicType }).primary).toBe(false);
  });

  test("addresses: the primary one first, each once, whatever else is in the lists", () => {
    const privateIpList = ["10.0.0.9", "10.0.0.5", null, "", 7];
    expect(only({ ...example, privateIpList }).privateIpAddresses).toEqual(["10.0.0.5", "10.0.0.9"]);
    expect(only({ ...example, primaryIpv4: null, privateIpList }).privateIpAddresses).toEqual(["10.0.0.9", "10.0.0.5"]);
    expect(only({ ...example, publicIpList: null }).publicIpAddresses).toEqual([]);
  });

  test("no optional field of any type makes it throw, and what is read has the promised types", () => {
    for (const name of Object.keys(example).filter((one) => !["nicId", "status", "instanceId"].includes(one))) {
      for (const value of [undefined, null, "", "text", 0, 42, true, [], ["x"], [null], {}, { a: 1 }]) {
        const eni = only({ ...example, [name]: value });
        const text = [eni.vendorState, eni.macAddress, eni.phase, ...eni.privateIpAddresses, ...eni.publicIpAddresses];
        const types = [...new Set(text.map((one) => typeof one))];
        expect({ name, value, types }).toEqual({ name, value, types: ["string"] });
        for (const one of [eni.instanceId, eni.zone, eni.vpc]) expect(["string", "undefined"]).toContain(typeof one);
        expect(typeof eni.primary).toBe("boolean");
      }
    }
  });

  test("a vNIC of which nothing but the id is known is in an unknown state", () => {
    expect(only({ nicId: "1", brandNew: [1] })).toEqual({
      networkInterfaceId: "1",
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

  test.each([
    ["no response", { requestId: "T1" }, "response"],
    ["no dataSet", { response: { totalCount: 1 } }, "response.dataSet"],
    ["a dataSet that is null", { response: { dataSet: null } }, "response.dataSet"],
    ["a dataSet that is no list", page({}), "response.dataSet"],
    ["text", "USED", "the body"],
  ])("%s cannot be used, and is never taken for an empty answer", (_what, body, where) => {
    const reading = () => readAnswer("DescribeNetworkInterfaces", () => nicListing.read(body, asked));
    expect(reading).toThrow(LostReply);
    expect(reading).toThrow(where);
  });

  test.each([
    ["without its id", { ...example, nicId: undefined }, "0.nicId"],
    ["whose id is a number, and has lost digits", { ...example, nicId: 1304682049596034048 }, "0.nicId"],
    ["that is null", null, "item 0: "],
    ["whose status is a number", { ...example, status: 1 }, "0.status"],
    [
      "whose instance is a number, and has lost digits",
      { ...example, instanceId: Number(example.instanceId) },
      "0.instanceId",
    ],
  ])("a vNIC %s spoils no other, and is told", (_what, item, where) => {
    const { items, unread } = nicListing.read(page([item, example]), asked);
    expect(items.map((eni) => eni.networkInterfaceId)).toEqual([example.nicId]);
    expect(unread).toContain(where);
  });
});

describe("pages", () => {
  const nics = (count: number) => Array.from({ length: count }, (_, index) => ({ ...example, nicId: `${index}` }));
  const next = (count: number, totalCount: unknown, number = 1) =>
    nicListing.read(page(nics(count), { totalCount }), nicListing.page("global", String(number))).next;

  test.each([
    ["an empty answer", 0, 0, 1, undefined],
    ["all on one page", 100, 100, 1, undefined],
    ["the first of two", 100, 130, 1, "2"],
    ["a full last one", 100, 200, 2, undefined],
    ["a page smaller than asked for, as of a server with a limit of its own", 20, 100, 1, "2"],
    ["the last of those", 20, 100, 5, undefined],
    ["an empty one, whatever the count says", 0, 100, 3, undefined],
    ["no count, and a full page", 100, undefined, 1, "2"],
    ["no count, and a page that is not full", 99, null, 1, undefined],
    ["a count of another type", 100, "many", 1, "2"],
  ])("%s", (_what, count, total, number, expected) => expect(next(count, total, number)).toBe(expected));

  test("a short last page asks for one more, which is empty: never one too few", () => {
    expect(next(30, 130, 2)).toBe("3");
    expect(next(0, 130, 3)).toBeUndefined();
  });
});

describe("DescribeInstances", () => {
  const askedInstances = instanceListing.byIds(["1272168087751233112"], "global");
  const instance = {
    instanceId: "1272168087751233112",
    status: "RUNNING",
    zoneId: "asia-east-1a",
    instanceType: "z2a.cpu.1",
    nics: [
      { nicId: "1", nicType: "Secondary", regionId: "asia-east-9" },
      { nicId: "2", nicType: "Primary", regionId: "asia-east-1" },
    ],
  };
  const read = (items: unknown) => instanceListing.read(page(items), askedInstances).items[0];

  test("what preflight needs; the region is that of the primary vNIC, since an instance only names its zone", () => {
    expect(read([instance])).toEqual({
      instanceId: "1272168087751233112",
      vendorState: "RUNNING",
      phase: "ready",
      zone: "asia-east-1",
      vpc: undefined,
      type: "z2a.cpu.1",
      eniCount: 2,
    });
    expect(read([{ ...instance, nics: [instance.nics[0]] }])?.zone).toBe("asia-east-9");
    expect(read([{ ...instance, nics: [null, "x", {}] }])).toMatchObject({ zone: undefined, eniCount: 3 });
  });

  test.each([
    ["RUNNING", "ready"],
    ["BOOTING", "transitional"],
    ["STARTING", "transitional"],
    ["REBOOT", "transitional"],
    ["STOPPING", "transitional"],
    ["DEPLOYING", "transitional"],
    ["PENDING", "transitional"],
    ["REBUILDING", "transitional"],
    ["RESIZING", "transitional"],
    ["IMAGING", "transitional"],
    ["SOMETHING_NEW", "transitional"],
    ["", "transitional"],
    ["STOPPED", "unfit"],
    ["RELEASING", "unfit"],
    ["RECYCLE", "unfit"],
    ["RECYCLED", "unfit"],
    ["RECYCLING", "unfit"],
    ["CREATE_FAILED", "unfit"],
    ["REINSTALL_FAILED", "unfit"],
  ] as const)("status %s is %s", (status, phase) => expect(read([{ ...instance, status }])?.phase).toBe(phase));

  test("one that is not there, one of which little is said, and one among others", () => {
    expect(read([])).toBeUndefined();
    expect(read([{ instanceId: "x", nics: "y", status: 5 }])).toEqual({
      instanceId: "x",
      vendorState: "",
      phase: "transitional",
      zone: undefined,
      vpc: undefined,
      type: undefined,
      eniCount: undefined,
    });
    expect(() => instanceListing.read({ requestId: "T1" }, askedInstances)).toThrow();
  });
});
