// The metadata service of a cloud's instances, which hands out temporary credentials of the role of the instance that this
// runs on.
import type { z } from "zod";
import { parseJson } from "../json.ts";
import { unlessAborted } from "./abort.ts";
import type { Clock } from "./clock.ts";
import type { Credentials, CredentialSource, RenewedFrom } from "./credentials.ts";
import { renewedCredentials } from "./credentials.ts";
import { NoCredentials } from "./temporary-credentials.ts";
import type { HttpRequest, Transport } from "./transport.ts";
import { TransportFailure } from "./transport.ts";

/** Clock and network, for the metadata service and for all else that gives out credentials. */
export interface MetadataAccess {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly signal?: AbortSignal | undefined;
}

/** Away from an instance nothing answers: the search must not wait long for that. Milliseconds. */
const patience = 1_500;

/** @returns the body of the answer. @throws NoCredentials, or Cancelled when the signal is aborted. */
export async function askMetadata(
  { transport, signal }: MetadataAccess,
  request: Omit<HttpRequest, "body" | "headers"> & { readonly headers?: HttpRequest["headers"] },
): Promise<string> {
  // It is on this machine's own network: a proxy would be asked for its own role, or know no way.
  const exchange = () =>
    transport({ headers: {}, ...request, body: "" }, { timeoutMs: patience, signal, direct: true });
  try {
    const { status, body } = await unlessAborted(signal, exchange);
    if (status !== 200) throw new NoCredentials(`the metadata service answers with HTTP ${status}`);
    return body;
  } catch (error) {
    if (error instanceof TransportFailure) throw new NoCredentials(error.message, { cause: error });
    throw error;
  }
}

/** The service's answer as data. @throws NoCredentials, without a word of the answer: it may be half a secret. */
export function readRole<T>(body: string, schema: z.ZodType<T>): T {
  const role = schema.safeParse(parseJson(body));
  if (!role.success) throw new NoCredentials("the metadata service answers with something that is no role");
  return role.data;
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
    if (error instanceof NoCredentials) return undefined;
    throw error;
  }
}
