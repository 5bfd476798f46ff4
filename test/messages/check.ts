// What a user sees of arguments that are not as they should be: one failure a property.
import type { Properties } from "../../provider/attachment/properties.ts";
import type { Row } from "./row.ts";
import type { Stage } from "./stage.ts";

/** The least inputs with these changes; undefined takes one away. */
function given(changes: Properties): (stage: Stage) => Promise<unknown> {
  return (stage) => stage.cloud.check({}, { ...stage.inputs(), ...changes });
}

const wrong = (situation: string, changes: Properties, failures: readonly string[], vendor = "alicloud-ecs"): Row => ({
  situation,
  vendors: [vendor],
  bring: given(changes),
  failures,
});

export const checkRows: readonly Row[] = [
  wrong("no vendor", { vendor: undefined }, ["vendor: must be one of: {vendors}; it is missing"]),
  wrong("an unknown vendor", { vendor: "aws-ec2" }, ['vendor: must be one of: {vendors}; got "aws-ec2"']),
  wrong("no ids", { networkInterfaceId: undefined, instanceId: undefined }, [
    "networkInterfaceId: is missing (or comes from an Output that is empty)",
    "instanceId: is missing (or comes from an Output that is empty)",
  ]),
  wrong("ids of something else", { networkInterfaceId: "nic-1", instanceId: 7 }, [
    'networkInterfaceId: must be the id of an elastic network interface, which begins with "eni-"; got "nic-1"',
    'instanceId: must be the id of an ECS instance, which begins with "i-"; got 7',
  ]),
  wrong(
    "ids of something else, tencentcloud-vpc",
    { networkInterfaceId: "nic-1", instanceId: "i-a" },
    [
      'networkInterfaceId: must be the id of an elastic network interface, which begins with "eni-"; got "nic-1"',
      'instanceId: must be the id of a CVM instance, which begins with "ins-"; got "i-a"',
    ],
    "tencentcloud-vpc",
  ),
  wrong(
    "ids of something else, tencentcloud-ecm",
    { instanceId: "i-a" },
    ['instanceId: must be the id of an ECM instance, which begins with "ein-"; got "i-a"'],
    "tencentcloud-ecm",
  ),
  wrong(
    "ids of something else, zenlayer-zec",
    { networkInterfaceId: 1304682049596034, instanceId: "a b" },
    [
      "networkInterfaceId: must be the id of a vNIC as text, in quotes: as a number it loses digits (above 2^53); got 1304682049596034",
      'instanceId: must be the id of a ZEC instance: 1 to 64 letters, digits and hyphens; got "a b", which has a space in it',
    ],
    "zenlayer-zec",
  ),
  wrong("ids that were copied with something else", { networkInterfaceId: " eni-one", instanceId: "i-a\n" }, [
    'networkInterfaceId: must be the id of an elastic network interface, which begins with "eni-"; got " eni-one", which has a space in it',
    'instanceId: must be the id of an ECS instance, which begins with "i-"; got "i-a\\n", which has a line break in it',
  ]),
  wrong("ids in upper case, and of other characters", { networkInterfaceId: "ENI-ONE", instanceId: "i-a_1" }, [
    'networkInterfaceId: must be the id of an elastic network interface, which begins with "eni-"; got "ENI-ONE", which has upper case in it',
    'instanceId: must be the id of an ECS instance, which begins with "i-"; got "i-a_1", which has "_" in it',
  ]),
  wrong("a vendor that is nearly one", { vendor: "alicloud" }, [
    'vendor: must be one of: {vendors}; got "alicloud"; did you mean "alicloud-ecs"?',
  ]),
  wrong("near misses", { onConflict: "takeover", timeout: { attach: "1m" } }, [
    'timeout: is not an argument of alicloud-ecs; remove it; did you mean "timeouts"?',
    'onConflict: must be "fail" or "takeOver"; got "takeover"; did you mean "takeOver"?',
  ]),
  wrong("no region anywhere", { region: undefined }, [
    "region: is missing: set it, or `pulumi config set alicloud:region REGION` (it is not read from environment or profile, because a change of region detaches the ENI)",
  ]),
  wrong(
    "no region anywhere, tencentcloud-vpc",
    { region: undefined },
    [
      "region: is missing: set it, or `pulumi config set tencentcloud:region REGION` (it is not read from environment or profile, because a change of region detaches the ENI)",
    ],
    "tencentcloud-vpc",
  ),
  wrong("a region that is none", { region: "Hangzhou!" }, ['region: must be the name of a region; got "Hangzhou!"']),
  wrong("a region that is nearly one, in a form that none has", { region: "cn_hangzhou" }, [
    'region: must be the name of a region; got "cn_hangzhou"; did you mean "cn-hangzhou"?',
  ]),
  wrong(
    "a region where there are none",
    { region: "asia-east-1" },
    ["region: is not an argument of zenlayer-zec (it is one of {vendorsWithRegion}); remove it"],
    "zenlayer-zec",
  ),
  wrong("another vendor's argument", { vpcId: "vpc-1" }, [
    "vpcId: is not an argument of alicloud-ecs (it is one of tencentcloud-vpc-v2); remove it",
  ]),
  wrong("an argument that nobody has", { force: true }, ["force: is not an argument of alicloud-ecs; remove it"]),
  wrong("durations that are none", { timeouts: { attach: "soon", detach: "48h" } }, [
    'timeouts.attach: must be a duration such as "90s" or "10m", at most 24h; got "soon"',
    'timeouts.detach: must be a duration such as "90s" or "10m", at most 24h; got "48h"',
  ]),
  wrong("a duration that is a number", { timeouts: { attach: 90 } }, [
    'timeouts.attach: must be a duration such as "90s" or "10m", in quotes; got 90',
  ]),
  wrong("a third timeout", { timeouts: { create: "1m" } }, [
    'timeouts: takes "attach" and "detach", each a duration such as "10m"; not create',
  ]),
  wrong("timeouts that are no object", { timeouts: "10m" }, [
    'timeouts: must be an object that takes "attach" and "detach", each a duration such as "10m"',
  ]),
  wrong("choices that there are not", { onConflict: "steal", rollback: "yes", preflight: 1 }, [
    'onConflict: must be "fail" or "takeOver"; got "steal"',
    'rollback: must be true or false, without quotes; got "yes"',
    "preflight: must be true or false, without quotes; got 1",
  ]),
  wrong(
    "alicloud-ecs: its own arguments",
    { networkCardIndex: -1, trunkNetworkInstanceId: "i-1", waitForNetworkConfigurationReady: "yes" },
    [
      "networkCardIndex: must be a whole number, 0 or more",
      'trunkNetworkInstanceId: must be the id of the trunk network interface, which begins with "eni-"; got "i-1"',
      'waitForNetworkConfigurationReady: must be true or false, without quotes; got "yes"',
    ],
  ),
  wrong(
    "tencentcloud-vpc: an attachType that there is not",
    { attachType: 2 },
    ["attachType: must be 0 (standard) or 1 (extension)"],
    "tencentcloud-vpc",
  ),
  wrong(
    "tencentcloud-vpc-v2: no VPC",
    { vpcId: undefined },
    ["vpcId: is missing (or comes from an Output that is empty)"],
    "tencentcloud-vpc-v2",
  ),
  wrong(
    "tencentcloud-vpc-v2: an id that is no VPC's",
    { vpcId: "net-1" },
    ['vpcId: must be the id of a VPC, which begins with "vpc-"; got "net-1"'],
    "tencentcloud-vpc-v2",
  ),
];
