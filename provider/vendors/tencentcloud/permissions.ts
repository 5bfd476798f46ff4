// Permissions that an identity needs for ENIs of VPC, with either API.
export const vpcActions = [
  "vpc:AttachNetworkInterface",
  "vpc:DetachNetworkInterface",
  "vpc:DescribeNetworkInterfaces",
  "vpc:DescribeVpcTaskResult",
] as const;
