// What a vendor's face is: a request in, an answer out, over the shared world. Without sockets, so that it also runs in one process.
import type { VendorDefaults } from "../world/vendor-defaults.ts";
import type { World } from "../world/world.ts";

export interface HttpRequest {
  method: string;
  path: string;
  /** As sent, without the question mark: signatures are over the exact bytes. */
  rawQuery: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: Uint8Array;
  /** The time that signatures are judged by. Not the world's: that one may be advanced. */
  receivedAt: number;
  remotePort?: number;
}

export interface HttpAnswer {
  kind: "answer";
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The vendor's error code, for the call log. */
  code?: string;
}

/** What becomes of a request: an answer, a broken connection, silence, or a decision that is taken later. */
export type Outcome =
  HttpAnswer | { kind: "reset" } | { kind: "hang" } | { kind: "later"; ms: number; then: () => Outcome };

export interface Services {
  world: World;
  nonces: Nonces;
  newRequestId: () => string;
}

/** A call that was read and authenticated, and has had no effect yet: between the two, faults strike. */
export interface OpenCall {
  vendor: string;
  action: string;
  /** What the caller asked for, without credentials and signature. */
  parameters: Record<string, string>;
  enis: readonly string[];
  instances: readonly string[];
  region?: string;
  accessKeyId?: string;
  requestId: string;
  /** Set when the call was not authenticated: nothing else may be asked of it. */
  refusal?: HttpAnswer;
  /** The request has arrived: its nonce is used up. */
  admit(): void;
  perform(statusOverride?: StatusOverride): HttpAnswer;
  fail(error: Failure): HttpAnswer;
  throttle(retryAfterMs?: number): HttpAnswer;
  serverError(status: 500 | 503): HttpAnswer;
}

/** An error as a fault rule or a face wants it; what is left out comes from the face's error table. */
export interface Failure {
  code: string;
  status?: number;
  message?: string;
}

/** A status word that nobody knows, shown for one ENI or for all. */
export interface StatusOverride {
  word: string;
  eni?: string;
}

/** The word to show for an ENI: its own one unless it is disguised. */
export function statusWord<Word>(statusOverride: StatusOverride | undefined, eni: string, own: Word): Word | string {
  return statusOverride !== undefined && (statusOverride.eni === undefined || statusOverride.eni === eni)
    ? statusOverride.word
    : own;
}

export interface Face {
  readonly vendor: string;
  /** What it speaks, for a person: "Alibaba Cloud ECS (2014-05-26)". */
  readonly title: string;
  /**
   * A host name under localhost. A request to it is answered by this face alone, so that one port looks like several endpoints; at any
   * other name, and at the address itself, whichever face claims the request answers.
   */
  readonly host: string;
  /** The environment of the vendor's own tools: key id, secret, and the token of temporary credentials where there are such. */
  readonly credentialNames: readonly [id: string, secret: string, token?: string];
  /** What a short world file leaves out; none where the face only shows things of another vendor. */
  readonly defaults?: VendorDefaults;
  /** The vendors of a world file whose things it shows; its own name alone, unless several APIs are one cloud. */
  readonly shows?: readonly string[];
  /** Documented calls a second for each account, by action; "*" for the others. */
  readonly rates?: Readonly<Record<string, number>>;
  claims(request: HttpRequest): boolean;
  /** Throws a ZodError for settings (a world file's `faces.<vendor>`) that the face does not know. */
  bind(services: Services, settings: unknown): (request: HttpRequest) => OpenCall;
}

/** Nonces that were seen, each until the request that carried it would be too old anyhow. */
export class Nonces {
  readonly #expiries = new Map<string, number>();
  #purgeAt = 1024;

  seen(key: string, now: number): boolean {
    return (this.#expiries.get(key) ?? -Infinity) >= now;
  }

  remember(key: string, expiry: number, now: number): void {
    this.#expiries.set(key, expiry);
    if (this.#expiries.size < this.#purgeAt) return;
    for (const [old, until] of this.#expiries) if (until < now) this.#expiries.delete(old);
    this.#purgeAt = Math.max(1024, 2 * this.#expiries.size);
  }
}
