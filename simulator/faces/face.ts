// A face is the simulator's implementation of one vendor's API on the shared world: it takes HTTP requests and returns HTTP answers.
// It opens no sockets, so that tests can run client and cloud in one process.
import type { VendorDefaults } from "../world/vendor-defaults.ts";
import type { World } from "../world/world.ts";

export interface HttpRequest {
  method: string;
  path: string;
  /** As sent, without the question mark: signatures cover the exact bytes. */
  rawQuery: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: Uint8Array;
  /** When the request arrived, in ms. Signatures are checked against this, not the world's time, which a test may advance. */
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

/** What happens to a request: an answer, a connection reset, no answer at all, or an outcome that is decided after `ms`. */
export type Outcome =
  HttpAnswer | { kind: "reset" } | { kind: "hang" } | { kind: "later"; ms: number; then: () => Outcome };

/** What all faces get from the cloud. */
export interface Services {
  world: World;
  nonces: Nonces;
  newRequestId: () => string;
}

/** A call that was read and authenticated but has had no effect yet. The cloud now decides whether a fault applies to it. */
export interface OpenCall {
  vendor: string;
  action: string;
  /** Parameters of the action, without credentials and signature. */
  parameters: Record<string, string>;
  /** Ids of the ENIs that the call names, for fault rules and the call log. */
  enis: readonly string[];
  /** Likewise of the instances. */
  instances: readonly string[];
  region?: string;
  accessKeyId?: string;
  requestId: string;
  /** The error answer if authentication failed; the methods below must not be called then. */
  refusal?: HttpAnswer;
  /** Marks the nonce of the request as used. Called once the service has received the request, not if a fault drops it before. */
  admit(): void;
  /** Carries the call out. */
  perform(statusOverride?: StatusOverride): HttpAnswer;
  /** The three below answer with an error and have no effect. */
  fail(error: Failure): HttpAnswer;
  throttle(retryAfterMs?: number): HttpAnswer;
  serverError(status: 500 | 503): HttpAnswer;
}

/** An error to answer with. Status and message default to those of the face's error table. */
export interface Failure {
  code: string;
  status?: number;
  message?: string;
}

/** An unknown status word to show instead of the real one; for one ENI, or for all if `eni` is not set. */
export interface StatusOverride {
  word: string;
  eni?: string;
}

/** The status word to show for an ENI: `own` unless it is overridden. */
export function statusWord<Word>(statusOverride: StatusOverride | undefined, eni: string, own: Word): Word | string {
  return statusOverride !== undefined && (statusOverride.eni === undefined || statusOverride.eni === eni)
    ? statusOverride.word
    : own;
}

export interface Face {
  readonly vendor: string;
  /** Name of the API, for people: "Alibaba Cloud ECS (2014-05-26)". */
  readonly title: string;
  /**
   * A host name under localhost. Only this face answers requests to it, so that one port can stand for several endpoints. Requests to
   * any other name, or to the address, are answered by the face that claims them.
   */
  readonly host: string;
  /** Environment variables of the vendor's own tools: key id, secret, and the token of temporary credentials if there are any. */
  readonly credentialNames: readonly [id: string, secret: string, token?: string];
  /** Values that a world file may leave out. A face that only shows resources of another vendor has none. */
  readonly defaults?: VendorDefaults;
  /** Vendors (as in a world file) whose resources it shows. Default: its own; two APIs of one cloud show the same ones. */
  readonly shows?: readonly string[];
  /** Documented calls a second for each account, by action; "*" is for all actions that are not listed. */
  readonly rates?: Readonly<Record<string, number>>;
  /** Whether the request is for this API. One port serves all faces, so no two of them may claim the same request. */
  claims(request: HttpRequest): boolean;
  /** Returns the function that opens requests. Throws a ZodError for settings (`faces.<vendor>` of a world file) that are not valid. */
  bind(services: Services, settings: unknown): (request: HttpRequest) => OpenCall;
}

/** Used nonces. Each is kept until its request would be refused as too old anyway. */
export class Nonces {
  readonly #expiries = new Map<string, number>();
  /** Size at which expired nonces are removed: rarely enough that it costs little per request. */
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
