// What a user sees when an ENI moves: what is checked before, and the detach.
import { everyVendor, showsInstances, vendorsWhere } from "./row.ts";
import type { Row } from "./row.ts";

export const moveRows: readonly Row[] = [
  {
    situation: "it has moved: nothing needs to be said",
    vendors: everyVendor,
    bring: (stage) => stage.move(stage.ids.b),
  },
  {
    situation: "the target is in another place",
    vendors: everyVendor,
    bring: (stage) => stage.move(stage.ids.far),
    instances: ["{a}", "{far}"],
    error: [
      "attach {eni} to {far} ({where}): it would fail, so nothing was detached: {eni} is in {apart}.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Name an instance in the ENI's {shared}, or another ENI, then run `pulumi up` again (`preflight: false` skips these checks).",
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the target holds as many ENIs as it can",
    bring: (stage) => stage.move(stage.ids.full),
    instances: ["{a}", "{full}"],
    error: [
      "attach {eni} to {full} ({where}): it would fail, so nothing was detached: {full} is full: its type ecs.example.eni1 holds 1 ENI.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Detach another ENI from the instance, or name another instance, then run `pulumi up` again (`preflight: false` skips these checks). If another attachment of this program leaves it in the same run, run `pulumi up` with a higher `--parallel`, or `pulumi destroy --target URN` of that one first.",
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the target does not exist",
    vendors: vendorsWhere(showsInstances),
    bring: (stage) => stage.move(stage.ids.unknownInstance),
    instances: ["{a}", "{unknownInstance}"],
    error: [
      "attach {eni} to {unknownInstance} ({where}): it would fail, so nothing was detached: instance {unknownInstance} does not exist{inRegion} (or not in this account).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Check `instanceId`{region}, then run `pulumi up` again (`preflight: false` skips these checks).",
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the target is in another VPC",
    bring: (stage) => stage.move(stage.ids.b, () => stage.world.patchInstance(stage.ids.b, { vpc: "vpc-other" })),
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {b} ({where}): it would fail, so nothing was detached: {eni} is in VPC vpc-bp1default0000000000, {b} in vpc-other.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Name an instance in the ENI's VPC, or another ENI, then run `pulumi up` again (`preflight: false` skips these checks).",
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the target is in a state that does not pass",
    vendors: ["tencentcloud-vpc", "tencentcloud-ecm"],
    bring: (stage) => stage.move(stage.ids.b, () => stage.world.patchInstance(stage.ids.b, { status: "shutdown" })),
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {b} ({where}): it would fail, so nothing was detached: {b} is SHUTDOWN.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Start or stop the instance: ENIs come and go while it is RUNNING or STOPPED. Then run `pulumi up` again (`preflight: false` skips these checks).",
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the target is stopped and in another region",
    vendors: ["zenlayer-zec"],
    bring: (stage) => stage.move(stage.ids.far, () => stage.world.stopInstance(stage.ids.far)),
    instances: ["{a}", "{far}"],
    error: [
      "attach {eni} to {far} ({where}): it would fail, so nothing was detached: {far} is STOPPED; {eni} is in region asia-east-1, {far} in europe-west-1.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Start the instance (`zeno zec start-instances`): vNICs come and go only while it is RUNNING. Name an instance in the ENI's region, or another ENI, then run `pulumi up` again (`preflight: false` skips these checks).",
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the target stays in a passing state until the time is up",
    bring: (stage) =>
      stage.move(stage.ids.b, () => stage.world.startInstance(stage.ids.b, 3_600_000), { timeouts: { attach: "2m" } }),
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {b} ({where}): {b} is still Starting after 117 s.",
      "Now: not known; last seen 117 s ago: {eni} is attached to {a}{used}.",
      "To do: See in the vendor's console why it stays so, then run this again.",
      "[INSTANCE_STATE]",
    ],
  },
  {
    situation: "the credentials may not look at instances: the move is made all the same",
    bring: (stage) => stage.move(stage.ids.b, () => stage.refuse("DescribeInstances", "Forbidden.RAM")),
    lines: [
      "[eni-attachment {label}/{eni}] preflight: {b} could not be looked at before (Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't support RAM (DescribeInstances, request #))",
    ],
  },
  {
    situation: "the credentials are not shown any instance: the move is made all the same",
    setting: {
      tamper: ({ headers }, response) =>
        headers["x-acs-action"] === "DescribeInstances"
          ? { ...response, body: '{"RequestId":"R","Instances":{"Instance":[]}}' }
          : response,
    },
    bring: (stage) => stage.move(stage.ids.b),
    lines: [
      "[eni-attachment {label}/{eni}] preflight: {b} could not be looked at before (instances are not shown to these credentials)",
    ],
  },
  {
    situation: "the detach is refused",
    vendors: everyVendor,
    bring: (stage) => {
      return stage.move(stage.ids.b, () => stage.refuse(stage.actions.detach, stage.vendor.codes.detachRefused));
    },
    error: [
      "detach {eni} from {a} ({where}): refused: {said.detachRefused} (DetachNetworkInterface, {request}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: {advice.detachRefused} run this again.",
      "[DETACH_REFUSED]",
    ],
  },
  {
    situation: "the detach falls back",
    vendors: everyVendor,
    bring: (stage) => stage.move(stage.ids.b, () => stage.behave({ detachFallsBack: 1 })),
    error: [
      "detach {eni} from {a} ({where}): the detach did not complete{task} (DetachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Look at the instance (is the device in use in the guest?), then run this again; if it stays so, ask the vendor{withId}.",
      "[DETACH_FELL_BACK]",
    ],
  },
  {
    situation: "the detach has no end before the time is up, and is sent again",
    bring: (stage) =>
      stage.move(stage.ids.b, () => stage.behave({ detachSticks: 1, detachReissues: "never" }), {
        timeouts: { detach: "5m" },
      }),
    lines: [
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 20 s: sending the detach again (1 of 5)",
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 61 s: sending the detach again (2 of 5)",
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 2.4 min: sending the detach again (3 of 5)",
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 4.1 min: sending the detach again (4 of 5)",
    ],
    error: [
      "detach {eni} from {a} ({where}): not detached after 5 min, with the call sent 4 more times (DetachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is detaching from {a}{detaching}.",
      "To do: {stuckDetaching} `timeouts.detach` sets how long to wait.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "the detach has no end before the time is up",
    vendors: vendorsWhere(({ reissuesDetach }) => !reissuesDetach),
    bring: (stage) =>
      stage.move(stage.ids.b, () => stage.behave({ detachSticks: 1, detachReissues: "never" }), {
        timeouts: { detach: "5m" },
      }),
    error: [
      "detach {eni} from {a} ({where}): not detached after 5 min (DetachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is {stuckDetach}.",
      "To do: {stuckDetaching} `timeouts.detach` sets how long to wait.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "a detach that hangs ends when it is sent again",
    bring: (stage) => stage.move(stage.ids.b, () => stage.behave({ detachSticks: 1, detachReissues: 2 })),
    lines: [
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 20 s: sending the detach again (1 of 5)",
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 61 s: sending the detach again (2 of 5)",
    ],
  },
  {
    situation: "a run that died between detach and attach goes on: nothing needs to be said",
    bring: (stage) => stage.move(stage.ids.b, () => stage.world.freeEni(stage.ids.eni)),
  },
  {
    situation: "since the last run somebody else has put the ENI on another instance",
    bring: (stage) => stage.move(stage.ids.b, () => stage.world.placeEni(stage.ids.eni, stage.ids.far)),
    instances: ["{a}", "{b}", "{far}"],
    error: [
      "attach {eni} to {b} ({where}): it is attached to {far} (this stack had it on {a}), and not by this resource; nothing was changed.",
      'To do: Detach it there, or set `onConflict: "takeOver"` to take it; then run `pulumi up` again.',
      "[ENI_ATTACHED_ELSEWHERE]",
    ],
  },
];
