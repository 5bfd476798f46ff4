// Rows of the table: what goes wrong with the call that attaches or detaches, and with the change that it begins.
import type { CloudFault } from "./cloud-fault.ts";
import { fellBack, refused, stuck, stuckInVain, survived, throttledToTheEnd, timedOut } from "./outcomes.ts";
import type { Leg } from "./ways.ts";

/** It is in no vendor's table. */
export const oddCode = "Something.NobodyDocumented";
/** Shorter than the vendor's silence, longer than anything that goes well. */
const short = "10s";
const slow = { place: "call", kind: "slow reply beyond the timeout", timeout: short } as const;

const fallsBack = (leg: Leg) => (leg === "attach" ? { attachFallsBack: 1 } : { detachFallsBack: 1 });
const sticks = (leg: Leg) =>
  leg === "attach" ? { attachSticks: 1 } : { detachSticks: 1, detachReissues: "never" as const };

export const callFaults: readonly CloudFault[] = [
  {
    kind: "error before applying",
    name: "the call is refused for good",
    place: "call",
    rule: ({ codes }) => ({ kind: "error", code: codes.refused, times: 1 }),
    outcomes: refused,
  },
  {
    kind: "error before applying",
    name: "the call is refused because another one is at work",
    place: "call",
    rule: ({ codes }) => ({ kind: "error", code: codes.busy ?? "", times: 2 }),
    outcomes: survived,
    absent: ({ codes }) => (codes.busy === undefined ? "the vendor has no code for it" : undefined),
  },
  {
    kind: "reply lost after applying",
    name: "the call is carried out and its connection broken",
    place: "call",
    rule: () => ({ kind: "dropAfter", times: 1 }),
    outcomes: survived,
    sentOnce: true,
  },
  {
    kind: "reply lost after applying",
    name: "the call is carried out and its answer cut off",
    place: "call",
    rule: () => ({ kind: "garbage", times: 1 }),
    outcomes: survived,
    sentOnce: true,
  },
  {
    kind: "throttling burst",
    name: "the call is throttled three times",
    place: "call",
    rule: () => ({ kind: "throttle", times: 3 }),
    outcomes: survived,
  },
  {
    kind: "throttling burst",
    name: "the call is throttled until the time is up",
    place: "call",
    rule: () => ({ kind: "throttle" }),
    timeout: "8s",
    outcomes: throttledToTheEnd,
  },
  {
    kind: "5xx",
    name: "the call meets a 500 and is not carried out",
    place: "call",
    rule: () => ({ kind: "serverError", status: 500, times: 1 }),
    outcomes: survived,
  },
  {
    kind: "5xx",
    name: "the call meets a 503 and is carried out",
    place: "call",
    rule: () => ({ kind: "serverError", status: 503, applied: true, times: 1 }),
    outcomes: survived,
    sentOnce: true,
  },
  {
    kind: "connection reset",
    name: "the call's connection is reset before it arrives",
    place: "call",
    rule: () => ({ kind: "dropBefore", times: 1 }),
    outcomes: survived,
  },
  {
    ...slow,
    name: "the call is carried out and never answered",
    rule: () => ({ kind: "hang", applied: true, times: 1 }),
    outcomes: survived,
    sentOnce: true,
  },
  {
    ...slow,
    name: "the call is neither carried out nor answered",
    rule: () => ({ kind: "hang", times: 1 }),
    outcomes: timedOut,
  },
  {
    ...slow,
    name: "the call is carried out when the run has given up",
    rule: () => ({ kind: "delay", ms: 14_000, times: 1 }),
    outcomes: timedOut,
    meanwhile: "completes",
  },
  {
    kind: "HTML instead of JSON",
    name: "the call is answered by a proxy's page and not carried out",
    place: "call",
    rule: () => ({ kind: "html502", times: 1 }),
    outcomes: survived,
  },
  {
    kind: "HTML instead of JSON",
    name: "the call is carried out and answered by a proxy's page",
    place: "call",
    rule: () => ({ kind: "html502", applied: true, times: 1 }),
    outcomes: survived,
    sentOnce: true,
  },
  {
    kind: "HTML instead of JSON",
    name: "the call is kept by the vendor's edge, which shows a challenge",
    place: "call",
    rule: () => ({ kind: "edge", times: 1 }),
    outcomes: survived,
  },
  {
    kind: "unknown error code",
    name: "the call meets a code that nobody documented",
    place: "call",
    rule: () => ({ kind: "error", code: oddCode, status: 400, times: 1 }),
    outcomes: refused,
    absent: ({ errorStatus }) =>
      errorStatus === "200" ? "its API errors are HTTP 200: another status is a lost reply" : undefined,
  },
  {
    kind: "unknown error code",
    name: "the call meets a code that nobody documented, with HTTP 200",
    place: "call",
    rule: () => ({ kind: "error", code: oddCode, status: 200, times: 1 }),
    outcomes: refused,
    absent: ({ errorStatus }) =>
      errorStatus === "its own" ? "its API errors have an HTTP status of their own" : undefined,
  },
  {
    kind: "unknown error code",
    name: "the call meets a code that nobody documented, with HTTP 500",
    place: "call",
    rule: () => ({ kind: "error", code: oddCode, status: 500, times: 1 }),
    outcomes: survived,
  },
  {
    kind: "fall-back",
    name: "the call is taken, begun, and given up",
    place: "call",
    behaviours: fallsBack,
    outcomes: fellBack(),
  },
  {
    kind: "task failed",
    name: "the call's task fails",
    place: "call",
    behaviours: fallsBack,
    outcomes: fellBack(/the vendor's task says: .*failed on the host/),
    absent: ({ tasks }) =>
      tasks === "none" ? "the vendor has no tasks, or documents none for these calls" : undefined,
  },
  {
    kind: "stuck in transition",
    name: "the change hangs past the timeout, and ends well afterwards",
    place: "call",
    behaviours: sticks,
    timeout: short,
    outcomes: stuck,
    meanwhile: "completes",
  },
  {
    kind: "stuck in transition",
    name: "the change hangs past the timeout, and is given up afterwards",
    place: "call",
    behaviours: sticks,
    timeout: short,
    outcomes: stuckInVain,
    meanwhile: "gives up",
  },
  {
    kind: "stuck in transition",
    name: "the change hangs until the call is sent again",
    place: "call",
    behaviours: () => ({ detachSticks: 1, detachReissues: 1 }),
    timeout: short,
    outcomes: survived,
    absent: ({ reissuesDetach }, leg) =>
      leg === "detach" && reissuesDetach ? undefined : "the remedy is documented for Alibaba's detach alone",
  },
  {
    kind: "stale read after success",
    name: "the lists show the state before the call for a while",
    place: "call",
    behaviours: () => ({ staleReads: { reads: 2, shows: "original", after: "both" } }),
    outcomes: survived,
  },
  {
    kind: "stale read after success",
    name: "the lists leave the ENI out for a moment",
    place: "call",
    behaviours: () => ({ staleReads: { reads: 1, shows: "empty", after: "completion" } }),
    outcomes: survived,
  },
];
