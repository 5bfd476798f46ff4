// Temporary credentials of the RAM role of the ECS instance that this runs on, from the metadata service.
import { z } from "zod";
import type { Credentials } from "../../http/credentials.ts";
import type { MetadataAccess } from "../../http/metadata-service.ts";
import { askMetadata, readRole } from "../../http/metadata-service.ts";
import { keptUntilExpiry, NoCredentials } from "../../http/temporary-credentials.ts";
import { isOn } from "../switches.ts";
import type { Surroundings } from "../vendor.ts";
import { keyFields, renewBefore, temporaryKeys } from "./keys/expiring-keys.ts";

const base = "http://100.100.100.200/latest/";
/** How long a token of the service's hardened mode is asked for, in seconds; it is used at once. */
const tokenSeconds = "21600";

const answer = z.looseObject({ Code: z.literal("Success"), ...keyFields }).transform(temporaryKeys);

/**
 * @param role its name. Default: ALIBABA_CLOUD_ECS_METADATA, else it is asked for.
 * @returns a function that gives the present credentials, and asks for new ones shortly before they expire.
 */
export function roleCredentials(
  environment: Surroundings["environment"],
  access: MetadataAccess,
  role = environment["ALIBABA_CLOUD_ECS_METADATA"],
): () => Promise<Credentials> {
  const hardenedOnly = isOn(environment["ALIBABA_CLOUD_IMDSV1_DISABLED"]);
  const get = (path: string, token?: string) => {
    const headers: Record<string, string> = token === undefined ? {} : { "x-aliyun-ecs-metadata-token": token };
    return askMetadata(access, { method: "GET", url: `${base}meta-data/ram/security-credentials/${path}`, headers });
  };
  return keptUntilExpiry(access.clock, renewBefore, async () => {
    if (isOn(environment["ALIBABA_CLOUD_ECS_METADATA_DISABLED"]))
      throw new NoCredentials("the metadata service is switched off (ALIBABA_CLOUD_ECS_METADATA_DISABLED)");
    const token = await tokenOf(access).catch((error: unknown) => {
      // An instance may have only the service's normal mode, which has no tokens.
      if (hardenedOnly || !(error instanceof NoCredentials)) throw error;
      return undefined;
    });
    const name = (role || (await get("", token))).trim();
    return readRole(await get(encodeURIComponent(name), token), answer);
  });
}

function tokenOf(access: MetadataAccess): Promise<string> {
  const headers = { "x-aliyun-ecs-metadata-token-ttl-seconds": tokenSeconds };
  return askMetadata(access, { method: "PUT", url: `${base}api/token`, headers });
}
