// World files: short ones become complete, and whatever is wrong is named by its path.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { Cloud } from "../../simulator/cloud.ts";
import { defaultsOf } from "../../simulator/faces/index.ts";
import { defineWorld, WorldFileError } from "../../simulator/world/definition.ts";
import { ManualClock } from "./callers.ts";

function problemsOf(file: unknown): readonly string[] {
  try {
    new Cloud({ world: file, clock: new ManualClock() });
    return [];
  } catch (error) {
    if (!(error instanceof WorldFileError)) throw error;
    return error.problems;
  }
}

test("the empty world has an account and a region", () => {
  const world = defineWorld({}, defaultsOf);
  expect(world.accounts).toHaveLength(1);
  expect(world.regions).toEqual([{ id: "cn-hangzhou", zones: ["cn-hangzhou-h"], supported: true }]);
  expect(world.latency).toEqual({ attachMs: 2000, detachMs: 2000, spreadMs: 0, callMs: 0 });
});

test("ids alone make instances and ENIs that fit together", () => {
  const world = defineWorld(
    {
      instances: [{ id: "i-a" }],
      enis: [{ id: "eni-1" }, { id: "eni-2", instanceId: "i-a" }],
    },
    defaultsOf,
  );
  const [instance] = world.instances;
  for (const eni of world.enis)
    expect(eni).toMatchObject({ zone: instance?.zone, vpc: instance?.vpc, vSwitch: instance?.vSwitch, vendor: "alicloud-ecs" }); // prettier-ignore
  expect(world.enis.map(({ id, status, kind }) => [id, status, kind])).toEqual([
    ["eni-1", "available", "secondary"],
    ["eni-2", "inUse", "secondary"],
    ["eni-ap", "inUse", "primary"],
  ]);
  expect(new Set(world.enis.map(({ mac }) => mac)).size).toBe(3);
  expect(new Set(world.enis.map(({ primaryIp }) => primaryIp)).size).toBe(3);
});

test("an attached ENI takes its place from its instance, a free one from the first region", () => {
  const world = defineWorld(
    {
      regions: [
        { id: "cn-beijing", zones: ["cn-beijing-a"] },
        { id: "cn-hangzhou", zones: ["cn-hangzhou-h"] },
      ],
      instances: [{ id: "i-a", region: "cn-hangzhou", vpc: "vpc-9" }],
      enis: [{ id: "eni-1", instanceId: "i-a" }, { id: "eni-2" }],
    },
    defaultsOf,
  );
  expect(world.enis[0]).toMatchObject({ region: "cn-hangzhou", zone: "cn-hangzhou-h", vpc: "vpc-9" });
  expect(world.enis[1]).toMatchObject({ region: "cn-beijing", zone: "cn-beijing-a" });
});

test.each<[string, unknown, string]>([
  ["no object", [], "(top level): Invalid input: expected object, received array"],
  ["an unknown key", { instanzes: [] }, '(top level): Unrecognized key: "instanzes"'],
  ["an unknown key inside", { enis: [{ id: "eni-1", instance: "i-a" }] }, 'enis[0]: Unrecognized key: "instance"'],
  ["a wrong word", { enis: [{ id: "eni-1", status: "InUse" }] }, "enis[0].status: Invalid option"],
  ["a missing id", { instances: [{}] }, "instances[0].id: Invalid input: expected string"],
  [
    "an unknown behaviour",
    { enis: [{ id: "eni-1", behaviours: { attachStuck: 1 } }] },
    'enis[0].behaviours: Unrecognized key: "attachStuck"',
  ],
  ["a negative latency", { latency: { attachMs: -1 } }, "latency.attachMs: Too small"],
  ["no accounts", { accounts: [] }, "accounts: Too small"],
  ["an id twice", { enis: [{ id: "eni-1" }, { id: "eni-1" }] }, 'enis[1].id: "eni-1" is used twice'],
  [
    "a key twice",
    {
      accounts: [
        { accessKeyId: "A", accessKeySecret: "b" },
        { accessKeyId: "A", accessKeySecret: "c" },
      ],
    },
    'accounts[1].accessKeyId: "A" is used twice',
  ],
  [
    "an instance that is not there",
    { enis: [{ id: "eni-1", instanceId: "i-x" }] },
    'enis[0].instanceId: there is no instance "i-x"',
  ],
  [
    "another zone than the instance's",
    { instances: [{ id: "i-a", zone: "z-1" }], enis: [{ id: "eni-1", instanceId: "i-a", zone: "z-2" }] },
    'enis[0].zone: "z-2", but its instance "i-a" has "z-1"',
  ],
  [
    "another VPC than the instance's",
    { instances: [{ id: "i-a", vpc: "v-1" }], enis: [{ id: "eni-1", instanceId: "i-a", vpc: "v-2" }] },
    'enis[0].vpc: "v-2", but its instance "i-a" has "v-1"',
  ],
  ["in use by nobody", { enis: [{ id: "eni-1", status: "inUse" }] }, "enis[0].status: inUse needs an instanceId"],
  [
    "free on an instance",
    { instances: [{ id: "i-a" }], enis: [{ id: "eni-1", instanceId: "i-a", status: "available" }] },
    "enis[0].status: available excludes an instanceId",
  ],
  [
    "a free primary ENI",
    { enis: [{ id: "eni-1", kind: "primary" }] },
    "enis[0].status: a primary ENI is inUse for the life of its instance",
  ],
  [
    "too many ENIs",
    { instances: [{ id: "i-a", maxEnis: 1 }], enis: [{ id: "eni-1", instanceId: "i-a" }] },
    '"i-a" has more ENIs than its maxEnis, 1',
  ],
  [
    "one type with two limits",
    { instances: [{ id: "i-a", type: "t", maxEnis: 2 }, { id: "i-b", type: "t", maxEnis: 3 }] }, // prettier-ignore
    'instances[1].maxEnis: another instance of type "t" has 2',
  ],
  [
    "an undeclared zone",
    { regions: [{ id: "r", zones: ["r-a"] }], instances: [{ id: "i-a", zone: "r-b" }] },
    'instances[0].zone: region "r" has no zone "r-b"',
  ],
  [
    "an undeclared region",
    { regions: [{ id: "r", zones: ["r-a"] }], enis: [{ id: "eni-1", region: "s" }] },
    'enis[0].region: "s" is not one of the declared regions',
  ],
  [
    "a trunk that is none",
    { instances: [{ id: "i-a" }], enis: [{ id: "eni-1", instanceId: "i-a", trunkEniId: "eni-2" }] },
    'enis[0].trunkEniId: no trunk ENI "eni-2" on instance "i-a"',
  ],
  ["a face that is not there", { faces: { "alicloud-vpc": {} } }, "faces.alicloud-vpc: is not one of alicloud-ecs,"],
  [
    "a setting that the face does not know",
    { faces: { "alicloud-ecs": { strict: true } } },
    'faces.alicloud-ecs.(top level): Unrecognized key: "strict"',
  ],
  ["a bad fault rule", { faults: [{ kind: "explode" }] }, "faults[0].kind: Invalid"],
])("%s", (_name, file, expected) => {
  expect(problemsOf(file)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
});

test("all problems are told at once", () => {
  const file = { enis: [{ id: "eni-1", instanceId: "i-x" }, { id: "eni-1", instanceId: "i-y" }] }; // prettier-ignore
  expect(problemsOf(file)).toHaveLength(3);
});

test("the worlds in the repository are good", () => {
  const folder = new URL("../../simulator/worlds/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(files).toContain("default.json");
  for (const file of files)
    expect([file, problemsOf(JSON.parse(readFileSync(new URL(file, folder), "utf8")))]).toEqual([file, []]);
});
