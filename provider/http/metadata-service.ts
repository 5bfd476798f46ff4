// The metadata service of a cloud's instances, which hands out temporary credentials of the role of the instance that this
// runs on.
import type { z } from "zod";
import { parseJson } from "../json.ts";
import { unlessAborted } from "./abort.ts";
import type { Clock } from "./clock.ts";
import type { Credentials, CredentialSource, RenewedFrom } from "./credentials.ts";
import { renewedCredentials } from "./credentials.ts";
import type { HttpRequest, Transport } from "./transport.ts";
import { TransportFailure } from "./transport.ts";

/** Clock and network for the metadata service. */
export interface MetadataAccess {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly signal?: AbortSignal | undefined;
}

/** No credentials from the metadata service: this is no instance, it has no role, or the answer was not usable. */
export class NoRole extends Error {
  override readonly name = "NoRole";
}

/** Away from an instance nothing answers: the search must not wait long for that. Milliseconds. */
const patience = 1_500;
/** Temporary credentials are renewed at least this often, whatever the service says of their expiry. Milliseconds. */
const longestUse = 24 * 3_600_000;
/** When the service has no newer ones yet, or no answer, it is asked again after this long. Milliseconds. */
const askAgainAfter = 60_000;

/** @returns the body of the answer. @throws NoRole, or Cancelled when the signal is aborted. */
export async function askMetadata(
  { transport, signal }: MetadataAccess,
  request: Omit<HttpRequest, "body" | "headers"> & { readonly headers?: HttpRequest["headers"] },
): Promise<string> {
  // It is on this machine's own network: a proxy would be asked for its own role, or know no way.
  const exchange = () =>
    transport({ headers: {}, ...request, body: "" }, { timeoutMs: patience, signal, direct: true });
  try {
    const { status, body } = await unlessAborted(signal, exchange);
    if (status !== 200) throw new NoRole(`the metadata service answers with HTTP ${status}`);
    return body;
  } catch (error) {
    if (error instanceof TransportFailure) throw new NoRole(error.message, { cause: error });
    throw error;
  }
}

/** The service's answer as data. @throws NoRole, without a word of the answer: it may be half a secret. */
export function readRole<T>(body: string, schema: z.ZodType<T>): T {
  const role = schema.safeParse(parseJson(body));
  if (!role.success) throw new NoRole("the metadata service answers with something that is no role");
  return role.data;
}

export interface TemporaryCredentials {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Keeps temporary credentials until they are about to expire. All who ask meanwhile share one request that renews them. */
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
      // Those that are still valid serve until the service answers again.
      if (before && error instanceof NoRole && clock.now() < before.expiresAt) return before;
      throw error;
    });
    const { credentials, expiresAt } = known;
    const now = clock.now();
    const isSame = credentials.keyId === before?.credentials.keyId;
    askAt = isSame ? Math.min(now + askAgainAfter, expiresAt) : Math.min(now + longestUse, expiresAt - renewBefore);
  };
  return async () => {
    if (!known || clock.now() >= askAt) await (loading ??= renew().finally(() => (loading = undefined)));
    if (!known) throw new NoRole("the metadata service gave out nothing");
    return known.credentials;
  };
}

/**
 * A role as a source of credentials; undefined if there is none.
 * @param from where it was found. @param get gives the present credentials, and asks for them the first time.
 */
export async function roleSource(
  from: RenewedFrom,
  get: () => Promise<Credentials>,
  clock: Clock,
): Promise<CredentialSource | undefined> {
  try {
    await get();
    return renewedCredentials(from, get, clock);
  } catch (error) {
    if (error instanceof NoRole) return undefined;
    throw error;
  }
}
