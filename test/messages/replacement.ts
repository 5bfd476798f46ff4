// What a user sees of the first half of a replacement: it is refused where the second half is certain to fail, with what helps; and what is
// said where another attachment was faster.
import { everyVendor } from "./row.ts";
import type { Row } from "./row.ts";
import type { Stage } from "./stage.ts";

const before = "it would fail, so nothing was detached:";
const up =
  "run `pulumi up` again (`preflight: false` skips these checks, and detaches the present ENI first). What depends on it and is replaced with it may be deleted already: that run makes it again.";

const freed = (how: string) =>
  `If another attachment of this program ${how} in the same run, run \`pulumi up\` with a higher \`--parallel\`, or \`pulumi destroy --target URN\` of that one first.`;

/** By this ENI, on `a`. */
const byEni = (stage: Stage, eni: string) => stage.inputs(stage.ids.a, { networkInterfaceId: eni });

export const replacementRows: readonly Row[] = [
  {
    situation: "the new ENI does not exist",
    bring: (stage) => stage.replace(byEni(stage, stage.ids.unknownEni)),
    error: [
      `replace {eni} on {a} by {unknownEni} on {a} ({where}): ${before} {unknownEni} was not found in {place} (environment ({keyVariable}), key id AKID…0001).`,
      `To do: Check \`networkInterfaceId\` and \`region\`, and whose account these credentials are of; or create a new ENI and name its new id in the program, or remove the attachment from the program; then ${up.replace(" again", "")}`,
      "[ENI_NOT_FOUND]",
    ],
  },
  {
    situation: "the new ENI is a primary one",
    vendors: everyVendor,
    bring: (stage) => stage.replace(byEni(stage, stage.ids.primary)),
    error: [
      `replace {eni} on {a} by {primary} on {a} ({where}): ${before} {primary} is a primary ENI.`,
      "Now: {primary} is attached to {far}{used}.",
      `To do: {aPrimary} Then ${up}`,
      "[ENI_NOT_ATTACHABLE]",
    ],
  },
  {
    situation: "another cloud service manages the new ENI",
    bring: (stage) => stage.replace(byEni(stage, "eni-managed")),
    error: [
      `replace {eni} on {a} by eni-managed on {a} ({where}): ${before} another cloud service manages eni-managed.`,
      "Now: eni-managed is attached to an instance that the vendor does not name{used}.",
      `To do: Move it with that service, or declare another ENI. Then ${up}`,
      "[ENI_NOT_ATTACHABLE]",
    ],
  },
  {
    situation: "somebody else has the new ENI",
    bring: (stage) => {
      stage.world.placeEni(stage.ids.eni2, stage.ids.b);
      return stage.replace(byEni(stage, stage.ids.eni2));
    },
    instances: ["{a}", "{b}"],
    error: [
      `replace {eni} on {a} by {eni2} on {a} ({where}): ${before} {eni2} is attached to {b}{used}, and not by this resource.`,
      `To do: Detach it there, or set \`onConflict: "takeOver"\` to take it; then ${up.replace("What depends", `${freed("gives it up")} What depends`)}`,
      "[ENI_ATTACHED_ELSEWHERE]",
    ],
  },
  {
    situation:
      "its detach is throttled until the time is up: the configuration is today's, and `timeouts` are those of the state",
    bring: async (stage) => {
      const { id, outs } = await stage.attached({ timeouts: { detach: "2m" } });
      const news = byEni(stage, stage.ids.eni2);
      await stage.cloud.check(outs, news);
      await stage.cloud.diff(id, outs, news);
      stage.cloud.lines.length = 0;
      stage.fault({ kind: "throttle", match: { action: stage.actions.detach } });
      return stage.cloud.delete(id, outs);
    },
    error: [
      "detach {eni} from {a} ({where}): throttled until the time was up: Throttling.User: Request was denied due to user flow control (DetachNetworkInterface, {request}).",
      "Now: not known; last seen 112 s ago: {eni} is attached to {a}{used}.",
      "To do: The account's request rate is used up: run this again later, give it longer (`timeouts`, which count after a `pulumi up`), or have us ask less often (`eni:rateLimits`).",
      "[THROTTLED]",
    ],
  },
  {
    situation: "the same ENI (`replaceOnChanges`), to another place",
    bring: (stage) => stage.replace(stage.inputs(stage.ids.far)),
    instances: ["{a}", "{far}"],
    error: [
      `attach {eni} to {far} ({where}): ${before} {eni} is in zone cn-hangzhou-h, {far} in cn-hangzhou-i.`,
      "Now: {eni} is attached to {a}{used}.",
      `To do: Name an instance in the ENI's zone, or another ENI, then ${up}`,
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the same ENI, to an instance that does not exist",
    bring: (stage) => stage.replace(stage.inputs(stage.ids.unknownInstance)),
    instances: ["{a}", "{unknownInstance}"],
    error: [
      `attach {eni} to {unknownInstance} ({where}): ${before} instance {unknownInstance} does not exist in cn-hangzhou (or not in this account).`,
      "Now: {eni} is attached to {a}{used}.",
      `To do: Check \`instanceId\` and \`region\`, then ${up}`,
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the same ENI, to an instance that is full",
    bring: (stage) => stage.replace(stage.inputs(stage.ids.full)),
    instances: ["{a}", "{full}"],
    error: [
      `attach {eni} to {full} ({where}): ${before} {full} is full: its type ecs.example.eni1 holds 1 ENI.`,
      "Now: {eni} is attached to {a}{used}.",
      `To do: Detach another ENI from the instance, or name another instance, then ${up.replace("What depends", `${freed("leaves it")} What depends`)}`,
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "the same ENI, to an instance that is stopped, where it has to run",
    vendors: ["zenlayer-zec"],
    bring: (stage) => {
      stage.world.stopInstance(stage.ids.b);
      return stage.replace(stage.inputs(stage.ids.b));
    },
    instances: ["{a}", "{b}"],
    error: [
      `attach {eni} to {b} ({where}): ${before} {b} is STOPPED.`,
      "Now: {eni} is attached to {a}{used}.",
      `To do: Start the instance (\`zeno zec start-instances\`): vNICs come and go only while it is RUNNING. Then ${up}`,
      "[PREFLIGHT_FAILED]",
    ],
  },
  {
    situation: "two attachments exchange their ENIs, and the other one was faster",
    bring: async (stage) => {
      const { ids, cloud } = stage;
      const other = await cloud.create(stage.inputs(ids.b, { networkInterfaceId: ids.eni2 }));
      const { id, outs } = await stage.attached();
      const [news, others] = [stage.inputs(ids.a, { networkInterfaceId: ids.eni2 }), stage.inputs(ids.b)];
      await cloud.check(outs, news);
      await cloud.diff(id, outs, news);
      await cloud.check(other.outs, others);
      await cloud.diff(other.id, other.outs, others);
      await cloud.delete(id, outs);
      await cloud.create(news);
      cloud.lines.length = 0;
      return cloud.delete(other.id, other.outs);
    },
    lines: [
      "[eni-attachment {label}/{eni2}] kept attached: another attachment of this program has taken this ENI over in this run, so only the old state is dropped",
    ],
  },
];
