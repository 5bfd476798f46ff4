// Every state that vendors' SDKs and pages list for a field of our answers is in this table: what the client understands by it, or why nothing
// depends on it. A state that a new version of an SDK brings fails here until somebody has said what it means.
import { describe, expect, test } from "@jest/globals";
import { allVendors } from "../../../provider/vendors/index.ts";
import type { Vendor } from "../../../provider/vendors/vendor.ts";
import { committedFacts } from "../../../tools/vendor-facts/facts.ts";
import { changedAt, placesOf, sampleOf } from "./sample.ts";
import type { Given } from "./sample.ts";
import { bodyFrom, enisIn, instancesIn } from "./vendor-answer.ts";

const facts = committedFacts();
const vendors = new Map((await allVendors()).map((vendor) => [vendor.name, vendor]));

interface Understood {
  readonly given: Given;
  /** What the client makes of an answer. */
  readonly read: (vendor: Vendor, sample: object) => string | undefined;
  readonly means: Readonly<Record<string, string>>;
}

/** By `ACTION MODEL.FIELD`; a text says why nothing depends on the field. */
type Table = Readonly<Record<string, Understood | string>>;

const phase = (vendor: Vendor, sample: object) => enisIn(vendor, sample).items[0]?.phase;
const instance = (vendor: Vendor, sample: object) => instancesIn(vendor, sample).items[0]?.phase;
const managed = (vendor: Vendor, sample: object) => String(enisIn(vendor, sample).items[0]?.serviceManaged);

/** The sample names an instance, so that what is available is attached. */
const eniMeans = {
  ATTACHING: "attaching",
  AVAILABLE: "attached",
  DELETING: "deleting",
  DETACHING: "detaching",
  PENDING: "pending",
};
const tencentInstance = {
  LAUNCH_FAILED: "unfit",
  PENDING: "transitional",
  REBOOTING: "transitional",
  RUNNING: "ready",
  SHUTDOWN: "unfit",
  STARTING: "transitional",
  STOPPED: "ready",
  STOPPING: "transitional",
  TERMINATING: "unfit",
};
const restriction = {
  given: { InstanceState: "RUNNING" },
  read: instance,
  means: { EXPIRED: "unfit", NORMAL: "ready", PROTECTIVELY_ISOLATED: "unfit" },
};
const ofAddress = "addresses are only shown";
const notManaged = { cvm: "false", eks: "true" };
const nic = {
  ATTACHING: "attaching",
  AVAILABLE: "detached",
  CREATE_FAILED: "deleting",
  DELETING: "deleting",
  DETACHING: "detaching",
  PENDING: "pending",
  USED: "attached",
};

const tables: Readonly<Record<string, Table>> = {
  "alicloud-ecs": {
    "DescribeInstances DescribeInstancesResponseBodyInstancesInstance.Status": {
      given: {},
      read: instance,
      means: {
        Pending: "transitional",
        Running: "ready",
        Starting: "transitional",
        Stopped: "ready",
        Stopping: "transitional",
      },
    },
    "DescribeNetworkInterfaces DescribeNetworkInterfacesResponseBodyNetworkInterfaceSetsNetworkInterfaceSet.Status": {
      given: {},
      read: phase,
      means: {
        Attaching: "attaching",
        Available: "detached",
        Deleting: "deleting",
        Detaching: "detaching",
        InUse: "attached",
      },
    },
  },
  "tencentcloud-ecm": {
    "DescribeInstances Instance.ExpireState": "RestrictState says whether the instance can be used",
    "DescribeInstances Instance.InstanceState": {
      given: { RestrictState: "NORMAL" },
      read: instance,
      means: tencentInstance,
    },
    "DescribeInstances Instance.RestrictState": restriction,
    "DescribeNetworkInterfaces Ipv6Address.State": ofAddress,
    "DescribeNetworkInterfaces NetworkInterface.Business": { given: {}, read: managed, means: notManaged },
    "DescribeNetworkInterfaces NetworkInterface.State": { given: {}, read: phase, means: eniMeans },
    "DescribeNetworkInterfaces PrivateIpAddressSpecification.State": ofAddress,
  },
  "tencentcloud-vpc": {
    "DescribeInstances Instance.InstanceState": {
      given: { RestrictState: "NORMAL" },
      read: instance,
      means: {
        ...tencentInstance,
        ENTER_RESCUE_MODE: "transitional",
        ENTER_SERVICE_LIVE_MIGRATE: "transitional",
        EXIT_RESCUE_MODE: "transitional",
        EXIT_SERVICE_LIVE_MIGRATE: "transitional",
        RESCUE_MODE: "unfit",
        SERVICE_LIVE_MIGRATE: "transitional",
      },
    },
    "DescribeInstances Instance.LatestOperationState":
      "an operation that goes on shows in InstanceState or refuses a call",
    "DescribeInstances Instance.RestrictState": restriction,
    "DescribeNetworkInterfaces Ipv6Address.State": ofAddress,
    "DescribeNetworkInterfaces NetworkInterface.Business": {
      given: {},
      read: managed,
      means: { ...notManaged, hai: "true" },
    },
    // Deployments that are older do not send it; one that sends it alone is understood as well.
    "DescribeNetworkInterfaces NetworkInterface.NetworkInterfaceState": {
      given: { State: null },
      read: phase,
      means: { ...eniMeans, INUSE: "attached" },
    },
    "DescribeNetworkInterfaces NetworkInterface.State": {
      given: { NetworkInterfaceState: "INUSE" },
      read: phase,
      means: eniMeans,
    },
    "DescribeNetworkInterfaces PrivateIpAddressSpecification.State": ofAddress,
    "DescribeVpcTaskResult DescribeVpcTaskResultResponse.Status": {
      given: {},
      read: (vendor, sample) => vendor.task?.read(bodyFrom(vendor, sample)).status,
      means: { FAILED: "failed", RUNNING: "running", SUCCESS: "succeeded" },
    },
  },
  // The legacy API has no states, and the numbers of its tasks are in no package: tencent-answers.test.ts reads them.
  "tencentcloud-vpc-v2": {},
  "zenlayer-zec": {
    "DescribeInstances InstanceInfo.status": {
      given: { totalCount: 1 },
      read: instance,
      means: {
        BOOTING: "transitional",
        CREATE_FAILED: "unfit",
        DEPLOYING: "transitional",
        IMAGING: "transitional",
        PENDING: "transitional",
        REBOOT: "transitional",
        REBUILDING: "transitional",
        RECYCLE: "unfit",
        RECYCLED: "unfit",
        RECYCLING: "unfit",
        REINSTALL_FAILED: "unfit",
        RELEASING: "unfit",
        RESIZING: "transitional",
        RUNNING: "ready",
        STARTING: "transitional",
        STOPPED: "unfit",
        STOPPING: "transitional",
      },
    },
    "DescribeInstances NicInfo.status": "an instance's vNICs are only counted there",
    "DescribeNetworkInterfaces NicInfo.status": { given: { totalCount: 1 }, read: phase, means: nic },
  },
};

describe.each([...vendors])("%s", (name, vendor) => {
  const fields = Object.entries(facts.vendors[name]?.answers ?? {}).flatMap(([action, answer]) =>
    placesOf(answer)
      .filter(({ field }) => field.words)
      .map((place) => [`${action} ${place.name}`, place, answer] as const),
  );
  const table = tables[name] ?? {};

  test("the table has every field whose states are listed, and no other", () => {
    expect(Object.keys(table).sort()).toEqual([...new Set(fields.map(([field]) => field))].sort());
  });

  for (const [field, { path, field: listed }, answer] of fields) {
    const told = table[field];
    if (told === undefined || typeof told === "string") continue;
    test(`${field}: every state that is listed means what the table says`, () => {
      const sample = sampleOf(answer, told.given);
      const found = (listed.words ?? []).map((word) => [word, told.read(vendor, changedAt(sample, path, word))]);
      expect(Object.fromEntries(found)).toEqual(told.means);
    });
  }
});
