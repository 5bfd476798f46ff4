// The command line of `eni-attachment doctor`. Ids are checked by the vendor's own schemas. Text that
// is not understood is not repeated: it may be a secret in the wrong place.
import { parseArgs } from "node:util";
import type { ParseArgsOptionsConfig } from "node:util";
import type { z } from "zod";
import type { KnownVendor } from "../../vendors/index.ts";
import { vendorNamed, vendors } from "../../vendors/index.ts";
import type { Vendor } from "../../vendors/vendor.ts";

/** Vendors whose API is one for all regions. */
export const global = vendors.filter(({ regionKey }) => regionKey === undefined).map(({ name }) => name);

export const usage = `Usage: eni-attachment doctor --vendor VENDOR [--region REGION] [--eni ENI] [--instance INSTANCE] [--format text|json]

Looks at credentials, endpoint, clock and permissions, and whether an ENI can be attached to or detached from an
instance now. It changes nothing.

  --vendor    ${vendors.map(({ name }) => name).join(", ")}
  --region    region of the ENI; default: the stack configuration's, where there is one (not for ${global.join(", ")})
  --eni       id of a network interface
  --instance  id of an instance
  --format    text (default) or json

Exit code: 0 no problem was found, 1 there is a problem, 2 wrong usage.
`;

export interface Request {
  readonly vendor: Vendor;
  /** The given region, in the vendor's canonical form. */
  readonly region?: string;
  readonly networkInterfaceId?: string;
  readonly instanceId?: string;
  readonly format: "text" | "json";
}

/** Wrong usage; the message says what is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The error on a terminal: what is wrong stays in sight, and the options are one command away. */
export function usageErrorLines(command: "doctor" | "trial", { message }: UsageError): string {
  return `eni-attachment ${command}: ${message}\nThe options: eni-attachment ${command} --help\n`;
}

const options = {
  vendor: { type: "string" },
  region: { type: "string" },
  eni: { type: "string" },
  instance: { type: "string" },
  format: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** @returns "help" when that was asked for. @throws UsageError. */
export async function readRequest(args: readonly string[]): Promise<Request | "help"> {
  const given = split(args, options);
  if (given.help === true) return "help";
  const known = vendorOf(given.vendor);
  const { format = "text" } = given;
  if (format !== "text" && format !== "json") throw new UsageError("--format must be text or json");
  const vendor = await known.load();
  const region = regionOf(vendor, given.region);
  const networkInterfaceId = idOf(vendor, "--eni", "networkInterfaceId", given.eni);
  const instanceId = idOf(vendor, "--instance", "instanceId", given.instance);
  return {
    vendor,
    format,
    ...(region === undefined ? {} : { region }),
    ...(networkInterfaceId === undefined ? {} : { networkInterfaceId }),
    ...(instanceId === undefined ? {} : { instanceId }),
  };
}

/** @throws UsageError. */
export function vendorOf(given: string | undefined): KnownVendor {
  const names = vendors.map(({ name }) => name).join(", ");
  if (given === undefined) throw new UsageError(`--vendor is missing: one of ${names}`);
  const known = vendorNamed(given);
  if (!known) throw new UsageError(`--vendor must be one of ${names}`);
  return known;
}

/** The values of the options. @throws UsageError. */
export function split<const Options extends ParseArgsOptionsConfig>(args: readonly string[], known: Options) {
  try {
    return parseArgs({ args: [...args], options: known, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") throw new UsageError("it takes options alone, each with --");
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") throw new UsageError("an option is without its value");
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
      throw new UsageError(`there is no option ${unknownOption(args, known)}`);
    throw error;
  }
}

/** The option's name, without its value. */
function unknownOption(args: readonly string[], known: ParseArgsOptionsConfig): string {
  const names = args.filter((one) => one.startsWith("-")).map((one) => one.split("=")[0] ?? "");
  return names.find((name) => !Object.hasOwn(known, name.replace(/^--/, ""))) ?? "of that name";
}

/** The canonical name of the given region. @throws UsageError. */
export function regionOf(vendor: Vendor, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (vendor.regionKey === undefined)
    throw new UsageError(`--region is not for ${vendor.name}: one API serves all regions`);
  const region = vendor.region(given);
  if (region === undefined) throw new UsageError("--region must be the name of a region");
  return region;
}

/** The given id, checked by the vendor's schema of that argument. @throws UsageError. */
export function idOf(vendor: Vendor, option: string, property: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const schema: z.ZodType | undefined = vendor.shape[property];
  const result = schema?.safeParse(given);
  if (result?.success === false) {
    const [issue] = result.error.issues;
    // The value is removed from the schema's message.
    throw new UsageError(`${option} ${issue?.message.replace(/; got .*$/s, "") ?? "is not understood"}`);
  }
  return given;
}
