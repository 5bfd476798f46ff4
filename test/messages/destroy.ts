// What a user sees of `pulumi destroy`, and of a resource that is taken out of the program or renamed.
import { everyVendor, vendorsWhere } from "./row.ts";
import type { Row } from "./row.ts";

export const destroyRows: readonly Row[] = [
  {
    situation: "it is detached: nothing needs to be said",
    vendors: everyVendor,
    bring: (stage) => stage.destroy(),
  },
  {
    situation: "it is detached already",
    vendors: everyVendor,
    bring: (stage) => stage.destroy(() => stage.world.freeEni(stage.ids.eni)),
    lines: ["[eni-attachment {label}/{eni}] nothing to detach: {eni} is detached{free} already"],
  },
  {
    situation: "the ENI is gone",
    vendors: everyVendor,
    bring: (stage) => stage.destroy(() => stage.world.deleteEni(stage.ids.eni)),
    lines: [
      "[eni-attachment {label}/{eni}] nothing to detach: {eni} was not found in {place} (environment ({keyVariable}), key id AKID…0001). If it is in another account or region, it is still attached: detach it there by hand",
    ],
  },
  {
    situation: "another instance has the ENI: it is left alone",
    vendors: everyVendor,
    bring: (stage) => stage.destroy(() => stage.world.placeEni(stage.ids.eni, stage.ids.b)),
    lines: [
      "[eni-attachment {label}/{eni}] left alone: {eni} is attached to {b}{used}, and this stack had recorded {a}: it is not ours to detach. If an interrupted run of this stack put it there, `pulumi up` and then `pulumi destroy` takes it off",
    ],
  },
  {
    situation: "somebody else attaches the ENI to another instance just now: it is left alone",
    bring: (stage) =>
      stage.destroy(() => {
        stage.world.placeEni(stage.ids.eni, stage.ids.b);
        stage.world.patchEni(stage.ids.eni, { status: "attaching" });
      }),
    lines: [
      "[eni-attachment {label}/{eni}] left alone: {eni} is attaching to {b}{attaching}, and this stack had recorded {a}: it is not ours to detach. If an interrupted run of this stack put it there, `pulumi up` and then `pulumi destroy` takes it off",
    ],
  },
  {
    situation: "another instance has the ENI, in a state that nobody knows: it is left alone",
    bring: (stage) =>
      stage.destroy(() => {
        stage.world.placeEni(stage.ids.eni, stage.ids.b);
        stage.fault({ kind: "unknownState", match: { action: stage.actions.describe } });
      }),
    lines: [
      '[eni-attachment {label}/{eni}] left alone: {eni} is on {b}, in a state that is not known here ("Rebalancing"), and this stack had recorded {a}: it is not ours to detach. If an interrupted run of this stack put it there, `pulumi up` and then `pulumi destroy` takes it off',
    ],
  },
  {
    situation: "this resource never attached it",
    bring: (stage) => stage.destroy(undefined, { attachedTo: "" }),
    lines: ["[eni-attachment {label}/{eni}] nothing to detach: this resource had not attached it"],
  },
  {
    situation: "the resource was renamed: the ENI is the new one's",
    bring: async (stage) => {
      const { id, outs } = await stage.attached();
      await stage.create();
      stage.cloud.lines.length = 0;
      return stage.cloud.delete(id, outs);
    },
    lines: [
      "[eni-attachment {label}/{eni}] kept attached: a resource of this program has this ENI now, so only the old state is dropped. For a rename, `aliases` is the better way; for a replacement that detaches and attaches again, `deleteBeforeReplace: true`",
    ],
  },
  {
    situation: "the ENI is a primary one by now",
    bring: (stage) => stage.destroy(() => stage.world.patchEni(stage.ids.eni, { kind: "primary" })),
    error: [
      "detach {eni} from {a} ({where}): it is a primary ENI, which stays with its instance for life.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Drop it from the stack: run `pulumi state delete URN` with the URN of {label}/{eni} (`pulumi stack --show-ids --show-urns` lists it by that id). The ENI goes when the instance is released.",
      "[ENI_NOT_ATTACHABLE]",
    ],
  },
  {
    situation: "the credentials may look, and not detach",
    vendors: everyVendor,
    bring: (stage) => {
      return stage.destroy(() => stage.refuse(stage.actions.detach, stage.vendor.codes.forbidden));
    },
    error: [
      "detach {eni} from {a} ({where}): these credentials may not do that: {said.detachForbidden} (DetachNetworkInterface, {request}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: {advice.forbidden}. Credentials used: environment ({keyVariable}), key id AKID…0001.",
      "[DETACH_REFUSED]",
    ],
  },
  {
    situation: "the instance is stopped, where it has to run",
    vendors: ["zenlayer-zec"],
    bring: (stage) => stage.destroy(() => stage.world.stopInstance(stage.ids.a)),
    error: [
      "detach {eni} from {a} ({where}): the state of {a} (STOPPED) does not allow it: OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: The state of the instance does not allow the operation (DetachNetworkInterface, {request}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Start the instance (`zeno zec start-instances`): vNICs come and go only while it is RUNNING.",
      "[DETACH_REFUSED]",
    ],
  },
  {
    situation: "the instance stays in a passing state until the time is up",
    vendors: ["zenlayer-zec"],
    bring: (stage) =>
      stage.destroy(() => stage.world.startInstance(stage.ids.a, 3_600_000), { timeouts: { detach: "2m" } }),
    error: [
      "detach {eni} from {a} ({where}): {a} is still BOOTING after 117 s; the last call was refused: OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: The state of the instance does not allow the operation (DetachNetworkInterface, {request}).",
      "Now: not known; last seen 117 s ago: {eni} is attached to {a}{used}.",
      "To do: See in the vendor's console why it stays so, then run this again.",
      "[INSTANCE_STATE]",
    ],
  },
  {
    situation: "the detach has no end before the time is up, and is sent again",
    bring: (stage) =>
      stage.destroy(() => stage.behave({ detachSticks: 1, detachReissues: "never" }), { timeouts: { detach: "60s" } }),
    lines: [
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 20 s: sending the detach again (1 of 5)",
      "[eni-attachment {label}/{eni}] {eni} is still detaching from {a} after 41 s: sending the detach again (2 of 5)",
    ],
    error: [
      "detach {eni} from {a} ({where}): not detached after 60 s, with the call sent 2 more times (DetachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is detaching from {a}{detaching}.",
      "To do: {stuckDetaching} `timeouts.detach` sets how long to wait; another value counts after a `pulumi up`.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "the detach has no end before the time is up",
    vendors: vendorsWhere(({ reissuesDetach }) => !reissuesDetach),
    bring: (stage) =>
      stage.destroy(() => stage.behave({ detachSticks: 1, detachReissues: "never" }), { timeouts: { detach: "60s" } }),
    error: [
      "detach {eni} from {a} ({where}): not detached after 60 s (DetachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is {stuckDetach}.",
      "To do: {stuckDetaching} `timeouts.detach` sets how long to wait; another value counts after a `pulumi up`.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "the vendor accepts the detach, begins, and gives up",
    bring: (stage) => stage.destroy(() => stage.behave({ detachFallsBack: 1 })),
    error: [
      "detach {eni} from {a} ({where}): the detach did not complete{task} (DetachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Look at the instance (is the device in use in the guest?), then run this again; if it stays so, ask the vendor{withId}.",
      "[DETACH_FELL_BACK]",
    ],
  },
  {
    situation: "the vendor accepts the detach, and nothing comes of it",
    setting: { world: { latency: { attachMs: 0, detachMs: 0 } } },
    bring: (stage) => stage.destroy(() => stage.behave({ detachFallsBack: 1 })),
    error: [
      "detach {eni} from {a} ({where}): it had no effect (DetachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Look at the instance (is the device in use in the guest?), then run this again; if it stays so, ask the vendor{withId}.",
      "[DETACH_FELL_BACK]",
    ],
  },
  {
    situation: "every detach is throttled until the time is up",
    bring: (stage) =>
      stage.destroy(() => stage.fault({ kind: "throttle", match: { action: stage.actions.detach } }), {
        timeouts: { detach: "2m" },
      }),
    error: [
      "detach {eni} from {a} ({where}): throttled until the time was up: Throttling.User: Request was denied due to user flow control (DetachNetworkInterface, {request}).",
      "Now: not known; last seen 112 s ago: {eni} is attached to {a}{used}.",
      "To do: The account's request rate is used up: run this again later, give it longer (`timeouts`, which count after a `pulumi up`), or have us ask less often (`eni:rateLimits`, which count here with `--run-program`).",
      "[THROTTLED]",
    ],
  },
  {
    situation: "no detach gets through before the time is up",
    bring: (stage) =>
      stage.destroy(() => stage.fault({ kind: "dropBefore", match: { action: stage.actions.detach } }), {
        timeouts: { detach: "2m" },
      }),
    error: [
      "detach {eni} from {a} ({where}): not detached after 2 min; the last call had no answer to rely on (DetachNetworkInterface: ECONNRESET: the connection was reset ({host})).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Run this again: it looks where the ENI is, and goes on from there. `timeouts.detach` sets how long to wait; another value counts after a `pulumi up`.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "another job holds the ENI until the time is up",
    bring: (stage) =>
      stage.destroy(() => stage.refuse(stage.actions.detach, "OperationConflict"), { timeouts: { detach: "2m" } }),
    error: [
      "detach {eni} from {a} ({where}): refused for 2.1 min: OperationConflict: Another operation on the resource is in progress (DetachNetworkInterface, {request}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Run this again: it looks where the ENI is, and goes on from there. `timeouts.detach` sets how long to wait; another value counts after a `pulumi up`.",
      "[DETACH_REFUSED]",
    ],
  },
  {
    situation: "the vendor calls the instance unknown, and shows the ENI on it",
    bring: (stage) => stage.destroy(() => stage.refuse(stage.actions.detach, "InvalidEcsId.NotFound")),
    error: [
      "detach {eni} from {a} ({where}): refused for 35 s: InvalidEcsId.NotFound: The specified instance does not exist (DetachNetworkInterface, {request}).",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Fix what the vendor reports, then run this again.",
      "[DETACH_REFUSED]",
    ],
  },
  {
    situation: "the ENI is in a state that nobody knows until the time is up",
    bring: (stage) =>
      stage.destroy(() => stage.fault({ kind: "unknownState", match: { action: stage.actions.describe } }), {
        timeouts: { detach: "60s" },
      }),
    error: [
      "detach {eni} from {a} ({where}): it has not come to a state that allows it in 60 s.",
      'Now: {eni} is on {a}, in a state that is not known here ("Rebalancing").',
      "To do: Run this again: it looks where the ENI is, and goes on from there. If it stays so, look at the ENI in the vendor's console. `timeouts.detach` sets how long to wait; another value counts after a `pulumi up`.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "somebody's attach to our instance has no end",
    bring: (stage) =>
      stage.destroy(() => stage.world.patchEni(stage.ids.eni, { status: "attaching" }), {
        timeouts: { detach: "60s" },
      }),
    // That attach was another's: no request id of it is known.
    words: { withId: "" },
    error: [
      "detach {eni} from {a} ({where}): an attach that was begun before has not ended after 60 s.",
      "Now: {eni} is attaching to {a}{attaching}.",
      "To do: {stuckAttaching} `timeouts.detach` sets how long to wait; another value counts after a `pulumi up`.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "somebody else moves the ENI each time that it is looked at",
    bring: async (stage) => {
      const { id, outs } = await stage.attached();
      const { world, ids } = stage;
      const observe = world.observe.bind(world);
      let look = 0;
      world.observe = (...question) => {
        world.placeEni(ids.eni, ids.a);
        // Settled when it is waited for, and under way again when it is looked at.
        if ((look += 1) % 2 === 1) world.patchEni(ids.eni, { status: "attaching" });
        return observe(...question);
      };
      return stage.cloud.delete(id, outs);
    },
    error: [
      "detach {eni} from {a} ({where}): somebody else is moving it: it was changed each time we looked.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Find out who, then run this again.",
      "[DETACH_TIMEOUT]",
    ],
  },
];
