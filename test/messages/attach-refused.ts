// What a user sees when the vendor refuses an attach.
import { everyVendor } from "./row.ts";
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
    words: {
      "alicloud-ecs": {
        said: "InvalidOperation.Ipv4CountExceeded: The request was refused",
        advice:
          "The ENI has more IPv4 addresses than the instance type allows: take some off, or use a larger type. Then",
      },
      "tencentcloud-vpc": {
        said: "UnsupportedOperation.UnsupportedInstanceFamily: The instance family does not support the attachment type",
        advice: "The instance's type takes no ENIs of this kind: use another one, or another `attachType`. Then",
      },
      "tencentcloud-vpc-v2": {
        said: "InvalidParameter: bad parameter (code 4000)",
        advice: "Mend what the vendor names, then",
      },
      "tencentcloud-ecm": {
        said: "FailedOperation.OperationNotAllow: The operation is not allowed",
        advice: "Mend what the vendor names, then",
      },
      "zenlayer-zec": {
        said: "INVALID_NIC_INSTANCE_REGION_MISMATCH: vNIC and instance are not in the same region",
        advice: "Use an instance in the vNIC's region. Then",
      },
    },
    error: [
      "attach {eni} to {a} ({where}): refused: {said} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice} run this again.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the instance holds as many ENIs as it can",
    vendors: everyVendor,
    bring: (stage) => stage.create(stage.ids.full),
    instances: ["{full}"],
    words: {
      "alicloud-ecs": {
        said: "EniPerInstanceLimitExceeded: The instance has as many network interfaces as its type allows",
        advice: "Detach another ENI from the instance, or use an instance type that holds more",
      },
      "tencentcloud-vpc": {
        said: "LimitExceeded: The quota is exceeded",
        advice: "The instance holds as many ENIs as it can: detach another one, or use a larger type",
      },
      "tencentcloud-vpc-v2": {
        said: "LimitExceeded: the instance has as many network interfaces as its type allows (code 5100)",
        advice: "A quota is reached: raise it, or detach another ENI from the instance",
      },
      "tencentcloud-ecm": {
        said: "LimitExceeded.EniQuotaLimitExceeded: The instance has as many network interfaces as it may",
        advice: "The instance holds as many ENIs as it can: detach another one from it",
      },
      "zenlayer-zec": {
        said: "INVALID_INSTANCE_NIC_LIMIT: The instance has as many vNICs as it can have",
        advice: "The instance holds as many vNICs as its model allows (at most 8): detach another one",
      },
    },
    error: [
      "attach {eni} to {full} ({where}): refused: {said} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice}. Then run this again. If another attachment of this program leaves it in the same run, run `pulumi up` with a higher `--parallel`, or `pulumi destroy --target URN` of that one first.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "ENI and instance are in different places",
    vendors: everyVendor,
    bring: (stage) => stage.create(stage.ids.far),
    instances: ["{far}"],
    words: {
      "alicloud-ecs": {
        said: "InvalidOperation.AvailabilityZoneMismatch: The network interface and the instance are not in the same zone",
        advice: "Use an instance in the ENI's zone. Then",
      },
      "tencentcloud-vpc": {
        said: "UnsupportedOperation.ZoneMismatch: The network interface and the instance are not in the same zone",
        advice: "Use an instance in the ENI's zone. Then",
      },
      "tencentcloud-vpc-v2": {
        said: "UnsupportedOperation.ZoneMismatch: network interface and instance are not in the same zone (code 5100)",
        advice: "Mend what the vendor names, then",
      },
      "tencentcloud-ecm": {
        said: "UnsupportedOperation: The operation is not supported",
        advice: "Mend what the vendor names, then",
      },
      "zenlayer-zec": {
        said: "INVALID_NIC_INSTANCE_REGION_MISMATCH: vNIC and instance are not in the same region",
        advice: "Use an instance in the vNIC's region. Then",
      },
    },
    error: [
      "attach {eni} to {far} ({where}): refused: {said} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice} run this again.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the credentials may look, and not attach",
    vendors: everyVendor,
    setting: { world: { accounts: [{ ...key, denied: ["AttachNetworkInterface"] }] } },
    bring: (stage) => stage.create(),
    words: {
      "alicloud-ecs": {
        said: "Forbidden.SubUser: The RAM user is not authorized to operate on the specified resource",
        advice:
          "Grant ecs:AttachNetworkInterface, ecs:DetachNetworkInterface and ecs:Describe* to this identity in RAM",
      },
      "tencentcloud-vpc": {
        said: "UnauthorizedOperation: You are not authorized to perform this operation",
        advice: "Grant this identity vpc:AttachNetworkInterface, vpc:DetachNetworkInterface and vpc:Describe* in CAM",
      },
      "tencentcloud-vpc-v2": {
        said: "UnauthorizedOperation: not authorized for the API (code 4101)",
        advice: "Grant this identity vpc:AttachNetworkInterface, vpc:DetachNetworkInterface and vpc:Describe* in CAM",
      },
      "tencentcloud-ecm": {
        said: "UnauthorizedOperation.ForbiddenOperation: You don't have the permission to perform this operation",
        advice: "Grant this identity ecm:AttachNetworkInterface, ecm:DetachNetworkInterface and ecm:Describe* in CAM",
      },
      "zenlayer-zec": {
        said: "AUTHFAILURE_UNAUTHORIZED_OPERATION: The request is not authorized: check that the action exists and that access to it is granted",
        advice: "Allow this member to read and operate ZEC instances and vNICs, in the resource group that holds both",
      },
    },
    error: [
      "attach {eni} to {a} ({where}): these credentials may not do that: {said} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice}. Credentials used: environment ({keyVariable}), key id AKID…0001.",
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
    vendors: ["alicloud-ecs", "tencentcloud-vpc", "tencentcloud-ecm", "zenlayer-zec"],
    bring: (stage) => {
      stage.world.startInstance(stage.ids.a, 3_600_000);
      return stage.create(stage.ids.a, { timeouts: { attach: "2m" } });
    },
    words: {
      "alicloud-ecs": {
        state: "Starting",
        said: "InvalidOperation.InvalidEcsState: The current status of the instance does not support this operation",
      },
      "tencentcloud-vpc": {
        state: "STARTING",
        said: "UnsupportedOperation.InvalidState: The resource state does not allow this operation",
      },
      "tencentcloud-ecm": {
        state: "STARTING",
        said: "UnsupportedOperation.InvalidState: The resource state does not allow this operation",
      },
      "zenlayer-zec": {
        state: "BOOTING",
        said: "OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: The state of the instance does not allow the operation",
      },
    },
    error: [
      "attach {eni} to {a} ({where}): {a} is still {state} after 117 s; the last call was refused: {said} (AttachNetworkInterface, {request}).",
      "Now: not known; last seen 117 s ago: {eni} is detached{free}.",
      "To do: See in the vendor's console why it stays so, then run this again.",
      "[INSTANCE_STATE]",
    ],
  },
  {
    situation: "the vendor blames the ENI's state, again and again",
    vendors: everyVendor,
    bring: (stage) => {
      const code: Partial<Record<string, string>> = {
        "alicloud-ecs": "InvalidOperation.InvalidEniState",
        "zenlayer-zec": "INVALID_NIC_STATUS",
      };
      stage.refuse(stage.actions.attach, code[stage.vendor.vendor] ?? "UnsupportedOperation.InvalidState");
      return stage.create();
    },
    words: {
      "alicloud-ecs": {
        said: "InvalidOperation.InvalidEniState: The current status of the network interface does not support this operation",
      },
      "tencentcloud-vpc": {
        said: "UnsupportedOperation.InvalidState: The resource state does not allow this operation",
      },
      "tencentcloud-vpc-v2": {
        said: "UnsupportedOperation.InvalidState: the state of the resource does not allow the operation (code 5100)",
      },
      "tencentcloud-ecm": {
        said: "UnsupportedOperation.InvalidState: The resource state does not allow this operation",
      },
      "zenlayer-zec": { said: "INVALID_NIC_STATUS: The state of the vNIC does not allow the operation" },
    },
    error: [
      "attach {eni} to {a} ({where}): the vendor goes on saying that a state does not allow it: {said} (AttachNetworkInterface, {request}).",
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
      "To do: Mend what the vendor names, then run this again.",
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
    words: {
      "alicloud-ecs": { said: "Throttling.User: Request was denied due to user flow control" },
      "tencentcloud-vpc": {
        said: "RequestLimitExceeded: Your current request times exceed the frequency limit. Please reduce the frequency of calls",
      },
      "tencentcloud-vpc-v2": { said: "RequestLimitExceeded: too many requests (code 4400)" },
      "tencentcloud-ecm": {
        said: "RequestLimitExceeded: Your current request times exceed the frequency limit. Please reduce the frequency of calls",
      },
      "zenlayer-zec": { said: "REQUEST_LIMIT_EXCEEDED: The request limit is exceeded" },
    },
    error: [
      "attach {eni} to {a} ({where}): throttled until the time was up: {said} (AttachNetworkInterface, {request}).",
      "Now: not known; last seen 112 s ago: {eni} is detached{free}.",
      "To do: The account's request rate is used up: run this again later, give it longer (`timeouts`), or have us ask less often (`eni:rateLimits`).",
      "[THROTTLED]",
    ],
  },
];
