// What a user sees when an attach has no good end: time is up, it falls back, or somebody else is at work.
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";
import { held } from "./stage.ts";

export const attachWaitRows: readonly Row[] = [
  {
    situation: "another job holds the ENI until the time is up",
    bring: (stage) => {
      stage.refuse(stage.actions.attach, "OperationConflict");
      return stage.create(stage.ids.a, { timeouts: { attach: "90s" } });
    },
    error: [
      "attach {eni} to {a} ({where}): refused for 95 s: OperationConflict: Another operation on the resource is in progress (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: Run this again: it looks where the ENI is, and goes on from there. `timeouts.attach` sets how long to wait.",
      "[ATTACH_REFUSED]",
    ],
  },
  {
    situation: "the attach has no end before the time is up",
    vendors: everyVendor,
    bring: (stage) => {
      stage.behave({ attachSticks: 1 });
      return stage.create(stage.ids.a, { timeouts: { attach: "90s" } });
    },
    error: [
      "attach {eni} to {a} ({where}): not attached after 90 s (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is {stuckAttach}.",
      "To do: {stuckAttaching} `timeouts.attach` sets how long to wait.",
      "[ATTACH_TIMEOUT]",
    ],
  },
  {
    situation: "no attach gets through before the time is up",
    bring: (stage) => {
      stage.fault({ kind: "dropBefore", match: { action: stage.actions.attach } });
      return stage.create(stage.ids.a, { timeouts: { attach: "60s" } });
    },
    error: [
      "attach {eni} to {a} ({where}): not attached after 67 s; the last call had no answer to rely on (AttachNetworkInterface: ECONNRESET: the connection was reset ({host})).",
      "Now: {eni} is detached{free}.",
      "To do: Run this again: it looks where the ENI is, and goes on from there. `timeouts.attach` sets how long to wait.",
      "[ATTACH_TIMEOUT]",
    ],
  },
  {
    situation: "no attach is answered before the time is up but by the vendor's own trouble",
    bring: (stage) => {
      stage.fault({ kind: "serverError", match: { action: stage.actions.attach } });
      return stage.create(stage.ids.a, { timeouts: { attach: "60s" } });
    },
    error: [
      "attach {eni} to {a} ({where}): not attached after 67 s; the last call had no answer to rely on (InternalError: The request processing has failed due to some unknown error (AttachNetworkInterface, {request})).",
      "Now: {eni} is detached{free}.",
      "To do: Run this again: it looks where the ENI is, and goes on from there. `timeouts.attach` sets how long to wait.",
      "[ATTACH_TIMEOUT]",
    ],
  },
  {
    situation: "after the attach no look at the ENI succeeds before the time is up",
    bring: (stage) => {
      stage.fault({ kind: "serverError", match: { action: stage.actions.describe }, skip: 1 });
      return stage.create(stage.ids.a, { timeouts: { attach: "60s" } });
    },
    error: [
      "attach {eni} to {a} ({where}): not attached after 60 s (AttachNetworkInterface was accepted{withRequest}); the last call had no answer to rely on (InternalError: The request processing has failed due to some unknown error (DescribeNetworkInterfaces, {request})).",
      "Now: not known; last seen 60 s ago: {eni} is detached{free}.",
      "To do: {stuckAttaching} `timeouts.attach` sets how long to wait.",
      "[ATTACH_TIMEOUT]",
    ],
  },
  {
    situation: "the vendor accepts the attach, begins, and gives up",
    vendors: everyVendor,
    bring: (stage) => {
      stage.behave({ attachFallsBack: 1 });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the attach did not complete{task} (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is detached{free}.",
      "To do: Check the instance (guest agent, type, ENI limit), then run this again; if it stays so, ask the vendor{withId}.",
      "[ATTACH_FELL_BACK]",
    ],
  },
  {
    situation: "the vendor accepts the attach, and nothing comes of it",
    setting: { world: { latency: { attachMs: 0, detachMs: 0 } } },
    bring: (stage) => {
      stage.behave({ attachFallsBack: 1 });
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): it had no effect (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is detached{free}.",
      "To do: Check the instance (guest agent, type, ENI limit), then run this again; if it stays so, ask the vendor{withId}.",
      "[ATTACH_FELL_BACK]",
    ],
  },
  {
    situation: "somebody else puts the ENI on another instance meanwhile",
    bring: (stage) => {
      stage.later(1_000, () => stage.world.placeEni(stage.ids.eni, stage.ids.b));
      return stage.create();
    },
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {a} ({where}): somebody else attached it at the same time (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is attached to {b}{used}.",
      'To do: Find out who; then run `pulumi up` again, with `onConflict: "takeOver"` if it is yours to take.',
      "[ENI_ATTACHED_ELSEWHERE]",
    ],
  },
  {
    situation: "somebody else puts the ENI on another instance meanwhile, and `takeOver` is set",
    bring: (stage) => {
      stage.later(1_000, () => stage.world.placeEni(stage.ids.eni, stage.ids.b));
      return stage.create(stage.ids.a, { onConflict: "takeOver" });
    },
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {a} ({where}): somebody else attached it at the same time (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is attached to {b}{used}.",
      "To do: Find out who, then run `pulumi up` again.",
      "[ENI_ATTACHED_ELSEWHERE]",
    ],
  },
  {
    situation: "somebody deletes the ENI meanwhile",
    bring: (stage) => {
      stage.later(1_000, () => stage.world.deleteEni(stage.ids.eni));
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the ENI is gone (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} was not found in {place} (environment ({keyVariable}), key id AKID…0001).",
      "To do: Create a new ENI and name its new id in the program, or remove the attachment from the program; then run `pulumi up`.",
      "[ENI_NOT_FOUND]",
    ],
  },
  {
    situation: "somebody else's attach to another instance has no end",
    setting: held("attaching", { attachSticks: 1 }),
    bring: (stage) => stage.create(stage.ids.a, { timeouts: { attach: "90s" } }),
    instances: ["{a}", "{b}"],
    // That attach was another's: no request id of it is known.
    words: { withId: "" },
    error: [
      "attach {eni} to {a} ({where}): an attach that was begun before has not ended after 90 s.",
      "Now: {eni} is attaching to {b}{attaching}.",
      "To do: {stuckAttaching} `timeouts.attach` sets how long to wait.",
      "[ATTACH_TIMEOUT]",
    ],
  },
  {
    situation: "somebody else's detach has no end",
    setting: held("detaching", { detachSticks: 1, detachReissues: "never" }),
    bring: (stage) => stage.create(stage.ids.a, { timeouts: { detach: "90s" } }),
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {a} ({where}): a detach that was begun before has not ended after 90 s.",
      "Now: {eni} is detaching from {b}{detaching}.",
      "To do: {stuckDetaching} `timeouts.detach` sets how long to wait.",
      "[DETACH_TIMEOUT]",
    ],
  },
  {
    situation: "the ENI is in a state that nobody knows until the time is up",
    bring: (stage) => {
      stage.fault({ kind: "unknownState", match: { action: stage.actions.describe } });
      return stage.create(stage.ids.a, { timeouts: { attach: "90s" } });
    },
    error: [
      "attach {eni} to {a} ({where}): it has not come to a state that allows it in 90 s.",
      'Now: {eni} is in a state that is not known here ("Rebalancing").',
      "To do: Run this again: it looks where the ENI is, and goes on from there. If it stays so, look at the ENI in the vendor's console. `timeouts.attach` sets how long to wait.",
      "[ATTACH_TIMEOUT]",
    ],
  },
  {
    situation: "somebody else moves the ENI each time that it is looked at",
    setting: held("attaching"),
    bring: (stage) => {
      const { world, ids } = stage;
      const observe = world.observe.bind(world);
      let look = 0;
      world.observe = (...question) => {
        world.placeEni(ids.eni, ids.b);
        // Settled when it is waited for, and under way again when it is looked at.
        if ((look += 1) % 2 === 1) world.patchEni(ids.eni, { status: "attaching" });
        return observe(...question);
      };
      return stage.create(ids.a, { onConflict: "takeOver" });
    },
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {a} ({where}): somebody else is moving it: it was changed each time we looked.",
      "Now: {eni} is attached to {b}{used}.",
      "To do: Find out who, then run `pulumi up` again.",
      "[ATTACH_TIMEOUT]",
    ],
  },
];
