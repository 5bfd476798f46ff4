// Names and endpoints of Alibaba Cloud's regions.

/** `cn-hangzhou`, `ap-southeast-1`, `us-east-1`, `cn-hangzhou-finance`. */
export function canonicalRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  return /^[a-z]{2,3}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region) ? region : undefined;
}

/** The public ones of the vendor's page "Regions and zones" (help.aliyun.com, document 188196). */
export const regions: readonly string[] = [
  ...["cn-qingdao", "cn-beijing", "cn-zhangjiakou", "cn-huhehaote", "cn-wulanchabu", "cn-hangzhou", "cn-shanghai"],
  ...["cn-nanjing", "cn-fuzhou", "cn-shenzhen", "cn-heyuan", "cn-guangzhou", "cn-chengdu", "cn-hongkong"],
  ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7"],
  ...["ap-south-1", "ap-northeast-1", "ap-northeast-2", "us-west-1", "us-east-1"],
  ...["eu-central-1", "eu-west-1", "me-east-1"],
];

/**
 * Regions whose endpoint does not follow `ecs.<region>.aliyuncs.com`: the vendor's SDK (ecs20140526) lists them.
 * Only public regions are here.
 */
const endpointExceptions: Readonly<Record<string, string>> = {
  "cn-hangzhou": "ecs-cn-hangzhou.aliyuncs.com",
  "cn-shanghai-finance-1": "ecs-cn-hangzhou.aliyuncs.com",
  "cn-shenzhen-finance-1": "ecs-cn-hangzhou.aliyuncs.com",
  "cn-hangzhou-finance": "ecs.aliyuncs.com",
  "cn-north-2-gov-1": "ecs.aliyuncs.com",
};

export function origin(region: string): string {
  return `https://${endpointExceptions[region] ?? `ecs.${region}.aliyuncs.com`}`;
}
