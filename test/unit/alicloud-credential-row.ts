// One user of Alibaba Cloud in the tables of alicloud-credentials-oracle.test.ts, and what several of these have in common.
import { oidcToken, secretOf } from "./alicloud-givers.ts";

export interface Row {
  readonly what: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Profile that the stack names. */
  readonly profile?: string;
  /** Id of the key that we find; undefined: none. */
  readonly finds: string | undefined;
  /** What the library finds, where that is something else, and why we differ. */
  readonly library?: { readonly finds: string | undefined; readonly because: string };
}

export const key = (id: string) => ({ access_key_id: id, access_key_secret: secretOf(id) });
export const ak = (id: string) => ({ mode: "AK", ...key(id) });
export const token = { token: oidcToken };
export const onInstance = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };
export const ini = (...lines: readonly string[]) => ({
  ".alibabacloud/credentials": ["[default]", ...lines, ""].join("\n"),
});
export const iniKey = ["access_key_id = LTAI-I", `access_key_secret = ${secretOf("LTAI-I")}`];
