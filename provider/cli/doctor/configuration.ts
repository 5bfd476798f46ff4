// Findings on settings outside of the program: the stack's configuration, if PULUMI_CONFIG has it, and the region.
import { z } from "zod";
import { parseJson } from "../../json.ts";
import { remedyText } from "../../remedy-text.ts";
import { globalRegion } from "../../vendors/eni-address.ts";
import { onlyNearMiss } from "../../vendors/near-misses.ts";
import type { Surroundings, Vendor } from "../../vendors/vendor.ts";
import type { Request } from "./arguments.ts";
import type { Finding } from "./finding.ts";

const stored =
  "Pulumi stores stack configuration in the state, encrypted only where it was set with --secret; `pulumi refresh` and `pulumi destroy` get that of the last `pulumi up`. The environment is always today's, and wins";

const texts = z.record(z.string(), z.string());

/** Pulumi hands a stack's configuration to its programs in PULUMI_CONFIG, as JSON. */
export function configurationFinding(environment: Surroundings["environment"]): Finding {
  const check = "configuration";
  const details = [stored];
  const text = environment["PULUMI_CONFIG"];
  if (text === undefined || text === "")
    return {
      check,
      status: "ok",
      says: "no stack configuration here (PULUMI_CONFIG is not set): the environment alone",
      details,
    };
  if (!texts.safeParse(parseJson(text)).success) {
    const says = "PULUMI_CONFIG is not a JSON object of texts, so no stack configuration was read";
    return {
      check,
      status: "problem",
      says,
      todo: remedyText([{ kind: "correctSetting", setting: "PULUMI_CONFIG" }]),
      details,
    };
  }
  return { check, status: "ok", says: "stack configuration of PULUMI_CONFIG", details };
}

/** The region to ask in, and the finding on it; no finding for a vendor without regions. */
export function regionFinding(
  { vendor, region: given }: Request,
  { configuration }: Surroundings,
): { readonly region: string | undefined; readonly finding?: Finding } {
  const check = "region";
  const { regionKey } = vendor;
  if (regionKey === undefined) return { region: globalRegion };
  if (given !== undefined) return { region: given, finding: asGiven(vendor, given, "--region") };
  const configured = configuration(regionKey);
  const region = configured === undefined ? undefined : vendor.region(configured);
  if (region !== undefined) return { region, finding: asGiven(vendor, region, `${regionKey}, stack configuration`) };
  const says = configured === undefined || configured === "" ? "not given" : `${regionKey} of the stack configuration is no name of a region`; // prettier-ignore
  const todo = `Give --region. A program has it in \`region\`, or in ${regionKey} when the attachment is created; environment and profiles are never asked, since another region is another ENI.`;
  return { region: undefined, finding: { check, status: "problem", says, todo } };
}

/** A region that is not known here may be a new one, so it is no problem by itself. */
function asGiven({ regions }: Vendor, region: string, from: string): Finding {
  const finding = { check: "region", status: "ok", says: `${region} (${from})` } as const;
  const meant = regions.includes(region) ? undefined : onlyNearMiss(region, regions);
  if (meant === undefined) return finding;
  return { ...finding, details: [`Not a region that this package knows. Did you mean ${meant}?`] };
}
