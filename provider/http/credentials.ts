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
  readonly get: () => Promise<Credentials>;
}

/** The same credentials for as long as the process lives. */
export function fixedCredentials(found: string, credentials: Credentials): CredentialSource {
  return { found, get: () => Promise.resolve(credentials) };
}

/** Longest wait for a renewal, in milliseconds. */
const renewalTimeout = 30_000;

/**
 * Temporary credentials, loaded again as they expire. A renewal that takes longer than `renewalTimeout` fails.
 * `get` throws an EniError `CREDENTIALS_MISSING`, or Cancelled.
 */
export function renewedCredentials(found: string, load: () => Promise<Credentials>, clock: Clock): CredentialSource {
  const get = async (): Promise<Credentials> => {
    const over = new AbortController();
    const late = clock.sleep(renewalTimeout, over.signal).then(() => {
      throw new Error("too late");
    });
    try {
      return await Promise.race([load(), late]);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      // Every error ends here, since vendors' libraries throw plain ones. Its text is left out: it may quote a secret.
      const what = `the temporary credentials of ${found} could not be renewed`;
      const remedy: Remedy = [{ kind: "renewCredentials" }];
      throw new EniError("CREDENTIALS_MISSING", { what, remedy });
    } finally {
      late.catch(() => undefined);
      over.abort();
    }
  };
  return { found, get };
}

/** "environment (…), key id LTAI…0001". */
export function describeCredentials(found: string, keyId: string): string {
  return keyId === "" ? `${found}, a bearer token` : `${found}, key id ${maskKeyId(keyId)}`;
}

/** Identifies the key or token, without keeping a secret: limits and sessions are shared by those of one principal. */
export function principalOf({ keyId, bearer }: Credentials): string {
  return bearer === undefined ? keyId : createHash("sha256").update(bearer).digest("hex").slice(0, 16);
}
