// Values that a world file may leave out for resources of alicloud-ecs.
import type { VendorDefaults } from "../../world/vendor-defaults.ts";

export const defaults: VendorDefaults = {
  region: "cn-hangzhou",
  zone: "cn-hangzhou-h",
  zoneIn: (region) => `${region}-a`,
  vpc: "vpc-bp1default0000000000",
  subnetIn: (zone) => `vsw-bp1${zone.replace(/[^a-z0-9]/g, "")}`,
  instanceType: (maxEnis) => `ecs.example.eni${maxEnis}`,
  macPrefix: "00:16:3e",
  securityGroup: "sg-bp1default0000000000",
  primaryEniId: (instanceId) => `eni-${instanceId.replace(/^[a-z]+-/, "")}p`,
  maxEnis: 4,
  deleteOnRelease: false,
};
