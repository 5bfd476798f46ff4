// What a short world file leaves out: places, ids in the shape that a vendor's own have, and limits. Each face brings its vendor's.

export interface VendorDefaults {
  region: string;
  zone: string;
  /** The zone of another region than the one above. */
  zoneIn: (region: string) => string;
  vpc: string;
  subnetIn: (zone: string) => string;
  instanceType: (maxEnis: number) => string;
  macPrefix: string;
  securityGroup: string;
  primaryEniId: (instanceId: string) => string;
  /** The primary ENI counts. */
  maxEnis: number;
  deleteOnRelease: boolean;
  /** Where the face is strict about ids, what they have to look like: another one could never be asked for. */
  ids?: { eni: RegExp; instance: RegExp; shape: string };
}

export type DefaultsOf = (vendor: string) => VendorDefaults;
