// An open call out of the three things that only a face knows: who is asking, what the call does, and what an error looks like.
import type { Account } from "../world/schema.ts";
import type { StatusOverride, Failure, HttpAnswer, OpenCall } from "./face.ts";
import { Refused } from "./refused.ts";

export interface Caller {
  account: Account;
  /** Where the request alone does not tell it. */
  accessKeyId?: string;
  /** Uses the nonce up, at vendors that have one. */
  admit?(): void;
}

export interface CallParts<By extends Caller> {
  /** What the request says, whoever sent it: for the call log and the fault rules. */
  about: Pick<OpenCall, "vendor" | "action" | "parameters" | "enis" | "instances" | "requestId"> & {
    region?: string | undefined;
    accessKeyId?: string | undefined;
  };
  /** Throws Refused. */
  authenticate(): By;
  /** Carries the call out. Throws Refused. */
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
