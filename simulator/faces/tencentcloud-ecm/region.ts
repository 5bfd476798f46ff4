// The region of an ECM call is a parameter of the action's own.
import type { CommonSettings, Context } from "../tencentcloud/api3.ts";
import { Refused } from "../refused.ts";

export function ecmRegion({ parameters, world }: Context<CommonSettings>): string | undefined {
  const region = parameters.text("EcmRegion");
  if (region === undefined) return undefined;
  // Two codes are listed; that the form has the general one is our reading.
  if (!/^[a-z]{2}(?:-[a-z0-9]+)+$/.test(region))
    throw new Refused("InvalidParameterValue", `The value of \`EcmRegion\` "${region}" is incorrect.`);
  if (world.region(region)?.supported !== true) throw new Refused("InvalidParameterValue.InvalidRegion");
  return region;
}
