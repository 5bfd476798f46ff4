// Answers of ZEC 2025-09-01 (API reference, NicInfo and InstanceInfo).
import type { AnswerFields, Fields, Shape } from "../fields.ts";

const tags: Shape = { tags: [{ key: "text", value: "text" }] };

const statuses = "=PENDING,AVAILABLE,ATTACHING,USED,DETACHING,DELETING,CREATE_FAILED";

const nic: Fields = {
  nicId: "text!",
  name: "text",
  status: statuses,
  nicType: "=Primary,Secondary",
  regionId: "text!",
  nicSubnetType: "=IPv4,IPv6,IPv4_IPv6",
  publicIpList: ["text"],
  privateIpList: ["text"],
  primaryIpv4: "text",
  primaryIpv6: "text?",
  ipv6Cidr: "text?",
  secondaryIpv4s: ["text"],
  macAddress: "text",
  instanceId: "text",
  vpcId: "text",
  subnetId: "text",
  createTime: "text",
  updateTime: "text",
  resourceGroup: { resourceGroupId: "text", resourceGroupName: "text" },
  securityGroupId: "text?",
  tags,
};

const instance: Fields = {
  instanceId: "text!",
  instanceName: "text",
  zoneId: "text",
  instanceType: "text",
  cpu: "number",
  memory: "number",
  imageId: "text",
  imageName: "text",
  nicNetworkType: "text",
  status:
    "=RUNNING,PENDING,DEPLOYING,REBUILDING,REBOOT,BOOTING,STARTING,STOPPING,IMAGING,RESIZING,STOPPED,RELEASING,RECYCLE,RECYCLED,RECYCLING,CREATE_FAILED,REINSTALL_FAILED!",
  publicIpAddresses: ["text"],
  privateIpAddresses: ["text"],
  keyId: "text?",
  subnetId: "text",
  securityGroupId: "text?",
  systemDisk: "any",
  dataDisks: "any",
  enableAgent: "flag",
  enableAgentMonitor: "flag",
  enableIpForward: "flag",
  instanceOptions: "any",
  placementGroupId: "text?",
  timeZone: "text?",
  createTime: "text",
  expiredTime: "text?",
  resourceGroupId: "text",
  resourceGroupName: "text",
  nics: [nic],
  tags,
  loadBalancerIds: ["text"],
};

const answer = (response: Fields): Shape => ({ requestId: "text", response: { requestId: "text", ...response } });

const list = (item: Shape): Shape => answer({ totalCount: "number!", dataSet: [item] });

export const fields: AnswerFields = {
  actions: {
    AttachNetworkInterface: answer({}),
    DetachNetworkInterface: answer({}),
    DescribeNetworkInterfaces: list({ ...nic, status: `${statuses}!`, instanceId: "text!" }),
    DescribeInstances: list(instance),
  },
  error: { requestId: "text", code: "code!", message: "message" },
  codes: [],
};
