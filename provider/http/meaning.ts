// What vendors' error codes mean, in words that are the same for all of them.

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
  /** What the user can do about it. */
  readonly hint?: string | undefined;
}
