// Keys from a sign-in in the browser that the vendor's command line keeps: its modes CloudSSO and OAuth (aliyun/aliyun-cli,
// cloudsso/refresh.go and config/profile.go).
import { z } from "zod";
import type { TemporaryCredentials } from "../../../http/temporary-credentials.ts";
import { keptUntilExpiry, NoCredentials } from "../../../http/temporary-credentials.ts";
import type { Keys, Outside } from "./expiring-keys.ts";
import { askForKeys, expiringKeys, renewBefore } from "./expiring-keys.ts";

/** A token that a sign-in gave. */
export interface SignIn {
  readonly token: string | undefined;
  /** Seconds since the epoch. */
  readonly expires: number | undefined;
  /** What to run for another one. */
  readonly again: string;
}

export interface SsoAccount {
  readonly signInUrl: string | undefined;
  readonly accountId: string | undefined;
  readonly accessConfiguration: string | undefined;
}

const ssoAnswer = z.looseObject({ CloudCredential: expiringKeys }).transform(({ CloudCredential }) => CloudCredential);

export function ssoKeys(account: SsoAccount, signIn: SignIn, outside: Outside): Keys {
  const { signInUrl, accountId, accessConfiguration } = account;
  if (!signInUrl || !URL.canParse(signInUrl) || !accountId || !accessConfiguration)
    throw new NoCredentials(`sign-in URL, account or access configuration is missing: run \`${signIn.again}\``);
  const body = JSON.stringify({ AccountId: accountId, AccessConfigurationId: accessConfiguration });
  return signedIn({ url: `${new URL(signInUrl).origin}/cloud-credentials`, body }, signIn, ssoAnswer, outside);
}

const sites = new Map([
  ["CN", "https://oauth.aliyun.com"],
  ["INTL", "https://oauth.alibabacloud.com"],
]);

const oauthAnswer = z
  .looseObject({
    accessKeyId: z.string(),
    accessKeySecret: z.string(),
    securityToken: z.string(),
    expiration: z.string(),
  })
  .transform((keys) => ({
    AccessKeyId: keys.accessKeyId,
    AccessKeySecret: keys.accessKeySecret,
    SecurityToken: keys.securityToken,
    Expiration: keys.expiration,
  }))
  .pipe(expiringKeys);

/**
 * An expired token is not renewed here: that takes the refresh token, and the command line's file would have to be written with the
 * next one.
 * @param kept keys of an earlier exchange. The command line renews nothing while they are valid, so they serve as long.
 */
export function oauthKeys(
  site: string | undefined,
  signIn: SignIn,
  kept: TemporaryCredentials | undefined,
  outside: Outside,
): Keys {
  const origin = sites.get(site?.toUpperCase() ?? "");
  if (origin === undefined) throw new NoCredentials("oauth_site_type is neither CN nor INTL");
  return signedIn({ url: `${origin}/v1/exchange`, body: "", kept }, signIn, oauthAnswer, outside);
}

function signedIn(
  {
    url,
    body,
    kept,
  }: { readonly url: string; readonly body: string; readonly kept?: TemporaryCredentials | undefined },
  { token, expires, again }: SignIn,
  answer: Parameters<typeof askForKeys>[3],
  { access }: Outside,
): Keys {
  return keptUntilExpiry(access.clock, renewBefore, async () => {
    const now = access.clock.now();
    if (!token || expires === undefined || expires * 1_000 <= now) {
      if (kept && kept.expiresAt > now) return kept;
      throw new NoCredentials(`the sign-in has expired: run \`${again}\``);
    }
    const headers = {
      accept: "application/json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    };
    return askForKeys(access, new URL(url).host, { method: "POST", url, headers, body }, answer);
  });
}
