// The errors of this package. Each has a stable `code`; a person at a terminal reads only the message.
import type { Remedy } from "./remedy.ts";

/** Stable names of what can go wrong; they are part of the public interface (docs, scripts match on them). */
export const errorCodes = [
  "ALREADY_DECLARED",
  "ANSWER_NOT_UNDERSTOOD",
  "ATTACH_FELL_BACK",
  "ATTACH_REFUSED",
  "ATTACH_TIMEOUT",
  "CONFIGURATION_INVALID",
  "CREDENTIALS_MISSING",
  "CREDENTIALS_REJECTED",
  "DETACH_FELL_BACK",
  "DETACH_REFUSED",
  "DETACH_TIMEOUT",
  "ENDPOINT_UNREACHABLE",
  "ENGINE_GONE",
  "ENI_ATTACHED_ELSEWHERE",
  "ENI_NOT_ATTACHABLE",
  "ENI_NOT_FOUND",
  "INSTANCE_NOT_FOUND",
  "INSTANCE_STATE",
  "INTERNAL_ERROR",
  "PREFLIGHT_FAILED",
  "READ_FAILED",
  "ROLLED_BACK",
  "ROLLBACK_FAILED",
  "THROTTLED",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error's message in parts, for one that is told within another text. */
export interface ErrorParts {
  /** A sentence: what was being done, and what happened. */
  readonly happened: string;
  /** What happened alone, without a full stop. */
  readonly what: string;
  /** What to do; empty when there is nothing. */
  readonly remedy: Remedy;
}

/** An error with a stable code and a message that says what to do. It never holds a credential or a signature. */
export class EniError extends Error {
  override readonly name = "EniError";
  readonly code: ErrorCode;
  readonly parts: ErrorParts;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; parts?: ErrorParts } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.parts = options.parts ?? { happened: message, what: message, remedy: [] };
  }

  /** What to do, as data; the message has it in words. */
  get remedy(): Remedy {
    return this.parts.remedy;
  }
}
