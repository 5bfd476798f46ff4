// Keys from a credentials URI: what answers there gives them as JSON (README of @alicloud/credentials, "credentials_uri").
import { keptUntilExpiry, NoCredentials } from "../../../http/temporary-credentials.ts";
import type { Keys, Outside } from "./expiring-keys.ts";
import { askForKeys, expiringKeys, renewBefore } from "./expiring-keys.ts";

/** @throws NoCredentials for what is no HTTP address. The address is in no message: it may hold a password. */
export function uriKeys(uri: string | undefined, { access }: Outside): Keys {
  if (!uri || !/^https?:\/\//i.test(uri) || !URL.canParse(uri)) throw new NoCredentials("it is no HTTP address");
  const request = { method: "GET", url: uri, headers: { accept: "application/json" }, body: "" } as const;
  return keptUntilExpiry(access.clock, renewBefore, () => askForKeys(access, "what is there", request, expiringKeys));
}
