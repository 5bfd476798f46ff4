// Temporary credentials of the role of the CVM instance that this runs on, from the metadata service.
import { z } from "zod";
import type { Credentials } from "../../http/credentials.ts";
import { gotTransport } from "../../http/got-transport.ts";
import type { Surroundings } from "../vendor.ts";

const base = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
/** Away from a CVM instance nothing answers there: do not keep anybody waiting for it. Milliseconds. */
const patience = 1_500;
/** Renewed this long before they expire, in milliseconds. */
const renewBefore = 300_000;
/** Renewed at least this often, whatever is said of when they expire. Milliseconds. */
const longestUse = 24 * 3_600_000;

const answer = z.looseObject({
  TmpSecretId: z.string().min(1),
  TmpSecretKey: z.string().min(1),
  Token: z.string().min(1),
  ExpiredTime: z.number(),
});

/** @returns a function that gives the present credentials, and asks for new ones shortly before they expire. */
export function roleCredentials(environment: Surroundings["environment"]): () => Promise<Credentials> {
  let known: { readonly credentials: Credentials; readonly until: number } | undefined;
  // The vendor's SDKs read TENCENTCLOUD_METADATA_URL nowhere; it exists for machines without the service, and for tests.
  const transport = gotTransport();
  const url = environment["TENCENTCLOUD_METADATA_URL"] ?? base;
  return async () => {
    if (known && Date.now() < known.until) return known.credentials;
    if (url === "disabled") throw new Error("the metadata service is switched off (TENCENTCLOUD_METADATA_URL)");
    const ask = async (path: string): Promise<string> => {
      const request = { method: "GET", url: `${url}${path}`, headers: {}, body: "" } as const;
      const { status, body } = await transport(request, { timeoutMs: patience });
      if (status !== 200) throw new Error(`the metadata service answers with HTTP ${status}`);
      return body;
    };
    const name = (environment["TENCENTCLOUD_CAM_ROLE_NAME"] ?? (await ask(""))).trim();
    const role = answer.parse(JSON.parse(await ask(encodeURIComponent(name))));
    const credentials = { keyId: role.TmpSecretId, secret: role.TmpSecretKey, token: role.Token };
    known = { credentials, until: Math.min(role.ExpiredTime * 1_000 - renewBefore, Date.now() + longestUse) };
    return credentials;
  };
}
