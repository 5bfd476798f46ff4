// What a user sees of a new attachment at `pulumi up`: what is there already, and what can never be.
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";
import { withoutHolder } from "./stage.ts";
import { engineFor } from "./stage.ts";

const heldByNobodyKnown = [
  "attach {eni} to {a} ({where}): it is attached to an instance that the vendor does not name, and not by this resource; nothing was changed.",
  "To do: Detach it in the console of {title}, then run `pulumi up` again.",
  "[ENI_ATTACHED_ELSEWHERE]",
];

export const attachRows: readonly Row[] = [
  {
    situation: "it is attached: nothing needs to be said",
    vendors: everyVendor,
    bring: (stage) => stage.create(),
  },
  {
    situation: "the ENI is on the instance already",
    vendors: everyVendor,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.a);
      return stage.create();
    },
    lines: [
      "[eni-attachment {label}/{eni}] adopted: it was attached to {a} already; destroy will detach it (`retainOnDelete` keeps it), whoever attached it",
    ],
  },
  {
    situation: "there is no such ENI, or it is in another region or account",
    vendors: everyVendor,
    bring: (stage) => stage.create(stage.ids.a, { networkInterfaceId: stage.ids.unknownEni }),
    eni: "{unknownEni}",
    error: [
      "attach {unknownEni} to {a} ({where}): {unknownEni} was not found in {place} (environment ({keyVariable}), key id AKID…0001).",
      "To do: Check `networkInterfaceId`{region}, and whose account these credentials are of; or create a new ENI and name its new id in the program, or remove the attachment from the program.",
      "[ENI_NOT_FOUND]",
    ],
  },
  {
    situation: "there is no such instance",
    vendors: everyVendor,
    bring: (stage) => stage.create(stage.ids.unknownInstance),
    instances: ["{unknownInstance}"],
    error: [
      "attach {eni} to {unknownInstance} ({where}): there is no such instance, or not in this account: {said.goneInstance} (AttachNetworkInterface, {request}).",
      "Now: {eni} is detached{free}.",
      "To do: Check `instanceId`{region}, then run `pulumi up` again.",
      "[INSTANCE_NOT_FOUND]",
    ],
  },
  {
    situation: "another instance has the ENI",
    vendors: everyVendor,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.create();
    },
    instances: ["{a}", "{b}"],
    error: [
      "attach {eni} to {a} ({where}): it is attached to {b}, and not by this resource; nothing was changed.",
      'To do: Detach it there, or set `onConflict: "takeOver"` to take it; then run `pulumi up` again.',
      "[ENI_ATTACHED_ELSEWHERE]",
    ],
  },
  {
    situation: "an instance that the vendor does not name has the ENI",
    setting: withoutHolder,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.create();
    },
    error: heldByNobodyKnown,
  },
  {
    situation: "an instance that the vendor does not name has the ENI, and `takeOver` is set",
    setting: withoutHolder,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.create(stage.ids.a, { onConflict: "takeOver" });
    },
    error: heldByNobodyKnown,
  },
  {
    situation: "another instance has the ENI, and `takeOver` is set",
    vendors: everyVendor,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.create(stage.ids.a, { onConflict: "takeOver" });
    },
    lines: ['[eni-attachment {label}/{eni}] taking {eni} over from {b} (onConflict: "takeOver")'],
  },
  {
    situation: "the ENI is the primary one of an instance",
    vendors: everyVendor,
    bring: (stage) => stage.create(stage.ids.a, { networkInterfaceId: stage.ids.primary }),
    eni: "{primary}",
    instances: ["{a}", "{far}"],
    error: [
      "attach {primary} to {a} ({where}): it is a primary ENI.",
      "Now: {primary} is attached to {far}{used}.",
      "To do: {aPrimary}",
      "[ENI_NOT_ATTACHABLE]",
    ],
  },
  {
    situation: "another service of the vendor's manages the ENI",
    bring: (stage) => stage.create(stage.ids.b, { networkInterfaceId: "eni-managed" }),
    eni: "eni-managed",
    instances: ["i-b"],
    error: [
      "attach eni-managed to {b} ({where}): another cloud service manages this ENI.",
      "Now: eni-managed is attached to an instance that the vendor does not name (InUse).",
      "To do: Move it with that service, or declare another ENI.",
      "[ENI_NOT_ATTACHABLE]",
    ],
  },
  {
    situation: "another resource of the program has the ENI",
    bring: async (stage) => {
      await stage.create();
      return stage.create(stage.ids.b);
    },
    instances: ["{b}"],
    error: [
      "attach {eni} to {b} ({where}): another EniAttachment of this program has {eni} already, and an ENI can be attached once.",
      "Now: nothing was sent.",
      "To do: Remove one of the two.",
      "[ALREADY_DECLARED]",
    ],
  },
  {
    situation: "the Pulumi engine is gone before the attach",
    setting: { engine: engineFor(0) },
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): the Pulumi engine that asked for this is gone, so nothing more was sent to the vendor.",
      "Now: {eni} is detached{free}.",
      "To do: Run `pulumi cancel`, then `pulumi up`: it looks at the ENI and goes on from there.",
      "[ENGINE_GONE]",
    ],
  },
  {
    situation: "the run is cancelled while it attaches",
    bring: (stage) => {
      void stage.cloud.clock.sleep(1).then(() => stage.cloud.cancel.abort());
      return stage.create();
    },
    error: [
      "attach {eni} to {a} ({where}): the run was cancelled, so nothing more was sent.",
      "Now: nothing was changed.",
      "To do: Run this again: it looks where the ENI is, and goes on from there.",
      "[CANCELLED]",
    ],
  },
  {
    situation: "something inside of the package throws",
    vendors: everyVendor,
    setting: {
      cut: () => {
        throw new TypeError("Map.groupBy is not a function");
      },
    },
    bring: (stage) => stage.create(),
    error: [
      "attach {eni} to {a} ({where}): a fault of pulumi-eni-attachment itself: TypeError: Map.groupBy is not a function.",
      "Now: nothing was changed.",
      "To do: Run this again: it looks where the ENI is, and goes on from there. If the fault comes back, report it with what ENI_LOG=debug prints.",
      "[INTERNAL_ERROR]",
    ],
  },
];
