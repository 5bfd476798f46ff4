// CheckConfig: the arguments of a provider, one failure for each property.
import type { Failure } from "../attachment/check.ts";
import type { Properties } from "../attachment/properties.ts";
import { isUnknown } from "../attachment/properties.ts";
import { EniError } from "../errors.ts";
import { readSettings, surroundings } from "../session/settings.ts";
import { didYouMean } from "../vendors/near-misses.ts";
import { vendors } from "../vendors/index.ts";
import type { Surroundings } from "../vendors/vendor.ts";
import { configurationOf, isIncomplete, ownArguments } from "./configuration.ts";
import type { ProviderArguments } from "./configuration.ts";
import { accounts, settings } from "./provider-arguments.ts";

/** Arguments that are of no use alone: a pair that is half there would mean another account. */
const pairs = {
  alicloud: ["accessKey", "secretKey"],
  tencentcloud: ["secretId", "secretKey"],
  zenlayer: ["accessKeyId", "accessKeyPassword"],
} as const;

/** @param versions of the plugin and of what asks for it, as a clause. */
export function checkProvider(
  provider: ProviderArguments,
  environment: Surroundings["environment"],
  versions: string,
): Failure[] {
  const args = ownArguments(provider.args);
  const known = [...Object.keys(accounts), ...Object.keys(settings)];
  const failures: Failure[] = Object.keys(args)
    .filter((name) => !known.includes(name))
    .map((name) => ofWhole(name, `is not an argument of the provider eni${didYouMean(name, known)} (${versions})`));
  for (const [name, schema] of Object.entries(accounts)) {
    const given = args[name];
    if (isUnknown(given)) continue;
    const result = schema.safeParse(given);
    if (!result.success)
      failures.push(
        ...result.error.issues.map(({ path, message }) =>
          path.length === 0 ? ofWhole(name, message) : { property: [name, ...path].join("."), reason: message },
        ),
      );
    else failures.push(...halves(name as keyof typeof pairs, result.data ?? {}));
  }
  return isIncomplete(args) ? failures : [...failures, ...checkSettings(provider, environment)];
}

/** Pulumi prints the value of a property that fails, and this one may hold keys: only the reason names it. */
function ofWhole(name: string, reason: string): Failure {
  return { property: "", reason: `\`${name}\` ${reason}` };
}

function halves(name: keyof typeof pairs, account: Properties): Failure[] {
  const [first, second] = pairs[name];
  if (Boolean(account[first]) === Boolean(account[second])) return [];
  const missing = account[first] ? second : first;
  return [{ property: `${name}.${missing}`, reason: `is missing: \`${first}\` and \`${second}\` go together` }];
}

/** Settings have one reader, for whichever adapter; its errors name the key. */
function checkSettings(provider: ProviderArguments, environment: Surroundings["environment"]): Failure[] {
  const outside = surroundings(configurationOf(provider, environment).stack, environment);
  try {
    for (const vendor of vendors) readSettings(outside, vendor);
    return [];
  } catch (error) {
    if (!(error instanceof EniError)) throw error;
    const [step] = error.remedy;
    const setting = step?.kind === "correctSetting" ? step.setting : "";
    return [{ property: setting.replace(/^eni:/, ""), reason: `${error.what} [${error.code}]` }];
  }
}
