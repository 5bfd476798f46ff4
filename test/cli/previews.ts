// Previews made by hand, for what the samples of the real engine do not have.
import { attachment } from "../support/on-cloud.ts";

type Json = Record<string, unknown>;

export const type = "pulumi-nodejs:dynamic/eni:EniAttachment";
export const urnOf = (name: string, of = type): string => `urn:pulumi:prod::shop::${of}::${name}`;

/** Outputs of an attachment that is as it was asked for. */
export const attached = (more: Json = {}): Json => {
  const inputs = attachment({ __provider: "code" });
  return { ...inputs, state: "attached", attachedTo: "i-a", adopted: false, publicIpAddresses: [], ...more };
};

interface Parts {
  readonly name?: string;
  /** Outputs before. */
  readonly olds?: Json;
  /** Further fields of the state before, such as `protect`. */
  readonly before?: Json;
  /** Inputs after. */
  readonly news?: Json;
  readonly after?: Json;
  readonly more?: Json;
}

export function step(op: string, { name = "web", olds, before = {}, news, after = {}, more = {} }: Parts): Json {
  const urn = urnOf(name);
  return {
    op,
    urn,
    ...(olds ? { oldState: { urn, id: "label", type, inputs: {}, outputs: olds, ...before } } : {}),
    ...(news ? { newState: { urn, type, inputs: { __provider: "code", ...news }, ...after } } : {}),
    ...more,
  };
}

export const move = (parts: Parts = {}): Json =>
  step("update", {
    olds: attached(),
    news: attachment({ instanceId: "i-b" }),
    more: { diffReasons: ["instanceId"] },
    ...parts,
  });

export const create = (news: Json, name = "web"): Json => step("create", { name, news: attachment(news) });
export const remove = (parts: Parts = {}): Json => step("delete", { olds: attached(), ...parts });

/** What the provider says of an attachment. */
export const said = (text: string, label = "alicloud-ecs/cn-hangzhou/eni-one"): Json => ({
  message: `[eni-attachment ${label}] ${text}\n\n`,
  severity: "info",
});

export const previewOf = (steps: readonly Json[], diagnostics: readonly Json[] = [], more: Json = {}): string =>
  JSON.stringify({ steps, diagnostics, duration: 1, changeSummary: {}, ...more });

const blueToGreen = { vendor: "tencentcloud-vpc", region: "ap-guangzhou", networkInterfaceId: "eni-example1" };
/** The same as lines of events. */
export function eventsOf(steps: readonly Json[], diagnostics: readonly Json[] = []): string {
  const events = [
    ...steps.map(({ oldState, newState, diffReasons, replaceReasons, ...rest }) => ({
      resourcePreEvent: {
        metadata: { ...rest, old: oldState ?? null, new: newState ?? null, diffs: diffReasons, keys: replaceReasons },
        planning: true,
      },
    })),
    ...diagnostics.map((diagnosticEvent) => ({ diagnosticEvent })),
    { cancelEvent: {} },
  ];
  return events.map((event, sequence) => `${JSON.stringify({ sequence, timestamp: 1, ...event })}\n`).join("");
}

/** What docs/review.md shows. */
export const example = previewOf(
  [
    step("update", {
      name: "web",
      olds: attached({ ...blueToGreen, instanceId: "ins-blue0001", attachedTo: "ins-blue0001" }),
      news: attachment({ ...blueToGreen, instanceId: "ins-green001" }),
      more: { diffReasons: ["instanceId"] },
    }),
    create({ networkInterfaceId: "eni-bp1example00000000e1", instanceId: "i-bp1example00000000a1" }, "cache"),
    remove({
      name: "batch",
      olds: attached({
        networkInterfaceId: "eni-bp1example00000000e2",
        instanceId: "i-bp1example00000000a1",
        attachedTo: "i-bp1example00000000a1",
      }),
    }),
  ],
  [
    said(
      "plan: detach from ins-blue0001, then attach to ins-green001; 1 EIP (203.0.113.7) becomes unassociated and billed",
      "tencentcloud-vpc/ap-guangzhou/eni-example1",
    ),
    said("plan: attach to i-bp1example00000000a1", "alicloud-ecs/cn-hangzhou/eni-bp1example00000000e1"),
  ],
);
