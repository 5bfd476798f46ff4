// Asks whoever gives out temporary keys of Alibaba Cloud, and reads them from the answer. All give them in the same four fields.
import { z } from "zod";
import { unlessAborted } from "../../../http/abort.ts";
import type { Credentials } from "../../../http/credentials.ts";
import type { MetadataAccess } from "../../../http/metadata-service.ts";
import type { TemporaryCredentials } from "../../../http/temporary-credentials.ts";
import { NoCredentials } from "../../../http/temporary-credentials.ts";
import type { HttpRequest } from "../../../http/transport.ts";
import { TransportFailure } from "../../../http/transport.ts";
import { parseJson } from "../../../json.ts";
import type { Surroundings } from "../../vendor.ts";

/** Keys as they stand in a file, or a function that gives the present ones and renews them before they expire. */
export type Keys = Credentials | (() => Promise<Credentials>);

/** What a place of keys needs to know of the world outside. */
export interface Outside {
  readonly environment: Surroundings["environment"];
  readonly access: MetadataAccess;
}

/** Renewed this long before they expire, in milliseconds: as the vendor's library does (`STALE_TIME` of @alicloud/credentials). */
export const renewBefore = 15 * 60_000;

/** Longest wait for an answer, in milliseconds: as the vendor's library has it. */
const patience = 10_000;

/** Whoever gives out temporary keys names their parts so. */
export const keyFields = {
  AccessKeyId: z.string().min(1),
  AccessKeySecret: z.string().min(1),
  SecurityToken: z.string().min(1),
  // In UTC, says STS; whatever serves a credentials URI may name another zone.
  Expiration: z.iso.datetime({ offset: true }),
};

export const temporaryKeys = (keys: z.output<z.ZodObject<typeof keyFields>>): TemporaryCredentials => ({
  credentials: { keyId: keys.AccessKeyId, secret: keys.AccessKeySecret, token: keys.SecurityToken },
  expiresAt: Date.parse(keys.Expiration),
});

export const expiringKeys = z.looseObject(keyFields).transform(temporaryKeys);

/** A code of the vendor's such as `NoPermission`. Anything else in its place is not shown. */
const refusal = z.looseObject({ Code: z.string().regex(/^[A-Za-z][\w.-]{0,100}$/) });

/** @param who is asked, for messages. @throws NoCredentials, or Cancelled. */
export async function askForKeys(
  { transport, signal }: MetadataAccess,
  who: string,
  request: HttpRequest,
  answer: z.ZodType<TemporaryCredentials>,
): Promise<TemporaryCredentials> {
  try {
    const { status, body } = await unlessAborted(signal, () => transport(request, { timeoutMs: patience, signal }));
    const data = parseJson(body);
    if (status !== 200) {
      const said = refusal.safeParse(data);
      throw new NoCredentials(`${who} answers HTTP ${status}${said.success ? ` ${said.data.Code}` : ""}`);
    }
    const keys = answer.safeParse(data);
    if (!keys.success) throw new NoCredentials(`${who} answers with something that is no temporary key`);
    return keys.data;
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    const way = error.way === undefined ? "" : ` (${error.way})`;
    throw new NoCredentials(`${who}: ${error.message}${way}`, { cause: error });
  }
}

/** The present keys. */
export function presentKeys(keys: Keys): Promise<Credentials> {
  return typeof keys === "function" ? keys() : Promise.resolve(keys);
}

/** Fields of a file that hold a key. */
interface KeyFields {
  readonly access_key_id: string | undefined;
  readonly access_key_secret: string | undefined;
}

/** @throws NoCredentials that names what is missing: half a set counts as none. */
export function keyOf({ access_key_id: keyId, access_key_secret: secret }: KeyFields): Credentials {
  if (keyId === undefined) throw new NoCredentials("access_key_id is missing");
  if (secret === undefined) throw new NoCredentials("access_key_secret is missing");
  return { keyId, secret };
}
