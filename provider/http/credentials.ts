// Credentials as the vendors' signers take them, and the place where they were found.
import { createHash } from "node:crypto";
import { EniError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { Cancelled } from "./no-answer.ts";
import { maskKeyId } from "./redact.ts";
import type { Remedy } from "../remedy.ts";

export interface Credentials {
  readonly keyId: string;
  readonly secret: string;
  /** Token of temporary credentials. */
  readonly token?: string | undefined;
  /** A token sent with each request instead of a signature; key id and secret are then empty. */
  readonly bearer?: string | undefined;
}

/** A place that holds credentials. `get` is asked before each attempt, so rotating credentials stay fresh. */
export interface CredentialSource {
  /** Where they were found, in words: "environment (ALIBABA_CLOUD_ACCESS_KEY_ID)". */
  readonly found: string;
  /**
   * Sessions, limits and watchers belong to it: the key or token, or for temporary ones the place that gives them out, since each renewal
   * brings another key.
   */
  readonly principal: string;
  readonly get: () => Promise<Credentials>;
}

/** The same credentials for as long as the process lives. */
export function fixedCredentials(found: string, credentials: Credentials): CredentialSource {
  return { found, principal: principalOf(credentials), get: () => Promise.resolve(credentials) };
}

/** Longest wait for a renewal, in milliseconds. */
const renewalTimeout = 30_000;

/** Where temporary credentials come from. */
export interface RenewedFrom {
  /** As in CredentialSource. */
  readonly found: string;
  /** What tells it from other places of its kind (role, profile, URI); none of it is shown. Default: nothing. */
  readonly which?: readonly (string | undefined)[];
}

/**
 * Temporary credentials, loaded again as they expire: one renewal at a time serves all who wait. One that takes longer than
 * `renewalTimeout` fails.
 * `get` throws an EniError `CREDENTIALS_MISSING`, or Cancelled.
 */
export function renewedCredentials(
  { found, which = [] }: RenewedFrom,
  load: () => Promise<Credentials>,
  clock: Clock,
): CredentialSource {
  const renew = async (): Promise<Credentials> => {
    const over = new AbortController();
    const late = clock.sleep(renewalTimeout, over.signal).then(() => {
      throw new Error("too late");
    });
    try {
      return await Promise.race([load(), late]);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      // Every error ends here. Its text is left out: it may quote a secret.
      const what = `the temporary credentials of ${found} could not be renewed`;
      const remedy: Remedy = [{ kind: "renewCredentials" }];
      throw new EniError("CREDENTIALS_MISSING", { what, remedy });
    } finally {
      late.catch(() => undefined);
      over.abort();
    }
  };
  let renewing: Promise<Credentials> | undefined;
  const get = () => (renewing ??= renew().finally(() => (renewing = undefined)));
  return { found, principal: JSON.stringify([found, ...which]), get };
}

/** "environment (…), key id LTAI…0001". */
export function describeCredentials(found: string, keyId: string): string {
  return keyId === "" ? `${found}, a bearer token` : `${found}, key id ${maskKeyId(keyId)}`;
}

/** Identifies the key or token, without keeping a secret: limits and sessions are shared by those of one principal. */
export function principalOf({ keyId, bearer }: Credentials): string {
  return bearer === undefined ? keyId : createHash("sha256").update(bearer).digest("hex").slice(0, 16);
}
