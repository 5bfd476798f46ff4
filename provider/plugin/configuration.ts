// The configuration of one provider: its arguments, and the `eni:*` keys of the stack, in the terms in which the dynamic provider knows
// the stack's configuration. Order (design): arguments of an explicit provider; else a complete set in the environment; else `eni:*`.
import type { Properties } from "../attachment/properties.ts";
import { isUnknown, unknownValue } from "../attachment/properties.ts";
import { parseJson } from "../json.ts";
import type { StackConfiguration } from "../session/settings.ts";
import type { ConfigurationWords } from "../vendors/configuration-words.ts";
import type { Surroundings } from "../vendors/vendor.ts";
import type { AccountName } from "./provider-arguments.ts";
import { accounts, settings } from "./provider-arguments.ts";

/** Keys that the engine itself puts among the arguments. */
const ofPulumi: ReadonlySet<string> = new Set(["version", "pluginDownloadURL", "pluginChecksums", "__internal", "__defaults"]); // prettier-ignore

export interface ProviderConfiguration {
  readonly stack: StackConfiguration;
  /** Variables of the environment that arguments take the place of. */
  readonly hides: ReadonlySet<string>;
}

export interface ProviderArguments {
  /** Plain values; what is no text may still be JSON. */
  readonly args: Properties;
  /** The provider that Pulumi makes by itself: its arguments are the `eni:*` keys of the stack. */
  readonly isDefault: boolean;
}

/** A provider's own arguments, with JSON parsed: the protocol carries what is no text as JSON. */
export function ownArguments(args: Properties): Properties {
  const own = Object.entries(args).filter(([name, value]) => !ofPulumi.has(name) && value !== null);
  return Object.fromEntries(own.map(([name, value]) => [name, fromJson(value)]));
}

function fromJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value.includes(unknownValue)) return unknownValue;
  return parseJson(value) ?? value;
}

/** Whether a part of the configuration is known only at `up`. */
export function isIncomplete(args: Properties): boolean {
  return Object.values(args).some(isUnknown);
}

export function configurationOf(
  { args, isDefault }: ProviderArguments,
  environment: Surroundings["environment"],
): ProviderConfiguration {
  const ofStack = { ...stackKeys(environment), ...(isDefault ? ownArguments(args) : {}) };
  const given = isDefault ? {} : ownArguments(args);
  const isGiven = (namespace: string) => givesKeys(objectAt(given, namespace));
  return {
    stack: {
      get: (key) => {
        const [namespace = "", name = ""] = key.split(":");
        if (namespace === "eni")
          return Object.hasOwn(settings, name) ? asText(given[name] ?? ofStack[name]) : undefined;
        if (!Object.hasOwn(accounts, namespace)) return undefined;
        const [first, second] = [objectAt(given, namespace), objectAt(ofStack, namespace)];
        if (name === "region") return asText(first[name] ?? second[name]);
        return asText((isGiven(namespace) ? first : second)[name]);
      },
      isGiven,
      words: words((key) => {
        const [namespace = "", name = ""] = key.split(":");
        return namespace === "eni" ? given[name] !== undefined : isGiven(namespace);
      }),
    },
    hides: new Set(given["endpoints"] === undefined ? [] : ["ENI_ENDPOINTS"]),
  };
}

/** At preview a configuration may not be known: a region that is asked for is not known then either. */
export const unknownConfiguration: StackConfiguration = {
  get: (key) => (key.endsWith(":region") ? unknownValue : undefined),
};

/** @param isGiven whether a full key is an argument of the provider. */
function words(isGiven: (key: string) => boolean): ConfigurationWords {
  return {
    key: (key) => {
      const path = key.replace(/^eni:/, "").replace(":", ".");
      return isGiven(key) ? path : `eni:${path}`;
    },
    from: (key) => (isGiven(key) ? "arguments of the provider" : "stack configuration"),
    setRegion: (key) => {
      const path = key.replace(":", ".");
      return `\`${path}\` of the provider, or \`pulumi config set --path eni:${path} REGION\``;
    },
  };
}

const keys: Readonly<Record<AccountName, readonly string[]>> = {
  alicloud: ["accessKey", "secretKey", "profile"],
  tencentcloud: ["secretId", "secretKey", "profile"],
  zenlayer: ["accessKeyId", "accessKeyPassword", "token"],
};

/** Whether an account's object has credentials, and not only a region. */
function givesKeys(account: Properties): boolean {
  return Object.values(keys).some((names) => names.some((name) => Boolean(account[name])));
}

/** `eni:*` keys, which the environment of a plugin has as the stack has them. */
function stackKeys(environment: Surroundings["environment"]): Properties {
  const all = parseJson(environment["PULUMI_CONFIG"] ?? "");
  if (typeof all !== "object" || all === null) return {};
  const own = Object.entries(all).filter(([key]) => key.startsWith("eni:"));
  return Object.fromEntries(own.map(([key, value]) => [key.slice("eni:".length), fromJson(value)]));
}

function objectAt(properties: Properties, name: string): Properties {
  const value = properties[name];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function asText(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  return JSON.stringify(value);
}
