// What the HTTP client needs to know of a vendor's API: how to sign a call, read an answer, and understand an error code.
import type { Credentials } from "./credentials.ts";
import type { HttpRequest, HttpResponse } from "./transport.ts";

/** One call of a vendor's API, before it is signed. */
export interface ApiCall {
  /** The vendor's name of the action, e.g. `DetachNetworkInterface`. */
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** True for a call that changes something: it is never sent again blindly. */
  readonly mutates: boolean;
}

/** What is new for each attempt: signatures, nonces and timestamps are never used twice. */
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

/**
 * What an error code means for the call that met it:
 * - `throttled`: not carried out; wait and send again.
 * - `transient`: the vendor's fault; it may or may not have been carried out.
 * - `credentials`: the key, token, signature or clock was not accepted; nothing was carried out.
 * - `forbidden`: the identity is known and may not do this.
 * - `goneEni`, `goneInstance`: it does not exist.
 * - `notAttached`: the ENI is not attached to that instance (or to any).
 * - `eniState`, `instanceState`: its state does not allow the call now; look, then decide.
 * - `busy`: another job holds the resource; look, then try again.
 * - `refused`: final; the user has to change something.
 */
export type Meaning =
  | "throttled"
  | "transient"
  | "credentials"
  | "forbidden"
  | "goneEni"
  | "goneInstance"
  | "notAttached"
  | "eniState"
  | "instanceState"
  | "busy"
  | "refused";

export interface Interpretation {
  readonly meaning: Meaning;
  /** What the person at the terminal can do about it. */
  readonly hint?: string | undefined;
}

/** A vendor's API at one endpoint and region. */
export interface Api {
  sign(call: ApiCall, stamp: Stamp): HttpRequest;
  /** Reads the envelope. Returns undefined for a body that is not the vendor's (HTML of a proxy, a truncated answer). */
  answer(response: HttpResponse): Answer | undefined;
  interpret(code: string, action: string, status: number): Interpretation;
}
