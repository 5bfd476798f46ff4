// Turns the failure of a look into an error for the user.
import { EniError } from "../errors.ts";
import { LostReply, NoTurn, UnreadableAnswer, VendorRefusal } from "../http/no-answer.ts";
import type { Obstacle } from "../http/transport.ts";
import type { Step } from "../remedy.ts";
import type { Speaker } from "./failure.ts";
import { codeOf, errorOf, failure, refusedOutright, runAgain, throttledLookRemedy } from "./failure.ts";

/** @param error thrown by a look. An `EniError` is returned unchanged. */
export function readFailure(op: Speaker, error: unknown): EniError {
  if (error instanceof EniError) return error;
  if (error instanceof VendorRefusal)
    return failure(op, codeOf(error, "READ_FAILED"), {
      what: refusedOutright(error, "look") ?? "the look at it failed",
      refusal: error,
      ...(error.meaning === "throttled" && { remedy: throttledLookRemedy }),
    });
  if (!(error instanceof LostReply)) return errorOf(op, error);
  if (error instanceof NoTurn) return failure(op, "THROTTLED", { what: error.message, remedy: throttledLookRemedy });
  if (error instanceof UnreadableAnswer) {
    return failure(op, "ANSWER_NOT_UNDERSTOOD", {
      what: error.message,
      remedy: [{ kind: "checkEndpoint", title: op.session.vendor.title }],
    });
  }
  if (error.words) {
    return failure(op, "READ_FAILED", {
      what: "the vendor could not answer",
      words: error.words,
      remedy: [{ kind: "wait", for: "vendor" }],
    });
  }
  return failure(op, "ENDPOINT_UNREACHABLE", {
    what: `no usable answer to ${error.message}`,
    remedy: [clearing(error.obstacle), runAgain],
  });
}

/** What to do about a way that leads to no answer. */
export function clearing(obstacle: Obstacle | undefined): Step {
  return { kind: obstacle === undefined ? "checkNetwork" : steps[obstacle] };
}

const steps = {
  certificate: "trustCertificate",
  hostName: "checkHostName",
  proxyLogin: "giveProxyLogin",
  proxyPlain: "nameProxyPlain",
  proxyRefusal: "passProxy",
} as const satisfies Readonly<Record<Obstacle, Step["kind"]>>;
