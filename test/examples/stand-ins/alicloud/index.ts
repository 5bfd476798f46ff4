// What the examples use of @pulumi/alicloud, with the names and shapes of release 3.108: for the compiler, and for runs under mocks.
import * as pulumi from "@pulumi/pulumi";

export * as ecs from "./ecs.ts";
export * as vpc from "./vpc.ts";

export interface GetZonesOutputArgs {
  availableInstanceType?: pulumi.Input<string | undefined>;
  availableResourceCreation?: pulumi.Input<string | undefined>;
}
export interface GetZonesResult {
  readonly id: string;
  readonly ids: string[];
}
export function getZonesOutput(args: GetZonesOutputArgs = {}): pulumi.Output<GetZonesResult> {
  return pulumi.runtime.invokeOutput<GetZonesResult>("alicloud:index/getZones:getZones", { ...args });
}
