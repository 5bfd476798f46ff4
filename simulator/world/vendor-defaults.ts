// What is filled in where a world file leaves it out: places, ids in the form of the vendor's, limits. Each face has its vendor's.

export interface VendorDefaults {
  region: string;
  zone: string;
  /** The zone of entries in any other region that the world file does not declare. */
  zoneIn: (region: string) => string;
  vpc: string;
  subnetIn: (zone: string) => string;
  instanceType: (maxEnis: number) => string;
  macPrefix: string;
  securityGroup: string;
  primaryEniId: (instanceId: string) => string;
  /** ENIs of an instance, the primary one included. */
  maxEnis: number;
  deleteOnRelease: boolean;
  /** For a face that checks the form of ids: a world file must not have others, since no call could name them. `shape` is for messages. */
  ids?: { eni: RegExp; instance: RegExp; shape: string };
}

export type DefaultsOf = (vendor: string) => VendorDefaults;
