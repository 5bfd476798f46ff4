// Settings from the environment and the stack configuration, checked with zod.
import { z } from "zod";
import { EniError } from "../errors.ts";
import type { Rate } from "../http/limiter.ts";
import { isLoopback } from "../http/loopback.ts";
import { parseJson } from "../json.ts";
import type { Setting } from "../remedy.ts";
import { vendors } from "../vendors/index.ts";
import type { ConfigurationWords } from "../vendors/configuration-words.ts";
import { configurationWords } from "../vendors/configuration-words.ts";
import type { Surroundings, VendorIdentity } from "../vendors/vendor.ts";

/** What Pulumi hands to a dynamic provider's `configure`. */
export interface StackConfiguration {
  get(key: string): string | undefined;
  /** As in `Surroundings`, as is `words`. */
  readonly isGiven?: Surroundings["isGiven"];
  readonly words?: Surroundings["words"];
}

export interface Settings {
  /** Origin of a vendor's API: the configured one, else undefined. */
  readonly endpoint: (vendor: VendorIdentity) => string | undefined;
  /** Configured origin of the vendor's product that knows the instances, else undefined. */
  readonly instancesEndpoint: (vendor: VendorIdentity) => string | undefined;
  readonly rates: (vendor: VendorIdentity) => Readonly<Record<string, Rate>>;
  /** `eni:preflight`, true when not set. */
  readonly preflight: boolean;
}

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const bare = url?.pathname === "/" && url.search === "" && url.hash === "" && url.username + url.password === "";
  if (url && bare && /^https?:$/.test(url.protocol)) return url.origin;
  // The part before an @ may be a password.
  const given = text.includes("@") ? "" : `; got "${text}"`;
  context.addIssue(
    `must be an origin such as "https://ecs.example.com" or "http://127.0.0.1:8080", without a path or a user${given}`,
  );
  return z.NEVER;
});
// Unknown vendors are refused: a mistyped one would be ignored, and the real cloud would be called.
const vendorNames = vendors.map((vendor) => vendor.name);
const products = new Set(vendors.flatMap(({ instancesEndpoint = [] }) => instancesEndpoint));
const endpointNames = [...vendorNames, ...products];
const byName = <T extends z.ZodType>(names: readonly string[], schema: T, example: string) =>
  z.partialRecord(z.enum(names), schema, {
    // The value is not repeated: it may hold a password.
    error: `must be a JSON object such as ${example}`,
  });
const endpoints = byName(endpointNames, origin, '{"alicloud-ecs": "https://ecs.example.com"}');

/** Requests a second as a number, or "500/min", "20/s". */
const notARate = {
  error: ({ input }: { input?: unknown }) =>
    `must be calls a second as a number above 0, or text such as "20/s" or "300/min"; got ${JSON.stringify(input)}`,
};
const rate = z
  .union(
    [
      z.number(notARate).positive(notARate),
      z.string(notARate).regex(/^(?!0+(\.0+)?\/)\d+(\.\d+)?\/(s|min)$/, notARate),
    ],
    notARate,
  )
  .transform((value): Rate => {
    if (typeof value === "number") return { requests: value, perMs: 1_000 };
    const [amount, unit] = value.split("/");
    return { requests: Number(amount), perMs: unit === "min" ? 60_000 : 1_000 };
  });
const ratesExample = '{"alicloud-ecs": {"AttachNetworkInterface": "300/min"}}';
const rateLimits = byName(
  vendorNames,
  z.record(z.string(), rate, { error: `must be an object of actions, as in ${ratesExample}` }),
  ratesExample,
);
const flag = z.boolean({ error: ({ input }) => `must be true or false; got ${JSON.stringify(input)}` });

/** What each setting holds, by its name after `eni:`. */
export const settingSchemas = { endpoints, rateLimits, preflight: flag } as const;

/** Plain HTTP to another machine: allowed, with a warning. */
export function isUnencrypted(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "http:" && !isLoopback(hostname);
}

/** Without `configure` (code of an old state) the stack's configuration comes from PULUMI_CONFIG, where Pulumi puts it too. */
export function surroundings(
  configuration: StackConfiguration | undefined,
  environment: Surroundings["environment"],
): Surroundings {
  return {
    environment,
    configuration: (key) => configuration?.get(key) ?? fromEnvironment(environment, key),
    isGiven: configuration?.isGiven,
    words: configuration?.words,
  };
}

function fromEnvironment(environment: Surroundings["environment"], key: string): string | undefined {
  return configurationIn(environment["PULUMI_CONFIG"] ?? "{}")?.[key];
}

const texts = z.record(z.string(), z.string());
const configurationIn = remembered((text: string) => {
  const all = texts.safeParse(parseJson(text));
  return all.success ? all.data : undefined;
});

const endpointsOfShell = reader("ENI_ENDPOINTS", endpoints);
const endpointsOfStack = reader("eni:endpoints", endpoints);
const limitsOfStack = reader("eni:rateLimits", rateLimits);
const preflightOfStack = reader("eni:preflight", flag);

/**
 * @param vendor the vendor to be called: if ENI_ENDPOINTS names its endpoint, `eni:endpoints` is not read.
 * @throws EniError `CONFIGURATION_INVALID`, which names the setting and its fault.
 */
export function readSettings(outside: Surroundings, vendor: VendorIdentity): Settings {
  const { environment, configuration } = outside;
  const words = configurationWords(outside);
  const fromShell = endpointsOfShell(environment["ENI_ENDPOINTS"], words);
  const named = (name: string) => fromShell?.[name] ?? endpointsOfStack(configuration("eni:endpoints"), words)?.[name];
  const endpoint = ({ name }: VendorIdentity) => named(name);
  // A fault of it is reported now, and not at the first call.
  endpoint(vendor);
  const limits = limitsOfStack(configuration("eni:rateLimits"), words);
  const preflight = preflightOfStack(configuration("eni:preflight"), words);
  return {
    endpoint,
    instancesEndpoint: ({ instancesEndpoint }) =>
      instancesEndpoint === undefined ? undefined : named(instancesEndpoint),
    rates: ({ name }) => limits?.[name] ?? {},
    preflight: preflight ?? true,
  };
}

/** Every call of the engine reads the settings, which are nearly always the same text: it is parsed once. */
function reader<T>(setting: Setting, schema: z.ZodType<T>) {
  return remembered((text: string | undefined, words: ConfigurationWords) => read(setting, text, schema, words));
}

/** Remembers the last text and its result, which must not depend on anything else. */
function remembered<A extends string | undefined, T, More extends unknown[]>(work: (text: A, ...more: More) => T) {
  let last: { readonly text: A; readonly answer: T } | undefined;
  return (text: A, ...more: More): T => {
    if (!last || last.text !== text) last = { text, answer: work(text, ...more) };
    return last.answer;
  };
}

function read<T>(
  setting: Setting,
  text: string | undefined,
  schema: z.ZodType<T>,
  { key, from }: ConfigurationWords,
): T | undefined {
  if (text === undefined || text === "") return undefined;
  const value = parseJson(text);
  // Text that is not JSON goes to the schema as it is, which then says what it expects.
  const result = schema.safeParse(value === undefined ? text : value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue && issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
  const wrong =
    issue?.code === "unrecognized_keys"
      ? `knows no vendor "${issue.keys.join(", ")}": it must be one of ${(setting === "eni:rateLimits" ? vendorNames : endpointNames).join(", ")}`
      : (issue?.message ?? "not understood");
  const given = setting === "ENI_ENDPOINTS" ? `${setting} (environment)` : `${key(setting)} (${from(setting)})`;
  const what = `${given}${path}: ${wrong}`;
  throw new EniError("CONFIGURATION_INVALID", { what, remedy: [{ kind: "correctSetting", setting }] });
}
