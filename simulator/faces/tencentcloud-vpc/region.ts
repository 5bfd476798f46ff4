// The region of a VPC or CVM call: a common parameter, in the header X-TC-Region, or the parameter Region with the older signature.
import type { CommonSettings, Context } from "../tencentcloud/api3.ts";
import { Refused } from "../refused.ts";

export function regionOf({ message, world }: Context<CommonSettings>): string {
  const { region } = message;
  if (region === undefined)
    throw new Refused("MissingParameter", "The request is missing a required parameter `Region`.");
  if (world.region(region)?.supported !== true)
    throw new Refused("UnsupportedRegion", `The region "${region}" is not supported.`);
  return region;
}
