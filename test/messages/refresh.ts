// What a user sees of `pulumi refresh`.
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";

export const refreshRows: readonly Row[] = [
  {
    situation: "all is as it was: nothing needs to be said",
    vendors: everyVendor,
    bring: (stage) => stage.refresh(),
  },
  {
    situation: "the ENI is gone",
    vendors: everyVendor,
    bring: (stage) => stage.refresh(() => stage.world.deleteEni(stage.ids.eni)),
    lines: [
      "[eni-attachment {label}/{eni}] gone: {eni} was not found in {place} (environment ({keyVariable}), key id AKID…0001); dropped from the state. If it is in another account or region, the next `pulumi up` with the right ones adopts it again",
    ],
  },
  {
    situation: "the ENI is on another instance",
    vendors: everyVendor,
    bring: (stage) => stage.refresh(() => stage.world.placeEni(stage.ids.eni, stage.ids.b)),
    lines: [
      '[eni-attachment {label}/{eni}] drift: {eni} is attached to {b}{used}; this stack had attached it to {a}. `pulumi up` takes it back only with `onConflict: "takeOver"`',
    ],
  },
  {
    situation: "the ENI is detached",
    vendors: everyVendor,
    bring: (stage) => stage.refresh(() => stage.world.freeEni(stage.ids.eni)),
    lines: [
      "[eni-attachment {label}/{eni}] drift: {eni} is detached{free}; this stack had attached it to {a}. `pulumi up` attaches it again (with `ignoreChanges` on `instanceId`: to {a}, even if that is gone)",
    ],
  },
  {
    situation: "the ENI is being detached",
    bring: (stage) => stage.refresh(() => stage.world.patchEni(stage.ids.eni, { status: "detaching" })),
    lines: [
      "[eni-attachment {label}/{eni}] drift: {eni} is detaching from {a}{detaching}; this stack had attached it to {a}. `pulumi up` waits, and then sees to it",
    ],
  },
  {
    situation: "the ENI is in a state that nobody knows",
    bring: (stage) =>
      stage.refresh(() => stage.fault({ kind: "unknownState", match: { action: stage.actions.describe } })),
    // No news: the state keeps what it says.
    lines: [],
  },
  {
    situation: "the vendor has trouble of its own",
    bring: (stage) =>
      stage.refresh(() => stage.fault({ kind: "serverError", match: { action: stage.actions.describe } })),
    error: [
      "look at {eni}, recorded on {a} ({where}): the vendor could not answer: InternalError: The request processing has failed due to some unknown error (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: Do what the vendor says, or run this again in a while.",
      "[READ_FAILED]",
    ],
  },
  {
    situation: "every look is throttled",
    bring: (stage) => stage.refresh(() => stage.fault({ kind: "throttle", match: { action: stage.actions.describe } })),
    error: [
      "look at {eni}, recorded on {a} ({where}): throttled until the time was up: Throttling.User: Request was denied due to user flow control (DescribeNetworkInterfaces, {request}).",
      "Now: nothing was changed.",
      "To do: The account's request rate is used up: run this again later, or have us ask less often (`eni:rateLimits`, which count here with `--run-program`).",
      "[THROTTLED]",
    ],
  },
  {
    situation: "a proxy answers instead of the vendor",
    bring: (stage) => stage.refresh(() => stage.fault({ kind: "html502" })),
    error: [
      "look at {eni}, recorded on {a} ({where}): no usable answer to DescribeNetworkInterfaces: HTTP 502 with a body that is not the vendor's (text/html) from {host}.",
      "Now: nothing was changed.",
      "To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again.",
      "[ENDPOINT_UNREACHABLE]",
    ],
  },
  {
    situation: "the state was written by something else",
    bring: async (stage) => {
      const { id, outs } = await stage.attached();
      return stage.cloud.read(id, { ...outs, vendor: "aws-ec2" });
    },
    instances: [],
    error: [
      '"aws-ec2" with ENI "{eni}" is not an attachment that this version of pulumi-eni-attachment knows.',
      "Now: nothing was sent.",
      "To do: Install the version that made it, or a newer one.",
      "[CONFIGURATION_INVALID]",
    ],
  },
];
