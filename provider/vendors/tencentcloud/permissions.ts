// What an identity has to be allowed for ENIs of VPC, by either API.
export const vpcActions = [
  "vpc:AttachNetworkInterface",
  "vpc:DetachNetworkInterface",
  "vpc:DescribeNetworkInterfaces",
  "vpc:DescribeVpcTaskResult",
] as const;
