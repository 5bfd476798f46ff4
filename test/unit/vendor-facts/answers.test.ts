// Answers made from the models of vendors' SDKs are read whole; so are those in which a field is absent, null or, being a list, empty.
// Where such a field leaves something undecided, the table below says what the answer counts as, and why.
import { describe, expect, test } from "@jest/globals";
import { allVendors } from "../../../provider/vendors/index.ts";
import type { Page, Vendor } from "../../../provider/vendors/vendor.ts";
import { committedFacts } from "../../../tools/vendor-facts/facts.ts";
import type { AnswerFacts } from "../../../tools/vendor-facts/facts.ts";
import { changedAt, placesOf, sampleOf } from "./sample.ts";
import type { Given, Place } from "./sample.ts";
import { bodyFrom, enisIn, instancesIn } from "./vendor-answer.ts";

const facts = committedFacts();
const vendors = new Map((await allVendors()).map((vendor) => [vendor.name, vendor]));

type How = "absent" | "null" | "empty";
/** `read`: as before. `nothing`: there is no such thing. `unread`: the item is left out, and the page says so. `none`: no answer. */
type Outcome = "read" | "nothing" | "unread" | "none";

interface Question {
  readonly action: string;
  readonly read: (vendor: Vendor, sample: object) => unknown;
  readonly given: Given;
  readonly expected: unknown;
  /** Places that decide something: how they are changed, what then follows, and why. */
  readonly decisive: Readonly<Record<string, readonly [hows: readonly How[], outcome: Outcome, why: string][]>>;
}

const missing: readonly How[] = ["absent", "null"];
const requestId = [missing, "none", "every answer of the vendor's has one"] as const;
const id = [missing, "unread", "a thing without its id may be any"] as const;
const counted = [missing, "none", "the answer counts one thing, and shows none"] as const;
const shown = [["empty"], "nothing", "an empty list is the vendor's word that nothing is there"] as const;
const hidden = [["empty"], "unread", "the answer counts one thing, and shows none"] as const;

type Decisive = Question["decisive"][string][number];
const at = (...rules: readonly (readonly [readonly How[], Outcome, string])[]): Decisive[] =>
  rules.map(([hows, outcome, why]) => [hows, outcome, why]);

const tencentEnis = {
  action: "DescribeNetworkInterfaces",
  read: enisIn,
  given: {
    State: "AVAILABLE",
    NetworkInterfaceState: "INUSE",
    Business: "cvm",
    AttachTime: "2023-11-15 06:13:25",
  },
  expected: {
    networkInterfaceId: "NetworkInterfaceId",
    phase: "attached",
    vendorState: "INUSE",
    instanceId: "InstanceId",
    primary: true,
    serviceManaged: false,
    zone: "Zone",
    vpc: "VpcId",
    macAddress: "MacAddress",
    privateIpAddresses: ["PrivateIpAddress"],
    publicIpAddresses: ["PublicIpAddress"],
    attachedAt: "2023-11-14T22:13:25.000Z",
  },
  decisive: {
    "DescribeNetworkInterfacesResponse.RequestId": at(requestId),
    "DescribeNetworkInterfacesResponse.NetworkInterfaceSet": at(counted, hidden),
    "NetworkInterface.NetworkInterfaceId": at(id),
    "NetworkInterfaceAttachment.InstanceId": at([missing, "unread", "attached since then, and not said to what"]),
  },
} satisfies Question;

const tencentInstances = {
  action: "DescribeInstances",
  read: instancesIn,
  given: { InstanceState: "RUNNING", RestrictState: "NORMAL" },
  expected: {
    instanceId: "InstanceId",
    vendorState: "RUNNING",
    phase: "ready",
    zone: "Zone",
    vpc: "VpcId",
    type: "InstanceType",
    eniCount: undefined,
  },
  decisive: {
    "DescribeInstancesResponse.RequestId": at(requestId),
    "DescribeInstancesResponse.InstanceSet": at(counted, hidden),
    "Instance.InstanceId": at(id),
  },
} satisfies Question;

const types = {
  action: "DescribeInstanceTypes",
  read: (vendor, sample) => vendor.typeLimits?.read(bodyFrom(vendor, sample)),
  decisive: {
    "DescribeInstanceTypesResponseBody.RequestId": at(requestId),
    "DescribeInstanceTypesResponseBody.InstanceTypes": at([missing, "none", "it tells of no type"]),
  },
} satisfies Omit<Question, "given" | "expected">;

const questions: Readonly<Record<string, readonly Question[]>> = {
  "alicloud-ecs": [
    {
      action: "DescribeNetworkInterfaces",
      read: enisIn,
      given: { Status: "InUse" },
      expected: {
        networkInterfaceId: "NetworkInterfaceId",
        phase: "attached",
        vendorState: "InUse",
        instanceId: "InstanceId",
        primary: false,
        serviceManaged: true,
        zone: "ZoneId",
        vpc: "VpcId",
        macAddress: "MacAddress",
        privateIpAddresses: ["PrivateIpAddress"],
        publicIpAddresses: ["PublicIpAddress"],
      },
      decisive: {
        "DescribeNetworkInterfacesResponseBody.RequestId": at(requestId),
        "DescribeNetworkInterfacesResponseBody.NetworkInterfaceSets": at(counted),
        "DescribeNetworkInterfacesResponseBodyNetworkInterfaceSets.NetworkInterfaceSet": at(counted, shown),
        "DescribeNetworkInterfacesResponseBodyNetworkInterfaceSetsNetworkInterfaceSet.NetworkInterfaceId": at(id),
      },
    },
    {
      action: "DescribeInstances",
      read: instancesIn,
      given: { Status: "Running" },
      expected: {
        instanceId: "InstanceId",
        vendorState: "Running",
        phase: "ready",
        zone: "ZoneId",
        vpc: "VpcId",
        type: "InstanceType",
        eniCount: 1,
        memberCount: 0,
      },
      decisive: {
        "DescribeInstancesResponseBody.RequestId": at(requestId),
        "DescribeInstancesResponseBody.Instances": at(counted),
        "DescribeInstancesResponseBodyInstances.Instance": at(counted, shown),
        "DescribeInstancesResponseBodyInstancesInstance.InstanceId": at(id),
      },
    },
    { ...types, given: { EniTotalQuantity: 3 }, expected: { enis: 1, members: 2, networkCards: 2 } },
    {
      ...types,
      given: { EniTotalQuantity: 3, EniTrunkSupported: false, NetworkCardQuantity: 4 },
      expected: { enis: 1, members: 0, networkCards: 4 },
    },
  ],
  // ECM has no NetworkInterfaceState, and gives an instance's type in another model, which nothing needs.
  "tencentcloud-ecm": [
    { ...tencentEnis, expected: { ...tencentEnis.expected, vendorState: "AVAILABLE" } },
    { ...tencentInstances, expected: { ...tencentInstances.expected, type: undefined } },
  ],
  "tencentcloud-vpc": [
    tencentEnis,
    tencentInstances,
    {
      action: "DescribeVpcTaskResult",
      read: (vendor, sample) => vendor.task?.read(bodyFrom(vendor, sample)),
      given: { Status: "SUCCESS" },
      expected: { status: "succeeded", output: "Output" },
      decisive: {
        "DescribeVpcTaskResultResponse.RequestId": at(requestId),
        "DescribeVpcTaskResultResponse.Status": at([missing, "none", "it tells nothing of the task"]),
      },
    },
  ],
  "zenlayer-zec": [
    {
      action: "DescribeNetworkInterfaces",
      read: enisIn,
      given: {
        totalCount: 1,
        status: "USED",
        nicType: "Primary",
        publicIpList: ["publicIp"],
        privateIpList: ["privateIp"],
      },
      expected: {
        networkInterfaceId: "nicId",
        phase: "attached",
        vendorState: "USED",
        instanceId: "instanceId",
        primary: true,
        serviceManaged: false,
        zone: "regionId",
        vpc: "vpcId",
        macAddress: "macAddress",
        privateIpAddresses: ["primaryIpv4", "privateIp"],
        publicIpAddresses: ["publicIp"],
      },
      decisive: {
        "DescribeNetworkInterfacesResponse.dataSet": at(counted, hidden),
        "NicInfo.nicId": at(id),
      },
    },
    {
      action: "DescribeInstances",
      read: instancesIn,
      given: { totalCount: 1, status: "RUNNING" },
      expected: {
        instanceId: "instanceId",
        vendorState: "RUNNING",
        phase: "ready",
        zone: "regionId",
        vpc: undefined,
        type: "instanceType",
        eniCount: 1,
      },
      decisive: {
        "DescribeInstancesResponse.dataSet": at(counted, hidden),
        "InstanceInfo.instanceId": at(id),
      },
    },
  ],
};

const changes: Readonly<Record<How, unknown>> = { absent: undefined, null: null, empty: [] };

function isPage(answer: unknown): answer is Page<unknown> {
  return typeof answer === "object" && answer !== null && "items" in answer;
}

function outcomeOf(read: () => unknown): Outcome {
  let answer: unknown;
  try {
    answer = read();
  } catch {
    return "none";
  }
  if (!isPage(answer)) return "read";
  if (answer.unread !== undefined) return "unread";
  return answer.items.length > 0 ? "read" : "nothing";
}

const cases = Object.entries(questions).flatMap(([name, list]) =>
  list.map((question) => {
    const vendor = vendors.get(name);
    const answer = facts.vendors[name]?.answers[question.action];
    if (!vendor || !answer) throw new Error(`no facts of ${question.action} of ${name}`);
    return [name, question.action, vendor, question, answer] as const;
  }),
);

describe.each(cases)("%s, %s", (_name, _action, vendor, { read, given, expected, decisive }, answer: AnswerFacts) => {
  const sample = sampleOf(answer, given);
  const places = placesOf(answer);

  test("every field with a value of its declared type: all of it is read", () => {
    const whole = read(vendor, sample);
    if (!isPage(whole)) return expect(whole).toEqual(expected);
    expect(whole.unread).toBeUndefined();
    expect(whole.items).toEqual([expected]);
  });

  test("a field that is absent, null or empty decides only what the table says", () => {
    const outcome = ({ path }: Place, how: How) => outcomeOf(() => read(vendor, changedAt(sample, path, changes[how])));
    const hows = ({ field }: Place): readonly How[] => (field.list ? [...missing, "empty"] : missing);
    const told = (place: Place, how: How): Outcome =>
      decisive[place.name]?.find(([listed]) => listed.includes(how))?.[1] ?? "read";
    const wrong = places.flatMap((place) =>
      hows(place)
        .map((how) => ({ place: place.name, how, found: outcome(place, how), wanted: told(place, how) }))
        .filter(({ found, wanted }) => found !== wanted),
    );
    expect(wrong).toEqual([]);
  });

  test("the table names places that there are", () => {
    const names = new Set(places.map(({ name }) => name));
    expect(Object.keys(decisive).filter((name) => !names.has(name))).toEqual([]);
  });
});

test("every question that a vendor is asked has facts here; nothing with models is left out", () => {
  const asked = Object.entries(facts.vendors).flatMap(([vendor, { answers }]) =>
    Object.keys(answers)
      .filter((action) => action.startsWith("Describe"))
      .map((action) => `${vendor} ${action}`),
  );
  expect([...new Set(cases.map(([vendor, action]) => `${vendor} ${action}`))].sort()).toEqual(asked.sort());
});

const changing = Object.entries(facts.vendors).flatMap(([name, { answers }]) =>
  Object.entries(answers)
    .filter(([action]) => !action.startsWith("Describe"))
    .map(([action, answer]) => [name, action, answer] as const),
);

test.each(changing)(
  "%s, %s: the answer is a success, and names its task where there are tasks",
  (name, _action, answer) => {
    const vendor = vendors.get(name);
    if (!vendor) throw new Error(`no vendor ${name}`);
    const body = bodyFrom(vendor, sampleOf(answer));
    if (vendor.task) expect(vendor.task.idOf(body)).toBe("RequestId");
  },
);
