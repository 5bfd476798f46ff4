// The line that says before what will happen to a new attachment (`pulumi preview`, and `up`).
import { unknownValue } from "../../provider/attachment/properties.ts";
import { everyVendor, showsInstances, vendorsWhere } from "./row.ts";
import type { Row } from "./row.ts";
import { held, withoutHolder } from "./stage.ts";

export const newRows: readonly Row[] = [
  {
    situation: "the ENI is free",
    vendors: everyVendor,
    bring: (stage) => stage.previewNew(),
    lines: ["[eni-attachment {label}/{eni}] plan: attach to {a}"],
  },
  {
    situation: "the instance is not known yet",
    bring: (stage) => stage.previewNew(unknownValue),
    lines: ["[eni-attachment {label}/{eni}] plan: attach to an instance that is not known yet"],
  },
  {
    situation: "the ENI is on the instance already",
    vendors: everyVendor,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.a);
      return stage.previewNew();
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: adopt it as it is, attached to {a}; destroy will then detach it (`retainOnDelete` keeps it); a forced replacement detaches it and attaches it again",
    ],
  },
  {
    situation: "it is attached there already, and `deleteBeforeReplace` is false",
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.a);
      return stage.previewNew(stage.ids.a, { __createsFirst: true });
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: adopt it as it is, attached to {a}; destroy will then detach it (`retainOnDelete` keeps it); a forced replacement keeps it (`deleteBeforeReplace: false`)",
    ],
  },
  {
    situation: "another instance has the ENI",
    vendors: everyVendor,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.previewNew();
    },
    lines: [
      '[eni-attachment {label}/{eni}] plan: up will fail: it is attached to {b}{used}, unless a forced replacement or another attachment of this program gives it up (`onConflict: "takeOver"` takes it)',
    ],
  },
  {
    situation: "an instance that the vendor does not name has the ENI: a take-over would be refused",
    setting: withoutHolder,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.previewNew(stage.ids.a, { onConflict: "takeOver" });
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: up will fail: it is attached to an instance that the vendor does not name{used}, unless a forced replacement gives it up",
    ],
  },
  {
    situation: "another instance has the ENI, and `deleteBeforeReplace` is false",
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.previewNew(stage.ids.a, { __createsFirst: true });
    },
    lines: [
      '[eni-attachment {label}/{eni}] plan: up will fail: it is attached to {b}{used}, and not by this resource, unless another attachment of this program gives it up (`onConflict: "takeOver"` takes it)',
    ],
  },
  {
    situation: "another instance has the ENI, and `takeOver` is set",
    vendors: everyVendor,
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni, stage.ids.b);
      return stage.previewNew(stage.ids.a, { onConflict: "takeOver" });
    },
    words: { holder: "{b}" },
    lines: [
      "[eni-attachment {label}/{eni}] plan: detach from {b}, then attach to {a}; it is taken from {b}, which this resource did not attach it to{atDetach}",
    ],
  },
  {
    situation: "there is no such ENI",
    vendors: everyVendor,
    bring: (stage) => stage.previewNew(stage.ids.a, { networkInterfaceId: stage.ids.unknownEni }),
    lines: [
      "[eni-attachment {label}/{unknownEni}] plan: up will fail: {unknownEni} was not found in {place} (environment ({keyVariable}), key id AKID…0001)",
    ],
  },
  {
    situation: "the ENI is the primary one of an instance",
    vendors: everyVendor,
    bring: (stage) => stage.previewNew(stage.ids.a, { networkInterfaceId: stage.ids.primary }),
    lines: ["[eni-attachment {label}/{primary}] plan: up will fail: it is a primary ENI: {aPrimaryInside}"],
  },
  {
    situation: "another service of the vendor's manages the ENI",
    bring: (stage) => stage.previewNew(stage.ids.b, { networkInterfaceId: "eni-managed" }),
    lines: [
      "[eni-attachment {label}/eni-managed] plan: up will fail: another cloud service manages it: move it with that service, or declare another ENI",
    ],
  },
  {
    situation: "`preflight` is off: nothing is asked",
    bring: (stage) => stage.previewNew(stage.ids.a, { preflight: false }),
    lines: ["[eni-attachment {label}/{eni}] plan: attach to {a}"],
  },
  {
    situation: "`eni:preflight` is off: nothing is asked",
    setting: { configuration: { "eni:preflight": "false" } },
    bring: (stage) => stage.previewNew(),
    lines: ["[eni-attachment {label}/{eni}] plan: attach to {a}"],
  },
  {
    situation: "there are no credentials: it is said once",
    vendors: everyVendor,
    bring: async (stage) => {
      stage.loseCredentials();
      await stage.previewNew();
      return stage.previewNew(stage.ids.a, { networkInterfaceId: stage.ids.eni2 });
    },
    lines: [
      "[eni-attachment {vendor}] the cloud cannot be looked at before up: no credentials for {title} in {places}. To do: {setCredentials}",
      "[eni-attachment {label}/{eni}] plan: attach to {a} (not looked at: no credentials)",
      "[eni-attachment {label}/{eni2}] plan: attach to {a} (not looked at: no credentials)",
    ],
  },
  {
    situation: "the instance is starting",
    bring: (stage) => {
      stage.world.startInstance(stage.ids.a, 60_000);
      return stage.previewNew();
    },
    lines: ["[eni-attachment {label}/{eni}] plan: attach to {a}; {a} is starting or stopping and is waited for"],
  },
  {
    situation: "there is no such instance",
    vendors: vendorsWhere(showsInstances),
    bring: (stage) => stage.previewNew(stage.ids.unknownInstance),
    lines: [
      "[eni-attachment {label}/{eni}] plan: attach to {unknownInstance}; as things are, up will fail: instance {unknownInstance} does not exist{inRegion} (or not in this account)",
    ],
  },
  {
    situation: "the instance holds as many ENIs as it can",
    bring: (stage) => stage.previewNew(stage.ids.full),
    lines: [
      "[eni-attachment {label}/{eni}] plan: attach to {full}; as things are, up will fail: {full} is full: its type ecs.example.eni1 holds 1 ENI, unless another attachment of this program leaves it",
    ],
  },
  {
    situation: "the instance is stopped and in another region",
    vendors: ["zenlayer-zec"],
    bring: (stage) => {
      stage.world.stopInstance(stage.ids.far);
      return stage.previewNew(stage.ids.far);
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: attach to {far}; as things are, up will fail: {far} is STOPPED: start the instance (`zeno zec start-instances`): vNICs come and go only while it is RUNNING; {eni} is in region asia-east-1, {far} in europe-west-1",
    ],
  },
  {
    situation: "the ENI is being created",
    bring: (stage) => {
      stage.fault({ kind: "unknownState", word: "Creating", match: { action: stage.actions.describe } });
      return stage.previewNew();
    },
    lines: ["[eni-attachment {label}/{eni}] plan: wait until the ENI is created, then attach to {a}"],
  },
  {
    situation: "the ENI is in a state that nobody knows",
    bring: (stage) => {
      stage.fault({ kind: "unknownState", match: { action: stage.actions.describe } });
      return stage.previewNew();
    },
    lines: ["[eni-attachment {label}/{eni}] plan: wait until the ENI is in a state that is known, then attach to {a}"],
  },
  {
    situation: "somebody attaches the ENI to the instance just now",
    setting: { world: { enis: [{ id: "eni-one", instanceId: "i-a", status: "attaching" }] } },
    bring: (stage) => stage.previewNew(),
    lines: ["[eni-attachment {label}/{eni}] plan: wait for the attach to {a} that is under way, and adopt it"],
  },
  {
    situation: "somebody attaches the ENI to another instance just now",
    setting: held("attaching"),
    bring: (stage) => stage.previewNew(),
    lines: [
      '[eni-attachment {label}/{eni}] plan: wait for the attach to {b} that is under way; up would then fail (`onConflict: "takeOver"` takes it)',
    ],
  },
  {
    situation: "somebody attaches the ENI to another instance just now, and `takeOver` is set",
    setting: held("attaching"),
    bring: (stage) => stage.previewNew(stage.ids.a, { onConflict: "takeOver" }),
    lines: [
      "[eni-attachment {label}/{eni}] plan: wait for the attach that is under way, then detach from {b}, then attach to {a}",
    ],
  },
  {
    situation: "somebody detaches the ENI from another instance just now",
    setting: held("detaching"),
    bring: (stage) => stage.previewNew(),
    lines: ["[eni-attachment {label}/{eni}] plan: wait for the detach that is under way, then attach to {a}"],
  },
  {
    situation: "the credentials may not look at the ENI",
    bring: (stage) => {
      stage.refuse(stage.actions.describe, "Forbidden.RAM");
      return stage.previewNew();
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: attach to {a} (could not be looked at: these credentials may not look at it: Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't support RAM (DescribeNetworkInterfaces, {request}). To do: Grant ecs:AttachNetworkInterface, ecs:DetachNetworkInterface and ecs:Describe* to this identity in RAM. Credentials used: environment ({keyVariable}), key id AKID…0001)",
    ],
  },
  {
    situation: "the credentials may not look at instances",
    bring: (stage) => {
      stage.refuse("DescribeInstances", "Forbidden.RAM");
      return stage.previewNew();
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: attach to {a}; {a} could not be looked at before (Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't support RAM (DescribeInstances, request #))",
    ],
  },
  {
    situation: "the region is misspelt",
    bring: (stage) => stage.previewNew(stage.ids.a, { region: "cn-hangzhuo" }),
    lines: [
      '[eni-attachment alicloud-ecs/cn-hangzhuo/{eni}] plan: attach to {a} (could not be looked at: the look at it failed: InvalidRegionId.NotFound: The specified RegionId does not exist (DescribeNetworkInterfaces, {request}). To do: Check `region`. Then run this again; did you mean the region "cn-hangzhou"?)',
    ],
  },
  {
    situation: "a proxy answers instead of the vendor",
    bring: (stage) => {
      stage.fault({ kind: "html502" });
      return stage.previewNew();
    },
    lines: [
      "[eni-attachment {label}/{eni}] plan: attach to {a} (could not be looked at: no usable answer to DescribeNetworkInterfaces: HTTP 502 with a body that is not the vendor's (text/html) from {host}. To do: Check the network, a proxy in between, and the endpoint (`eni:endpoints`, ENI_ENDPOINTS), then run this again)",
    ],
  },
];
