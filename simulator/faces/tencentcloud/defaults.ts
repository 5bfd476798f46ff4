// What a short world file leaves out, as far as both Tencent clouds agree. Ids are a prefix and 8 characters; all ENIs of a world share
// one list of ids.

export const tencentDefaults = {
  zoneIn: (region: string) => `${region}-1`,
  subnetIn: (zone: string) => `subnet-${zone.replace(/[^a-z0-9]/g, "").slice(-8)}`,
  macPrefix: "20:90:6f",
  maxEnis: 4,
  deleteOnRelease: false,
};

/** The environment of Tencent's own tools. */
export const credentialNames = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"] as const;
