// The arguments of the provider resource, which are also the `eni:*` keys of the stack's configuration, as zod schemas. The package's schema
// is made of them.
import { z } from "zod";

const text = (description: string) => z.string({ error: "must be text" }).optional().describe(description);

/** Arguments of one object may not be mistyped: a key that is ignored would mean another account. */
const account = <T extends z.core.$ZodLooseShape>(shape: T, description: string) =>
  z
    .strictObject(shape, {
      error: ({ code, keys }) =>
        code === "unrecognized_keys"
          ? `takes ${Object.keys(shape).join(", ")}; not ${String(keys)}`
          : `must be an object that takes ${Object.keys(shape).join(", ")}`,
    })
    .optional()
    .describe(description);

export const alicloud = account(
  {
    region: text("Region of new attachments that name none, e.g. `cn-hangzhou`."),
    accessKey: text("Id of the access key. Needs `secretKey`."),
    secretKey: text("Secret of the access key."),
    securityToken: text("Token of a temporary access key."),
    profile: text("Profile of `~/.aliyun/config.json`, in place of a key."),
  },
  "Region and credentials for `alicloud-ecs`.",
);

export const tencentcloud = account(
  {
    region: text("Region of new attachments that name none, e.g. `ap-guangzhou`."),
    secretId: text("Id of the key. Needs `secretKey`."),
    secretKey: text("Secret of the key."),
    securityToken: text("Token of a temporary key."),
    profile: text("Profile of tccli (`~/.tccli/PROFILE.credential`), in place of a key."),
  },
  "Region and credentials for `tencentcloud-vpc`, `tencentcloud-vpc-v2` and `tencentcloud-ecm`.",
);

export const zenlayer = account(
  {
    accessKeyId: text("Id of the access key. Needs `accessKeyPassword`."),
    accessKeyPassword: text("Password of the access key."),
    token: text("Bearer token, in place of an access key."),
  },
  "Credentials for `zenlayer-zec`.",
);

/** Objects with credentials: each is a secret as a whole, key ids too. */
export const accounts = { alicloud, tencentcloud, zenlayer } as const;
export type AccountName = keyof typeof accounts;

const json = (description: string) => z.unknown().optional().describe(description);

/** Settings, which are checked where the dynamic provider's are (session/settings.ts). */
export const settings = {
  endpoints: json(
    'Origins in place of the vendors\' own, by vendor: `{"alicloud-ecs": "https://ecs.example.com"}`; also `tencentcloud-cvm`.',
  ),
  rateLimits: json(
    'Calls a second by vendor and action, as a number or text: `{"alicloud-ecs": {"AttachNetworkInterface": "300/min"}}`.',
  ),
  preflight: json("Whether the target is checked before a detach. Default: true."),
} as const;
