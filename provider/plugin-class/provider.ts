// The provider resource of the native plugin. It says which account and which settings its attachments use.
import * as pulumi from "@pulumi/pulumi";
import { parseJson } from "../json.ts";
import { packageVersion } from "../version.ts";

/** Alibaba Cloud. */
export interface AlicloudArgs {
  /** Region of new attachments that name none, e.g. `cn-hangzhou`. */
  region?: pulumi.Input<string>;
  /** Id of the access key. Needs `secretKey`. */
  accessKey?: pulumi.Input<string>;
  /** Secret of the access key. */
  secretKey?: pulumi.Input<string>;
  /** Token of a temporary access key. */
  securityToken?: pulumi.Input<string>;
  /** Profile of `~/.aliyun/config.json`, in place of a key. */
  profile?: pulumi.Input<string>;
}

/** Tencent Cloud. */
export interface TencentcloudArgs {
  /** Region of new attachments that name none, e.g. `ap-guangzhou`. */
  region?: pulumi.Input<string>;
  /** Id of the key. Needs `secretKey`. */
  secretId?: pulumi.Input<string>;
  /** Secret of the key. */
  secretKey?: pulumi.Input<string>;
  /** Token of a temporary key. */
  securityToken?: pulumi.Input<string>;
  /** Profile of tccli (`~/.tccli/PROFILE.credential`), in place of a key. */
  profile?: pulumi.Input<string>;
}

/** Zenlayer. */
export interface ZenlayerArgs {
  /** Id of the access key. Needs `accessKeyPassword`. */
  accessKeyId?: pulumi.Input<string>;
  /** Password of the access key. */
  accessKeyPassword?: pulumi.Input<string>;
  /** Bearer token, in place of an access key. */
  token?: pulumi.Input<string>;
}

/** Arguments of {@link Provider}. Each is also a key of the stack's configuration, as JSON: `eni:alicloud`, `eni:endpoints`, … */
export interface ProviderArgs {
  /** Region and credentials for `alicloud-ecs`. */
  alicloud?: pulumi.Input<AlicloudArgs>;
  /** Region and credentials for `tencentcloud-vpc`, `tencentcloud-vpc-v2` and `tencentcloud-ecm`. */
  tencentcloud?: pulumi.Input<TencentcloudArgs>;
  /** Credentials for `zenlayer-zec`. */
  zenlayer?: pulumi.Input<ZenlayerArgs>;
  /** Origins in place of the vendors' own, by vendor: `{"alicloud-ecs": "https://ecs.example.com"}`; also `tencentcloud-cvm`. */
  endpoints?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Calls a second by vendor and action, as a number or text: `{"alicloud-ecs": {"AttachNetworkInterface": "300/min"}}`. */
  rateLimits?: pulumi.Input<Record<string, pulumi.Input<Record<string, pulumi.Input<number | string>>>>>;
  /** Whether the target is checked before a detach. Default: true. */
  preflight?: pulumi.Input<boolean>;
}

/** Each is a secret as a whole, ids of keys too. */
const secrets = ["alicloud", "tencentcloud", "zenlayer"] as const;

/**
 * Whose account and which settings attachments use. One program can have several.
 *
 * Arguments go before the environment, and a complete set of credentials in the environment before the keys `eni:*` of the stack's
 * configuration. A native provider does not see `alicloud:*` and `tencentcloud:*`. Pulumi keeps the arguments in the state, encrypted, and
 * refresh and destroy use those of the last `up` unless they run with `--run-program`. A change of them replaces no attachment.
 *
 * @example
 * ```ts
 * import { EniAttachment, Provider } from "pulumi-eni-attachment/plugin";
 *
 * const provider = new Provider("second-account", { alicloud: { region: "cn-hangzhou", profile: "second" } });
 * new EniAttachment(
 *   "web",
 *   {
 *     vendor: "alicloud-ecs",
 *     networkInterfaceId: "eni-bp67acfmxazb4p0example",
 *     instanceId: "i-bp67acfmxazb4p0example",
 *   },
 *   { provider },
 * );
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  /** Whether it is a Provider of this package, of any copy of it. */
  static override isInstance(value: unknown): value is Provider {
    return pulumi.ProviderResource.isInstance(value) && Reflect.get(value, "__pulumiType") === "pulumi:providers:eni";
  }

  /**
   * Declares a provider. `pulumi preview` checks its arguments and reports all mistakes at once.
   *
   * @param name name of the provider in the program.
   * @param args accounts and settings. Default: the environment, then the stack's configuration.
   * @param options Pulumi's resource options.
   */
  constructor(name: string, args: ProviderArgs = {}, options: pulumi.ResourceOptions = {}) {
    const { alicloud, tencentcloud, zenlayer, endpoints, rateLimits, preflight } = args;
    const inputs = {
      alicloud: secretText(alicloud),
      tencentcloud: secretText(tencentcloud),
      zenlayer: secretText(zenlayer),
      endpoints: jsonText(endpoints),
      rateLimits: jsonText(rateLimits),
      preflight: jsonText(preflight),
    };
    const passed = { version: packageVersion, ...options };
    super("eni", name, inputs, pulumi.mergeOptions(passed, { additionalSecretOutputs: [...secrets] }));
    regions.set(this, {
      alicloud: pulumi.output(alicloud).apply((account) => account?.region),
      tencentcloud: pulumi.output(tencentcloud).apply((account) => account?.region),
    });
  }
}

type Regions = Readonly<Record<string, pulumi.Output<string | undefined>>>;

/** A library may bring its own copy of this package: all copies in a process share one map. */
const shared = Symbol.for("pulumi-eni-attachment.provider-regions");
const place = globalThis as { [shared]?: WeakMap<object, Regions> };
const regions = (place[shared] ??= new WeakMap<object, Regions>());

/**
 * The region of new attachments that name none.
 * @param account `alicloud` or `tencentcloud`.
 */
export function configuredRegion(provider: unknown, account: string): pulumi.Input<string | undefined> {
  const own = typeof provider === "object" && provider !== null ? regions.get(provider)?.[account] : undefined;
  return pulumi.output(own).apply((region) => region ?? regionInConfiguration(account));
}

function regionInConfiguration(account: string): string | undefined {
  const text = new pulumi.Config("eni").get(account) ?? "{}";
  // The provider reports what is wrong with it.
  const value = parseJson(text);
  const region: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "region") : undefined;
  return typeof region === "string" ? region : undefined;
}

/** Provider arguments that are no text cross the protocol as JSON. */
function jsonText(value: pulumi.Input<unknown>): pulumi.Output<string | undefined> | undefined {
  if (value === undefined) return undefined;
  return pulumi.output(value).apply((known) => (known === undefined ? undefined : JSON.stringify(known)));
}

function secretText(value: pulumi.Input<unknown>): pulumi.Output<string | undefined> | undefined {
  const text = jsonText(value);
  return text && pulumi.secret(text);
}
