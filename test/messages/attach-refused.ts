// What a user sees when the vendor refuses an attach.
import { everyVendor, showsInstances, vendorsWhere } from "./row.ts";
import type { Row } from "./row.ts";
import { key } from "./stage.ts";

export const attachRefusedRows: readonly Row[] = [
  {
    situation: "the vendor refuses it for good",
    vendors: everyVendor,
    bring: (stage) => {
      stage.refuse(stage.actions.attach, stage.vendor.codes.refused);
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): refused: {said.refused} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice.refused} run this again.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the instance holds as many ENIs as it can",
    vendors: everyVendor,
    bring: (stage) => stage.create(stage.ids.full),
    instances: ["{full}"],
    error: [
      "attach {eni} to {full} ({where}): refused: {said.full} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice.full}. Then run this again. If another attachment of this program leaves it in the same run, run `pulumi up` with a higher `--parallel`, or `pulumi destroy --target URN` of that one first.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "ENI and instance are in different places",
    vendors: everyVendor,
    bring: (stage) => stage.create(stage.ids.far),
    instances: ["{far}"],
    error: [
      "attach {eni} to {far} ({where}): refused: {said.elsewhere} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice.elsewhere} run this again.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the credentials may look, and not attach",
    vendors: everyVendor,
    setting: { world: { accounts: [{ ...key, denied: ["AttachNetworkInterface"] }] } },
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): these credentials may not do that: {said.forbidden} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice.forbidden}. Credentials used: environment ({keyVariable}), key id AKID…0001.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the instance is stopped, where it has to run",
    vendors: ["zenlayer-zec"],
    bring: (stage) => {
      stage.world.stopInstance(stage.ids.a);
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the state of {a} (STOPPED) does not allow it: OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: The state of the instance does not allow the operation (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: Start the instance (`zeno zec start-instances`): vNICs come and go only while it is RUNNING.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the vendor blames the instance's state, which should do",
    bring: (stage) => {
      stage.refuse(stage.actions.attach, "InvalidOperation.InvalidEcsState");
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): {a} is Running, which should do, and the vendor goes on refusing: InvalidOperation.InvalidEcsState: The current status of the instance does not support this operation (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: Look at ENI and instance in the vendor's console, then run this again.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the vendor blames the instance's state, and does not show the instance",
    bring: (stage) => {
      stage.refuse(stage.actions.attach, "InvalidOperation.InvalidEcsState");
      stage.refuse("DescribeInstances", "Forbidden.RAM");
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the state of {a} does not allow it: InvalidOperation.InvalidEcsState: The current status of the instance does not support this operation (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: Start or stop the instance: ENIs come and go while it is Running or Stopped.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the instance stays in a passing state until the time is up",
    vendors: vendorsWhere(showsInstances),
    bring: (stage) => {
      stage.world.startInstance(stage.ids.a, 3_600_000);
      return stage.create(stage.ids.a, { timeouts: { attach: "2m" } });
    },
    error: [
      "attach {eni} to {a} ({where}): {a} is still {starting} after 117 s; the last call was refused: {said.starting} (AttachNetworkInterface, {request}).",
      "Now: not known; last seen 117 s ago: {eni} is detached{free}.",
      "To do: See in the vendor's console why it stays so, then run this again.",
      "[INSTANCE_STATE]",
    ],
  },
  {
    situation: "the vendor blames the ENI's state, again and again",
    vendors: everyVendor,
    bring: (stage) => {
      stage.refuse(stage.actions.attach, stage.vendor.codes.eniState);
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor goes on saying that a state does not allow it: {said.eniState} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: Look at ENI and instance in the vendor's console, then run this again.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the vendor calls the ENI unknown, and shows it",
    bring: (stage) => {
      stage.refuse(stage.actions.attach, "InvalidEniId.NotFound");
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): refused for 35 s: InvalidEniId.NotFound: The specified network interface does not exist (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: Fix what the vendor reports, then run this again.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "every attach is throttled until the time is up",
    vendors: everyVendor,
    bring: (stage) => {
      stage.fault({ kind: "throttle", match: { action: stage.actions.attach } });
      return stage.create(stage.ids.a, { timeouts: { attach: "2m" } });
    },
    error: [
      "attach {eni} to {a} ({where}): throttled until the time was up: {said.throttled} (AttachNetworkInterface, {request}).",
      "Now: not known; last seen 112 s ago: {eni} is detached{free}.",
      "To do: The account's request rate is used up: run this again later, give it longer (`timeouts`), or have us ask less often (`eni:rateLimits`).",
      "[THROTTLED]",
    ],
  },
];
