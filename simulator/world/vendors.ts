// What a short world file leaves out, for each vendor: places, ids in the shape that the vendor's own have, and limits.

interface VendorDefaults {
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

const alicloud: VendorDefaults = {
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

/** Ids of both Tencent clouds are a prefix and 8 characters; all ENIs of a world share one list of ids. */
const tencent = {
  zoneIn: (region: string) => `${region}-1`,
  subnetIn: (zone: string) => `subnet-${zone.replace(/[^a-z0-9]/g, "").slice(-8)}`,
  macPrefix: "20:90:6f",
  maxEnis: 4,
  deleteOnRelease: false,
};

const defaults: ReadonlyMap<string, VendorDefaults> = new Map([
  [
    "tencentcloud-vpc",
    {
      ...tencent,
      region: "ap-guangzhou",
      zone: "ap-guangzhou-3",
      vpc: "vpc-default0",
      instanceType: (maxEnis: number) => `S5.ENI${maxEnis}`,
      securityGroup: "sg-default0",
      primaryEniId: (instanceId: string) => `eni-p${instanceId.slice(-7)}`,
      ids: {
        eni: /^eni-[a-z0-9]{8}$/,
        instance: /^ins-[a-z0-9]{8}$/,
        shape: "eni- or ins- and 8 of a-z and 0-9",
      },
    },
  ],
  [
    "tencentcloud-ecm",
    {
      ...tencent,
      region: "ap-xian-ecm",
      zone: "ap-xian-ecm-1",
      vpc: "vpc-default1",
      instanceType: (maxEnis: number) => `ESN1.ENI${maxEnis}`,
      securityGroup: "esg-default1",
      primaryEniId: (instanceId: string) => `eni-q${instanceId.slice(-7)}`,
      // Its documents show instances with both prefixes (ECM's page of DetachNetworkInterface).
      ids: {
        eni: /^eni-[a-z0-9]{8}$/,
        instance: /^(?:ein|ins)-[a-z0-9]{8}$/,
        shape: "eni-, ein- or ins- and 8 of a-z and 0-9",
      },
    },
  ],
  [
    "zenlayer-zec",
    {
      region: "asia-east-1",
      zone: "asia-east-1a",
      zoneIn: (region: string) => `${region}a`,
      vpc: "1000000000000000001",
      subnetIn: (zone: string) => `2${zone.replace(/[^0-9]/g, "").padStart(18, "0")}`,
      instanceType: (maxEnis: number) => `z2a.nic${maxEnis}`,
      macPrefix: "fa:16:3e",
      securityGroup: "3000000000000000001",
      primaryEniId: (instanceId: string) => `${instanceId}00`,
      // AttachNetworkInterface: up to 8 vNICs an instance. ReleaseInstances takes the secondary ones along (dependResource).
      maxEnis: 8,
      deleteOnRelease: true,
    },
  ],
]);

export const defaultsOf = (vendor: string): VendorDefaults => defaults.get(vendor) ?? alicloud;
