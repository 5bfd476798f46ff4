// The errors of this package. Each has a stable `code`, and a message for the user.
import type { Remedy } from "./remedy.ts";
import { remedyText } from "./remedy-text.ts";

/** Stable names of errors; they are part of the public interface: documents and scripts match on them. */
export const errorCodes = [
  "ALREADY_DECLARED",
  "ANSWER_NOT_UNDERSTOOD",
  "ATTACH_FELL_BACK",
  "ATTACH_REFUSED",
  "ATTACH_TIMEOUT",
  "CANCELLED",
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

/** The parts of an error's message. */
export interface ErrorParts {
  /** The operation and its place: "attach eni-1 to i-a (alicloud-ecs, cn-hangzhou)". Default: left out. */
  readonly doing?: string;
  /** What happened, without a full stop. */
  readonly what: string;
  /** The outcome, a sentence: "It was put back on i-a." Default: left out. */
  readonly then?: string;
  /** The state now, in sentences. Default: left out. */
  readonly now?: string;
  /** What to do. Default: no known remedy, left out. */
  readonly remedy?: Remedy;
}

/** `DOING: WHAT. THEN NOW To do: REMEDY [CODE]`: the message of every error. */
export function composed(code: ErrorCode, { doing, what, then, now, remedy = [] }: ErrorParts): string {
  const happened = `${doing === undefined ? "" : `${doing}: `}${what}.`;
  const todo = remedy.length === 0 ? undefined : `To do: ${remedyText(remedy)}`;
  return [happened, then, now, todo, `[${code}]`].filter(Boolean).join(" ");
}

/** Two copies of this package in one process (a library may bring its own) recognise each other's errors. */
const brand = Symbol.for("pulumi-eni-attachment.EniError");

/** An error with a stable code and a message that says what to do. It never holds a credential or a signature. */
export class EniError extends Error {
  override readonly name = "EniError";
  readonly code: ErrorCode;
  readonly parts: ErrorParts;

  constructor(code: ErrorCode, parts: ErrorParts, options?: { readonly cause?: unknown }) {
    super(composed(code, parts), options);
    this.code = code;
    this.parts = parts;
    Object.defineProperty(this, brand, { value: true });
  }

  /** What to do, as data; the message has it in words. */
  get remedy(): Remedy {
    return this.parts.remedy ?? [];
  }

  /** What happened and the outcome, as a part of another sentence. */
  get what(): string {
    const { what, then } = this.parts;
    return then === undefined ? what : `${what}; ${clause(then)}`;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }
}

/** A sentence as a part of another one. */
export function clause(sentence: string): string {
  return sentence.replace(/\.$/, "").replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
}
