// What a user sees when the second half of a move fails.
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";
import { engineFor } from "./stage.ts";

export const rollbackRows: readonly Row[] = [
  {
    situation: "the attach is refused, and the ENI is put back",
    vendors: everyVendor,
    bring: (stage) =>
      stage.move(stage.ids.b, () => stage.refuse(stage.actions.attach, stage.vendor.codes.refused, stage.ids.b)),
    instances: ["{a}", "{b}"],
    lines: ["[eni-attachment {label}/{eni}] {eni} could not be attached to {b}: attaching it to {a} again"],
    error: [
      "attach {eni} to {b} ({where}): refused: {said.refused} (AttachNetworkInterface, {request}). It was put back on {a}.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: {advice.refused} run this again.",
      "[ROLLED_BACK]",
    ],
  },
  {
    situation: "the attach falls back, and the ENI is put back",
    vendors: everyVendor,
    bring: (stage) => stage.move(stage.ids.b, () => stage.behave({ attachFallsBack: 1 })),
    instances: ["{a}", "{b}"],
    lines: ["[eni-attachment {label}/{eni}] {eni} could not be attached to {b}: attaching it to {a} again"],
    error: [
      "attach {eni} to {b} ({where}): the attach did not complete{task} (AttachNetworkInterface was accepted{withRequest}). It was put back on {a}.",
      "Now: {eni} is attached to {a}{used}.",
      "To do: Check the instance (guest agent, type, ENI limit), then run this again; if it stays so, ask the vendor{withId}.",
      "[ROLLED_BACK]",
    ],
  },
  {
    situation: "the attach falls back, and `rollback` is off",
    vendors: everyVendor,
    bring: (stage) => stage.move(stage.ids.b, () => stage.behave({ attachFallsBack: 1 }), { rollback: false }),
    instances: ["{b}"],
    error: [
      "attach {eni} to {b} ({where}): the attach did not complete{task} (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is detached{free}.",
      "To do: Check the instance (guest agent, type, ENI limit), then run this again; if it stays so, ask the vendor{withId}.",
      "[ATTACH_FELL_BACK]",
    ],
  },
  {
    situation: "the attach is refused, and the old instance is gone",
    vendors: everyVendor,
    bring: (stage) =>
      stage.move(stage.ids.b, () => {
        stage.world.patchEni(stage.ids.eni, { deleteOnRelease: false });
        stage.refuse(stage.actions.attach, stage.vendor.codes.refused, stage.ids.b);
        stage.later(2_000, () => stage.world.releaseInstance(stage.ids.a));
      }),
    instances: ["{a}", "{b}"],
    lines: ["[eni-attachment {label}/{eni}] {eni} could not be attached to {b}: attaching it to {a} again"],
    error: [
      "attach {eni} to {b} ({where}): refused: {said.refused} (AttachNetworkInterface, {request}). Putting it back on {a} failed too: there is no such instance, or not in this account: {said.goneInstance} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: {advice.refused} run this again.",
      "[ROLLBACK_FAILED]",
    ],
  },
  {
    situation: "the attach is refused, and putting the ENI back has no end",
    bring: (stage) => {
      const { actions, ids, vendor } = stage;
      const troubles = () => {
        stage.refuse(actions.attach, vendor.codes.refused, ids.b);
        stage.behave({ attachSticks: 1 });
      };
      return stage.move(ids.b, troubles, { timeouts: { attach: "60s" } });
    },
    instances: ["{a}", "{b}"],
    lines: ["[eni-attachment {label}/{eni}] {eni} could not be attached to {b}: attaching it to {a} again"],
    error: [
      "attach {eni} to {b} ({where}): refused: InvalidOperation.Ipv4CountExceeded: The request was refused (AttachNetworkInterface, {request}). Putting it back on {a} failed too: not attached after 60 s (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is attaching to {a}{attaching}.",
      "To do: The ENI has more IPv4 addresses than the instance type allows: take some off, or use a larger type. Then run this again.",
      "[ROLLBACK_FAILED]",
    ],
  },
  {
    situation: "the attach of an ENI that was taken over is refused: it is given back",
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      stage.refuse(stage.actions.attach, stage.vendor.codes.refused, stage.ids.a);
      return stage.create(stage.ids.a, { onConflict: "takeOver" });
    },
    instances: ["{a}", "{b}"],
    lines: [
      '[eni-attachment {label}/{eni}] taking {eni} over from {b} (onConflict: "takeOver")',
      "[eni-attachment {label}/{eni}] {eni} could not be attached to {a}: attaching it to {b} again",
    ],
    error: [
      "attach {eni} to {a} ({where}): refused: InvalidOperation.Ipv4CountExceeded: The request was refused (AttachNetworkInterface, {request}). It was put back on {b}.",
      "Now: {eni} is attached to {b}{used}.",
      "To do: The ENI has more IPv4 addresses than the instance type allows: take some off, or use a larger type. Then run this again.",
      "[ROLLED_BACK]",
    ],
  },
  {
    situation: "the Pulumi engine is gone between detach and attach",
    setting: { engine: engineFor(2) },
    bring: (stage) => stage.move(stage.ids.b),
    instances: ["{b}"],
    error: [
      "attach {eni} to {b} ({where}): the Pulumi engine that asked for this is gone, so nothing more was sent to the vendor.",
      "Now: {eni} is detached{free}.",
      "To do: Run `pulumi cancel`, then `pulumi up`: it looks at the ENI and goes on from there.",
      "[ENGINE_GONE]",
    ],
  },
  {
    situation: "somebody else takes the ENI between detach and attach",
    bring: (stage) => {
      const { world, ids } = stage;
      return stage.move(ids.b, () => stage.later(4_800, () => world.placeEni(ids.eni, ids.far)));
    },
    instances: ["{b}", "{far}"],
    error: [
      "attach {eni} to {b} ({where}): somebody else attached it at the same time (AttachNetworkInterface was accepted{withRequest}).",
      "Now: {eni} is attached to {far}{used}.",
      'To do: Find out who; then run `pulumi up` again, with `onConflict: "takeOver"` if it is yours to take.',
      "[ENI_ATTACHED_ELSEWHERE]",
    ],
  },
  {
    situation: "somebody else has taken the ENI when the end of the detach is looked at",
    bring: (stage) => {
      const { world, ids } = stage;
      return stage.move(ids.b, () => stage.later(4_100, () => world.placeEni(ids.eni, ids.far)));
    },
    instances: ["{b}", "{far}"],
    error: [
      "attach {eni} to {b} ({where}): it is attached to {far}, and not by this resource.",
      "Now: {eni} is attached to {far}{used}.",
      'To do: Detach it there, or set `onConflict: "takeOver"` to take it; then run `pulumi up` again.',
      "[ENI_ATTACHED_ELSEWHERE]",
    ],
  },
];
