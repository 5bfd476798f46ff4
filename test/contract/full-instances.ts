// Instances that are as full as they can be, in one cloud of alicloud-ecs: eni-00 is for i-00, and so on.
import type { Properties } from "../../provider/attachment/properties.ts";
import { InProcess } from "../support/in-process.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

const vendor = vendorCases.find((one) => one.vendor === "alicloud-ecs") as VendorCase;
export const { environment } = vendor;
export const instanceOf = (index: number): string => `i-${String(index).padStart(2, "0")}`;
export const eniOf = (index: number): string => `eni-${String(index).padStart(2, "0")}`;

/** What the state has of an attachment. */
export interface Made {
  readonly id: string;
  readonly outs: Properties;
}

/** So many instances, each with room for one secondary ENI. @param free that many more, for which there is no ENI. */
export function cloudOf(count: number, free = 0): InProcess {
  const numbers = Array.from({ length: count + free }, (_none, index) => index);
  return new InProcess({
    world: {
      ...vendor.world(),
      instances: numbers.map((index) => ({ id: instanceOf(index), maxEnis: 2 })),
      enis: numbers.slice(0, count).map((index) => ({ id: eniOf(index) })),
    },
  });
}

export function inputs(eni: number, instance: number, more?: Properties): Properties {
  return leastInputs(vendor, instanceOf(instance), { networkInterfaceId: eniOf(eni), ...more });
}

/** An earlier run has attached the first ENIs to their instances. */
export async function attachedEach(cloud: InProcess, count: number): Promise<Made[]> {
  const made: Made[] = [];
  await cloud.together(async (provider) => {
    for (let index = 0; index < count; index += 1) made.push(await provider.create(inputs(index, index)));
  });
  cloud.restart();
  cloud.lines.length = 0;
  return made;
}

export function placeOf(cloud: InProcess, eni: number): string {
  return cloud.cloud.world.eni(eniOf(eni))?.instanceId ?? "nowhere";
}
