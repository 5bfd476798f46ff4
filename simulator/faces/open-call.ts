// Makes an `OpenCall` from what only a face knows: how a caller is authenticated, what the call does, and what errors look like.
// Here is the part that all faces share: a `Refused` that is thrown becomes an error answer.
import type { Account } from "../world/schema.ts";
import type { StatusOverride, Failure, HttpAnswer, OpenCall } from "./face.ts";
import { Refused } from "./refused.ts";

export interface Caller {
  account: Account;
  /** For vendors whose request may not name it: Zenlayer's Bearer tokens. */
  accessKeyId?: string;
  /** Marks the nonce as used, for vendors that have nonces. */
  admit?(): void;
}

export interface CallParts<By extends Caller> {
  /** What the request says before it is authenticated, for the call log and the fault rules. */
  about: Pick<OpenCall, "vendor" | "action" | "parameters" | "enis" | "instances" | "requestId"> & {
    region?: string | undefined;
    accessKeyId?: string | undefined;
  };
  /** Throws `Refused` if the caller is not authenticated. */
  authenticate(): By;
  /** Carries the call out. Throws `Refused` if the vendor would answer with an error. */
  perform(caller: By, statusOverride: StatusOverride | undefined): HttpAnswer;
  fail(error: Failure): HttpAnswer;
  throttle(retryAfterMs: number | undefined): HttpAnswer;
  serverError(status: 500 | 503): HttpAnswer;
}

export function openCall<By extends Caller>(parts: CallParts<By>): OpenCall {
  const { region, accessKeyId, ...about } = parts.about;
  const caller = orRefusal(() => parts.authenticate());
  const authenticated = caller instanceof Refused ? undefined : caller;
  const keyId = authenticated?.accessKeyId ?? accessKeyId;
  const refusal = caller instanceof Refused ? answerTo(caller) : undefined;
  return {
    ...about,
    ...(region === undefined ? {} : { region }),
    ...(keyId === undefined ? {} : { accessKeyId: keyId }),
    ...(refusal === undefined ? {} : { refusal }),
    admit: () => authenticated?.admit?.(),
    perform: (statusOverride) => {
      if (caller instanceof Refused) return answerTo(caller);
      const answer = orRefusal(() => parts.perform(caller, statusOverride));
      return answer instanceof Refused ? answerTo(answer) : answer;
    },
    fail: (error) => parts.fail(error),
    throttle: (retryAfterMs) => parts.throttle(retryAfterMs),
    serverError: (status) => parts.serverError(status),
  };

  function answerTo({ code, detail }: Refused): HttpAnswer {
    return parts.fail({ code, ...(detail === undefined ? {} : { message: detail }) });
  }
}

function orRefusal<T>(work: () => T): T | Refused {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
