// World files of several vendors: places and ids in each vendor's shape, things that no face would show, and the switches' limits.
import { expect, test } from "@jest/globals";
import { Cloud } from "../../simulator/cloud.ts";
import { defaultsOf } from "../../simulator/faces/index.ts";
import { defineWorld, WorldFileError } from "../../simulator/world/definition.ts";
import { ManualClock } from "./callers.ts";
import { ECM, tencentWorld, VPC } from "./tencent-callers.ts";

function problemsOf(file: unknown): readonly string[] {
  try {
    new Cloud({ world: file, clock: new ManualClock() });
    return [];
  } catch (error) {
    if (!(error instanceof WorldFileError)) throw error;
    return error.problems;
  }
}

test("ids and vendors alone make things that fit together, each in its vendor's shape", () => {
  const world = defineWorld(
    {
      instances: [{ id: "ins-aaaaaaaa", vendor: VPC }, { id: "ein-aaaaaaaa", vendor: ECM }, { id: "i-a" }],
      enis: [{ id: "eni-11111111", vendor: VPC }, { id: "eni-22222222", vendor: ECM }, { id: "eni-3" }],
    },
    defaultsOf,
  );
  expect(world.regions).toEqual([
    { id: "ap-guangzhou", zones: ["ap-guangzhou-3"], supported: true },
    { id: "ap-xian-ecm", zones: ["ap-xian-ecm-1"], supported: true },
    { id: "cn-hangzhou", zones: ["cn-hangzhou-h"], supported: true },
  ]);
  const shown = world.enis.map(({ id, zone, vpc, vSwitch, securityGroups: [group], mac }) =>
    [id, zone, vpc, vSwitch, group, mac.slice(0, 8)].join(" "),
  );
  expect(shown).toEqual([
    "eni-11111111 ap-guangzhou-3 vpc-default0 subnet-angzhou3 sg-default0 20:90:6f",
    "eni-22222222 ap-xian-ecm-1 vpc-default1 subnet-xianecm1 esg-default1 20:90:6f",
    "eni-3 cn-hangzhou-h vpc-bp1default0000000000 vsw-bp1cnhangzhouh sg-bp1default0000000000 00:16:3e",
    "eni-paaaaaaa ap-guangzhou-3 vpc-default0 subnet-angzhou3 sg-default0 20:90:6f",
    "eni-qaaaaaaa ap-xian-ecm-1 vpc-default1 subnet-xianecm1 esg-default1 20:90:6f",
    "eni-ap cn-hangzhou-h vpc-bp1default0000000000 vsw-bp1cnhangzhouh sg-bp1default0000000000 00:16:3e",
  ]);
});

test("a declared region can be one vendor's; the others take the first that is nobody's", () => {
  const world = defineWorld(
    {
      regions: [
        { id: "cn-beijing", zones: ["cn-beijing-a"] },
        { id: "ap-shanghai", vendor: VPC, zones: ["ap-shanghai-2"] },
      ],
      enis: [{ id: "eni-11111111", vendor: VPC }, { id: "eni-22222222", vendor: ECM }, { id: "eni-3" }],
    },
    defaultsOf,
  );
  expect(world.enis.map(({ zone }) => zone)).toEqual(["ap-shanghai-2", "cn-beijing-a", "cn-beijing-a"]);
});

test.each<[string, unknown, string]>([
  [
    "a Tencent ENI with another id",
    { enis: [{ id: "eni-1", vendor: VPC }] },
    'enis[0].id: "eni-1" is not an id of tencentcloud-vpc (eni- or ins-, then 8 characters of a-z and 0-9)',
  ],
  [
    "an edge instance in VPC",
    { instances: [{ id: "ein-aaaaaaaa", vendor: VPC }] },
    'instances[0].id: "ein-aaaaaaaa" is not an id of tencentcloud-vpc',
  ],
  [
    "the name of the other API of the same cloud",
    { enis: [{ id: "eni-11111111", vendor: "tencentcloud-vpc-v2" }] },
    'enis[0].vendor: "tencentcloud-vpc-v2" is not one of alicloud-ecs, tencentcloud-vpc, tencentcloud-ecm',
  ],
  ["a misspelt vendor", { instances: [{ id: "i-a", vendor: "tencent" }] }, 'instances[0].vendor: "tencent" is not one of'],
  ["a region of no vendor's", { regions: [{ id: "r", vendor: VPC, zones: ["r-1"] }], enis: [{ id: "eni-1" }] }, 'enis[0].region: "cn-hangzhou" is not one of the declared regions'],
  ["an order of tasks that is none", { tasks: { ends: "never" } }, "tasks.ends: Invalid option"],
  ["a rate below nothing", { limits: { perSecond: { DescribeInstances: -1 } } }, "limits.perSecond.DescribeInstances: Too small"],
  ["a setting of another API", { faces: { "tencentcloud-vpc": { listShape: "old" } } }, 'faces.tencentcloud-vpc.(top level): Unrecognized key: "listShape"'],
  ["a setting with another word", { faces: { "tencentcloud-vpc-v2": { listShape: "odd" } } }, "faces.tencentcloud-vpc-v2.listShape: Invalid option"],
  ["a client token for ECM", { faces: { "tencentcloud-ecm": { tokenWhileRunning: "same" } } }, "faces.tencentcloud-ecm.(top level): Unrecognized key"],
])("%s", (_name, file, expected) => {
  expect(problemsOf(file)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
}); // prettier-ignore

test("the small world of the Tencent tests is a good one", () => {
  expect(problemsOf(tencentWorld())).toEqual([]);
});
