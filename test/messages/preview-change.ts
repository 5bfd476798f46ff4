// The line that says before what will happen to an attachment that moves, has drifted, or is replaced.
import { unknownValue } from "../../provider/attachment/properties.ts";
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";
import type { Stage } from "./stage.ts";

export const changeRows: readonly Row[] = [
  {
    situation: "a move",
    vendors: everyVendor,
    bring: (stage) => stage.preview(stage.inputs(stage.ids.b)),
    lines: ["[eni-attachment {label}/{eni}] plan: detach from {a}, then attach to {b}{atDetach}"],
  },
  {
    situation: "a move of an ENI with public addresses",
    vendors: everyVendor,
    bring: (stage) =>
      stage.preview(stage.inputs(stage.ids.b), () =>
        stage.world.patchEni(stage.ids.eni, { publicIps: ["203.0.113.7"] }),
      ),
    lines: ["[eni-attachment {label}/{eni}] plan: detach from {a}, then attach to {b}{withPublicAddress}"],
  },
  {
    situation: "a move to an instance that is not known yet",
    bring: (stage) => stage.preview(stage.inputs(unknownValue)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: detach from {a}, then attach to an instance that is not known yet{atDetach}",
    ],
  },
  {
    situation: "a move to another place",
    vendors: everyVendor,
    bring: (stage) => stage.preview(stage.inputs(stage.ids.far)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: detach from {a}, then attach to {far}{atDetach}; as things are, up will fail: {eni} is in {apart}",
    ],
  },
  {
    situation: "a move without a look",
    bring: (stage) => stage.preview(stage.inputs(stage.ids.b, { preflight: false })),
    lines: ["[eni-attachment {label}/{eni}] plan: detach from {a}, then attach to {b}{atDetach}"],
  },
  {
    situation: "a change that needs a new attachment",
    bring: (stage) => stage.preview(stage.inputs(stage.ids.a, { networkCardIndex: 1 })),
    lines: ["[eni-attachment {label}/{eni}] plan: detach from {a}, then attach to {a}{atDetach}"],
  },
  {
    situation: "a move whose detach is under way",
    bring: (stage) =>
      stage.preview(stage.inputs(stage.ids.b), () => stage.world.patchEni(stage.ids.eni, { status: "detaching" })),
    lines: ["[eni-attachment {label}/{eni}] plan: wait for the detach from {a} that is under way, then attach to {b}"],
  },
  {
    situation: "a move that died after the detach",
    bring: (stage) => stage.preview(stage.inputs(stage.ids.b), () => stage.world.freeEni(stage.ids.eni)),
    lines: ["[eni-attachment {label}/{eni}] plan: attach to {b}"],
  },
  {
    situation: "a move that died after the attach",
    bring: (stage) => stage.preview(stage.inputs(stage.ids.b), () => stage.world.placeEni(stage.ids.eni, stage.ids.b)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: adopt it as it is, attached to {b}; destroy will then detach it (`retainOnDelete` keeps it); a forced replacement detaches it and attaches it again",
    ],
  },
  {
    situation: "nothing changes but `timeouts`: nothing is said",
    bring: (stage) => stage.preview(stage.inputs(stage.ids.a, { timeouts: { attach: "1m" } })),
  },
  {
    situation: "refresh found the ENI detached",
    vendors: everyVendor,
    bring: (stage) => stage.previewDrift(() => stage.world.freeEni(stage.ids.eni)),
    lines: ["[eni-attachment {label}/{eni}] plan: attach to {a}"],
  },
  {
    situation: "refresh found the ENI on another instance",
    vendors: everyVendor,
    bring: (stage) => stage.previewDrift(() => stage.world.placeEni(stage.ids.eni, stage.ids.b)),
    lines: [
      '[eni-attachment {label}/{eni}] plan: up will fail: it is attached to {b}{used}, and not by this resource, unless another attachment of this program gives it up (`onConflict: "takeOver"` takes it)',
    ],
  },
  {
    situation: "refresh found the ENI detached, and it is back by now",
    bring: (stage) =>
      stage.previewDrift(
        () => stage.world.freeEni(stage.ids.eni),
        () => stage.world.placeEni(stage.ids.eni, stage.ids.a),
      ),
    lines: ["[eni-attachment {label}/{eni}] plan: nothing to call: it is attached to {a}"],
  },
  {
    situation: "refresh found the ENI detached; no look",
    bring: (stage) => stage.previewDrift(() => stage.world.freeEni(stage.ids.eni), undefined, { preflight: false }),
    lines: ["[eni-attachment {label}/{eni}] plan: attach to {a}"],
  },
];

export const replaceRows: readonly Row[] = [
  {
    situation: "another ENI",
    vendors: everyVendor,
    bring: (stage) => stage.preview(otherEni(stage)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach {label}/{eni2} to {a}{atDetach}",
    ],
  },
  {
    situation: "an ENI that is not known yet",
    bring: (stage) => stage.preview(otherEni(stage, unknownValue)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach an ENI that is not known yet to {a}{atDetach}",
    ],
  },
  {
    situation: "the instance is replaced, so the ENI is taken off before",
    vendors: everyVendor,
    bring: async (stage) => {
      const { id, outs } = await stage.attached();
      return stage.cloud.diff(id, outs, stage.inputs(unknownValue));
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: if its instance is replaced, detach from {a}; then attach to an instance that is not known yet{atDetach}",
    ],
  },
  {
    situation: "the instance may be replaced; no look",
    bring: async (stage) => {
      const { id, outs } = await stage.attached({ preflight: false });
      return stage.cloud.diff(id, outs, stage.inputs(unknownValue, { preflight: false }));
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: if its instance is replaced, detach from {a}; then attach to an instance that is not known yet",
    ],
  },
  {
    situation: "the ENI may be replaced",
    bring: async (stage) => {
      const { id, outs } = await stage.attached();
      return stage.cloud.diff(id, outs, otherEni(stage, unknownValue));
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: if its ENI is replaced, detach from {a}; then attach an ENI that is not known yet to {a}",
    ],
  },
  {
    situation: "another ENI, without a look",
    bring: (stage) => stage.preview(otherEni(stage), undefined, { preflight: false }),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach {label}/{eni2} to {a}{atDetach}",
    ],
  },
  {
    situation: "another ENI, without a look, and the old one is not attached",
    bring: async (stage) => {
      const { id, outs } = await stage.attached({ preflight: false });
      return stage.cloud.diff(id, { ...outs, attachedTo: "" }, otherEni(stage));
    },
    lines: ["[eni-attachment {label}/{eni}] plan: replace: nothing to detach; then attach {label}/{eni2} to {a}"],
  },
  {
    situation: "another ENI, and the old one is detached already",
    bring: (stage) => stage.preview(otherEni(stage), () => stage.world.freeEni(stage.ids.eni)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: nothing to detach: it is detached{free}; then attach {label}/{eni2} to {a}",
    ],
  },
  {
    situation: "another region, which is misspelt",
    bring: (stage) => stage.preview(stage.inputs(stage.ids.a, { region: "cn-beijng" })),
    lines: [
      '[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach alicloud-ecs/cn-beijng/{eni} to {a} (could not be looked at: the look at it failed: InvalidRegionId.NotFound: The specified RegionId does not exist (DescribeNetworkInterfaces, {request}). To do: Check `region`. Then run this again; did you mean the region "cn-beijing"?)',
    ],
  },
  {
    situation: "another ENI, for an attachment with `protect`",
    bring: (stage) => stage.preview({ ...otherEni(stage), __isProtected: true }),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach {label}/{eni2} to {a}; Pulumi refuses it, unless its `protect` is new in this run",
    ],
  },
  {
    situation: "another ENI, for an attachment with `protect`, without a look",
    bring: (stage) =>
      stage.preview({ ...otherEni(stage), preflight: false, __isProtected: true }, undefined, { preflight: false }),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach {label}/{eni2} to {a}; Pulumi refuses it, unless its `protect` is new in this run",
    ],
  },
  {
    situation: "another ENI, which another instance has",
    bring: (stage) => stage.preview(otherEni(stage), () => stage.world.placeEni(stage.ids.eni2, stage.ids.b)),
    lines: [
      '[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach {label}/{eni2} to {a}; as things are, up will fail: {eni2} is attached to {b}{used}, and not by this resource, unless another attachment of this program gives it up (`onConflict: "takeOver"` takes it)',
    ],
  },
  {
    situation: "another ENI, for an instance that is full",
    bring: (stage) => stage.preview(stage.inputs(stage.ids.full, { networkInterfaceId: stage.ids.eni2 })),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach {label}/{eni2} to {full}; as things are, up will fail: {full} is full: its type ecs.example.eni1 holds 1 ENI, unless another attachment of this program leaves it",
    ],
  },
  {
    situation: "another ENI, and the old one is gone",
    bring: (stage) => stage.preview(otherEni(stage), () => stage.world.deleteEni(stage.ids.eni)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: nothing to detach: {eni} was not found in {place} (environment ({keyVariable}), key id AKID…0001); then attach {label}/{eni2} to {a}",
    ],
  },
  {
    situation: "another ENI, and the old one is on another instance",
    bring: (stage) => stage.preview(otherEni(stage), () => stage.world.placeEni(stage.ids.eni, stage.ids.b)),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: nothing to detach: it is attached to {b}{used}; then attach {label}/{eni2} to {a}",
    ],
  },
  {
    situation: "another ENI, and the credentials may not look at the old one",
    bring: (stage) => stage.preview(otherEni(stage), () => stage.refuse(stage.actions.describe, "Forbidden.RAM")),
    lines: [
      "[eni-attachment {label}/{eni}] plan: replace: detach from {a}; then attach {label}/{eni2} to {a} (could not be looked at: these credentials may not look at it: Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't support RAM (DescribeNetworkInterfaces, {request}). To do: Grant ecs:AttachNetworkInterface, ecs:DetachNetworkInterface and ecs:Describe* to this identity in RAM. Credentials used: environment ({keyVariable}), key id AKID…0001){atDetach}",
    ],
  },
];

function otherEni(stage: Stage, networkInterfaceId = stage.ids.eni2) {
  return stage.inputs(stage.ids.a, { networkInterfaceId });
}
