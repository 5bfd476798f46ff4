// Values that a world file may leave out and that are the same for Tencent's VPC and ECM. Ids are a prefix and 8 characters. VPC and
// ECM generate different ids for primary ENIs (eni-p…, eni-q…), since an id is unique in a world.

export const tencentDefaults = {
  zoneIn: (region: string) => `${region}-1`,
  subnetIn: (zone: string) => `subnet-${zone.replace(/[^a-z0-9]/g, "").slice(-8)}`,
  macPrefix: "20:90:6f",
  maxEnis: 4,
  deleteOnRelease: false,
};

/** Environment variables of Tencent's own tools. */
export const credentialNames = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"] as const;
