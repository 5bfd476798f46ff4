// The ways in which a call ends without a usable answer: refused, lost, not sent, or not understood.
import { EniError } from "../errors.ts";
import type { Meaning } from "./meaning.ts";
import type { Obstacle } from "./transport.ts";

/** What the vendor said, in the vendor's own words (redacted). */
export interface VendorWords {
  readonly action: string;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
  readonly status: number;
}

/** The vendor understood the call and said no. */
export class VendorRefusal extends Error {
  override readonly name = "VendorRefusal";
  readonly words: VendorWords;
  readonly meaning: Meaning;
  readonly hint: string | undefined;
  readonly #whole: string;

  /** @param whole the vendor's message with all its lines; it is searched, and never shown. Default: the message of `words`. */
  constructor(words: VendorWords, meaning: Meaning, hint?: string, whole = words.message) {
    super(`${words.action}: ${words.code}: ${words.message}`);
    this.words = words;
    this.meaning = meaning;
    this.hint = hint;
    this.#whole = whole;
  }

  /** True if the message contains this id: `resource (qcs::cvm:ap-guangzhou:uin/1:instance/ins-1) has no permission`. */
  names(id: string): boolean {
    return this.#whole.split(/[^\w.-]+/).some((word) => word.replace(/\.+$/, "") === id);
  }
}

/** No reliable answer: the call may or may not have been carried out. */
export class LostReply extends Error {
  override readonly name = "LostReply";
  readonly action: string;
  /** True when the request certainly never reached the vendor (refused connection, unknown host). */
  readonly neverSent: boolean;
  readonly words: VendorWords | undefined;
  /** As in TransportFailure. */
  readonly obstacle: Obstacle | undefined;

  constructor(
    action: string,
    reason: string,
    options: { neverSent?: boolean; words?: VendorWords; obstacle?: Obstacle | undefined } = {},
  ) {
    super(`${action}: ${reason}`);
    this.action = action;
    this.neverSent = options.neverSent ?? false;
    this.words = options.words;
    this.obstacle = options.obstacle;
  }
}

/** The call was not sent: the account's request rate gave it no turn before its deadline. */
export class NoTurn extends LostReply {
  // The safest kind of lost reply: nothing was sent.
  constructor(action: string) {
    super(action, "no turn came in the time allowed under the account's request rate", { neverSent: true });
  }
}

/** The call was not sent: a look right before it showed that it is no longer wanted. */
export class NotSent extends Error {
  override readonly name = "NotSent";

  constructor(action: string) {
    super(`${action}: not sent`);
  }
}

/** The run was cancelled: nothing more is sent or waited for. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  constructor() {
    super("the run was cancelled");
  }
}

/** The vendor's answer does not have the documented shape. */
export class UnreadableAnswer extends LostReply {}

/** The text of a call's error: the vendor's words with the request id, if there are any. */
export function quoteTrouble(error: Error): string {
  const words = error instanceof VendorRefusal || error instanceof LostReply ? error.words : undefined;
  return words ? quoteVendor(words) : error.message;
}

/** `EniPerInstanceLimitExceeded: the limit is reached (AttachNetworkInterface, request 473469C7-…)`. */
export function quoteVendor(words: VendorWords): string {
  return `${told(words)} (${words.action}, ${requestOf(words)})`;
}

/** The same without the action, for texts that already name it: `InternalError: try again (request 473469C7-…)`. */
export function saidOf(words: VendorWords): string {
  return `${told(words)} (${requestOf(words)})`;
}

const told = ({ code, message }: VendorWords): string => `${code}: ${message.replace(/\.?\s*$/, "")}`;

const requestOf = ({ requestId }: VendorWords): string =>
  requestId === undefined ? "no request id" : `request ${requestId}`;

/** True for the errors that a question may end with; any other error is a fault of this package. */
export function isNoAnswer(error: unknown): error is VendorRefusal | LostReply | EniError {
  return error instanceof VendorRefusal || error instanceof LostReply || error instanceof EniError;
}
