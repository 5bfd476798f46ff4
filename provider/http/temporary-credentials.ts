// Credentials that expire: kept until shortly before, then renewed by the place that gives them out.
import type { Clock } from "./clock.ts";
import type { Credentials } from "./credentials.ts";

/** A place gives out no credentials. The message says why, is shown to users, and holds nothing of an answer: it may be half a secret. */
export class NoCredentials extends Error {
  override readonly name = "NoCredentials";
}

/** Temporary credentials are renewed at least this often, whatever is said of their expiry. Milliseconds. */
const longestUse = 24 * 3_600_000;
/** When there are no newer ones yet, or no answer, they are asked for again after this long. Milliseconds. */
const askAgainAfter = 60_000;

export interface TemporaryCredentials {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Keeps temporary credentials until they are about to expire. All who ask meanwhile share one request that renews them.
 * @param renewBefore how long before, in milliseconds.
 * @param load throws NoCredentials where none are given out.
 */
export function keptUntilExpiry(
  clock: Clock,
  renewBefore: number,
  load: () => Promise<TemporaryCredentials>,
): () => Promise<Credentials> {
  let known: TemporaryCredentials | undefined;
  let askAt = 0;
  let loading: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const before = known;
    known = await load().catch((error: unknown) => {
      // Those that are still valid serve until there is an answer again.
      if (before && error instanceof NoCredentials && clock.now() < before.expiresAt) return before;
      throw error;
    });
    const { credentials, expiresAt } = known;
    const now = clock.now();
    const isSame = credentials.keyId === before?.credentials.keyId;
    askAt = isSame ? Math.min(now + askAgainAfter, expiresAt) : Math.min(now + longestUse, expiresAt - renewBefore);
  };
  return async () => {
    if (!known || clock.now() >= askAt) await (loading ??= renew().finally(() => (loading = undefined)));
    if (!known) throw new NoCredentials("nothing was given out");
    return known.credentials;
  };
}
