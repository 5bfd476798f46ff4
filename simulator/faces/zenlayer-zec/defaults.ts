// Values that a world file may leave out for resources of zenlayer-zec.
import type { VendorDefaults } from "../../world/vendor-defaults.ts";

export const defaults: VendorDefaults = {
  region: "asia-east-1",
  zone: "asia-east-1a",
  zoneIn: (region) => `${region}a`,
  vpc: "1000000000000000001",
  subnetIn: (zone) => `2${zone.replace(/[^0-9]/g, "").padStart(18, "0")}`,
  instanceType: (maxEnis) => `z2a.nic${maxEnis}`,
  macPrefix: "fa:16:3e",
  securityGroup: "3000000000000000001",
  primaryEniId: (instanceId) => `${instanceId}00`,
  // AttachNetworkInterface's page: at most 8 vNICs on an instance. ReleaseInstances deletes secondary vNICs too (dependResource).
  maxEnis: 8,
  deleteOnRelease: true,
};
