// The region of an ECM call: a parameter of the action (EcmRegion), not a common one as in VPC.
import type { CommonSettings, Context } from "../tencentcloud/api3.ts";
import { Refused } from "../refused.ts";

/** Undefined if the call names none. */
export function ecmRegion({ parameters, world }: Context<CommonSettings>): string | undefined {
  const region = parameters.text("EcmRegion");
  if (region === undefined) return undefined;
  // The documents list two codes, InvalidParameterValue and .InvalidRegion. It is a guess which is for a wrong form.
  if (!/^[a-z]{2}(?:-[a-z0-9]+)+$/.test(region))
    throw new Refused("InvalidParameterValue", `The value of \`EcmRegion\` "${region}" is incorrect.`);
  if (world.region(region)?.supported !== true) throw new Refused("InvalidParameterValue.InvalidRegion");
  return region;
}
