// Rows of the table: what goes wrong with the questions about an ENI, before the change and while it is waited for.
import type { VendorCase } from "../../contract/vendor-cases.ts";
import { oddCode } from "./call-faults.ts";
import type { CloudFault } from "./cloud-fault.ts";
import { blind, nothingSent, stuck, stuckBeforeAnything, survived } from "./outcomes.ts";

/** Each is met, in rows of its own, by the plan's look, by the operation's first one, and by those that wait for the change. */
const onQuestions: readonly Omit<CloudFault, "place" | "outcomes">[] = [
  {
    kind: "throttling burst",
    name: "questions are throttled three times",
    rule: () => ({ kind: "throttle", times: 3 }),
  },
  { kind: "5xx", name: "questions meet a 500 and a 503", rule: () => ({ kind: "serverError", status: 503, times: 2 }) },
  {
    kind: "connection reset",
    name: "the questions' connections are reset",
    rule: () => ({ kind: "dropBefore", times: 2 }),
  },
  {
    kind: "slow reply beyond the timeout",
    name: "a question has no answer",
    rule: () => ({ kind: "hang", times: 1 }),
  },
  {
    kind: "HTML instead of JSON",
    name: "questions are answered by a proxy's page",
    rule: () => ({ kind: "html502", times: 2 }),
  },
  {
    kind: "HTML instead of JSON",
    name: "questions are kept by the vendor's edge, which shows a challenge",
    rule: () => ({ kind: "edge", times: 2 }),
  },
  {
    kind: "reply lost after applying",
    name: "the questions' answers are cut off",
    rule: () => ({ kind: "garbage", times: 2 }),
  },
  {
    kind: "unknown state word",
    name: "the ENI is in a state that nobody documented, for a while",
    rule: () => ({ kind: "unknownState", times: 3 }),
  },
];

/** An API without states has no unknown one before there is a task. */
const noStates = ({ showsTransitions }: VendorCase) =>
  showsTransitions ? undefined : "this API has no states, only those of its tasks";

export const questionFaults: readonly CloudFault[] = [
  ...(["plan", "look", "wait"] as const).flatMap((place) =>
    onQuestions.map((fault) => ({
      ...fault,
      place,
      outcomes: survived,
      ...(fault.kind === "unknown state word" && place !== "wait" ? { absent: noStates } : {}),
    })),
  ),
  {
    kind: "unknown error code",
    name: "the plan's question meets a code that nobody documented",
    place: "plan",
    rule: () => ({ kind: "error", code: oddCode, times: 1 }),
    outcomes: survived,
  },
  {
    kind: "unknown error code",
    name: "the first question meets a code that nobody documented",
    place: "look",
    rule: () => ({ kind: "error", code: oddCode }),
    outcomes: nothingSent("READ_FAILED"),
  },
  {
    kind: "unknown error code",
    name: "a waiting question meets a code that nobody documented",
    place: "wait",
    rule: () => ({ kind: "error", code: oddCode }),
    outcomes: blind("READ_FAILED"),
  },
  {
    kind: "unknown state word",
    name: "the ENI is in a state that nobody documented, for good",
    place: "look",
    rule: () => ({ kind: "unknownState" }),
    timeout: "8s",
    outcomes: {
      ...nothingSent("ATTACH_TIMEOUT"),
      detach: { error: "DETACH_TIMEOUT" },
      "move, its detach": stuckBeforeAnything,
    },
    absent: noStates,
  },
  {
    kind: "unknown state word",
    name: "the ENI gets into a state that nobody documented, for good",
    place: "wait",
    rule: () => ({ kind: "unknownState" }),
    timeout: "8s",
    outcomes: stuck,
    meanwhile: "completes",
  },
];
