// Temporary credentials of the role of the CVM instance that this runs on, from the metadata service.
import { z } from "zod";
import type { Credentials } from "../../http/credentials.ts";
import type { MetadataAccess } from "../../http/metadata-service.ts";
import { askMetadata, readRole } from "../../http/metadata-service.ts";
import { keptUntilExpiry, NoCredentials } from "../../http/temporary-credentials.ts";
import type { Surroundings } from "../vendor.ts";

const base = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
/** Renewed this long before they expire, in milliseconds. */
const renewBefore = 300_000;

const answer = z.looseObject({
  TmpSecretId: z.string().min(1),
  TmpSecretKey: z.string().min(1),
  Token: z.string().min(1),
  /** Seconds since the epoch. */
  ExpiredTime: z.union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number),
  ]),
});

/** @returns a function that gives the present credentials, and asks for new ones shortly before they expire. */
export function roleCredentials(
  environment: Surroundings["environment"],
  access: MetadataAccess,
): () => Promise<Credentials> {
  // TENCENTCLOUD_METADATA_URL is ours, not the vendor's: for machines without the service, and for tests.
  const url = environment["TENCENTCLOUD_METADATA_URL"] ?? base;
  const ask = (path: string) => askMetadata(access, { method: "GET", url: `${url}${path}` });
  return keptUntilExpiry(access.clock, renewBefore, async () => {
    if (url === "disabled") throw new NoCredentials("the metadata service is switched off (TENCENTCLOUD_METADATA_URL)");
    const name = (environment["TENCENTCLOUD_CAM_ROLE_NAME"] ?? (await ask(""))).trim();
    const role = readRole(await ask(encodeURIComponent(name)), answer);
    const credentials = { keyId: role.TmpSecretId, secret: role.TmpSecretKey, token: role.Token };
    return { credentials, expiresAt: role.ExpiredTime * 1_000 };
  });
}
