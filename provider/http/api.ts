// What the HTTP client needs to know of a vendor's API: how to sign a call, read an answer, and understand an error code.
import type { Credentials } from "./credentials.ts";
import type { Interpretation } from "./meaning.ts";
import type { HttpRequest, HttpResponse } from "./transport.ts";

/** One call of a vendor's API, before it is signed. */
export interface ApiCall {
  /** The vendor's name of the action, e.g. `DetachNetworkInterface`. */
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** True for a call that changes something: after a lost reply the cloud is looked at before it is sent again. */
  readonly mutates: boolean;
}

/** Made for each attempt: signatures, nonces and timestamps are never used twice. */
export interface Stamp {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly nonce: string;
}

export type Answer =
  | { readonly ok: true; readonly body: unknown; readonly requestId: string | undefined }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly requestId: string | undefined;
      /** How long the vendor asks us to wait, in milliseconds. */
      readonly retryAfterMs?: number | undefined;
    };

/** A vendor's API at one endpoint and region. */
export interface Api {
  sign(call: ApiCall, stamp: Stamp): HttpRequest;
  /**
   * Reads the envelope. Returns undefined for a body that is not the vendor's (HTML of a proxy, a truncated answer).
   * @param action the one that was answered: some belong to another product, with an envelope of its own.
   */
  answer(response: HttpResponse, action?: string): Answer | undefined;
  /** @param message the vendor's words: some codes are generic, and only these tell what was wrong. */
  interpret(code: string, action: string, status: number, message?: string): Interpretation;
}
