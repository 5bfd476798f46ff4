// Tencent's error codes: every one of the seeds has a meaning for attach and for detach, and families are understood.
import { describe, expect, test } from "@jest/globals";
import { tencentcloudEcm } from "../../provider/vendors/tencentcloud-ecm/index.ts";
import { tencentcloudVpcV2 } from "../../provider/vendors/tencentcloud-vpc-v2/index.ts";
import { tencentcloudVpc } from "../../provider/vendors/tencentcloud-vpc/index.ts";

const vendors = [tencentcloudVpc, tencentcloudVpcV2, tencentcloudEcm];

const meaning = (vendor: string, code: string, action: string, status = 200) =>
  vendors
    .find(({ name }) => name === vendor)
    ?.api("https://h", "r")
    .interpret(code, action, status).meaning;

/** Seed 000 (and the Attach- page), legacy API v2. */
const legacy = [
  ["InvalidVpc.NotFound", "refused", "refused"],
  ["InvalidNetworkInterface.NotFound", "goneEni", "goneEni"],
  ["InvalidInstance.NotFound", "goneInstance", "goneInstance"],
  ["InvalidNetworkInterface.NotAttached", "eniState", "notAttached"],
  ["InvalidNetworkInterface.AlreadyAssociated", "eniState", "eniState"],
  ["4100", "credentials", "credentials"],
  ["4102", "forbidden", "forbidden"],
  ["4400", "throttled", "throttled"],
  ["6000", "transient", "transient"],
] as const;

/** Seed 003, ECM. */
const ecm = [
  ["FailedOperation.InternalOperationFailure", "transient"],
  ["InvalidParameter.InvalidDataFormat", "refused"],
  ["InvalidParameterValue", "refused"],
  ["InvalidParameterValue.InvalidPublicParam", "refused"],
  ["InvalidParameterValue.InvalidRegion", "refused"],
  ["InvalidParameterValue.Malformed", "refused"],
  ["ResourceNotFound", "goneInstance"],
  ["UnauthorizedOperation.ForbiddenOperation", "forbidden"],
  ["UnsupportedOperation", "refused"],
  ["UnsupportedOperation.InvalidState", "eniState"],
] as const;

/** tencentcloud-vpc's pages: what is said of where the ENI is. */
const vpc = [
  ["UnsupportedOperation.AttachmentNotFound", "eniState", "notAttached"],
  ["UnauthorizedOperation.AttachmentNotFound", "eniState", "notAttached"],
  ["UnsupportedOperation.AttachmentAlreadyExists", "eniState", "eniState"],
  ["UnsupportedOperation.InvalidState", "eniState", "eniState"],
  ["ResourceNotFound", "goneInstance", "goneInstance"],
  ["UnsupportedOperation.VpcMismatch", "refused", "refused"],
] as const;

describe("seeds", () => {
  test.each(legacy)("v2 %s", (code, attach, detach) => {
    expect(meaning("tencentcloud-vpc-v2", code, "AttachNetworkInterface")).toBe(attach);
    expect(meaning("tencentcloud-vpc-v2", code, "DetachNetworkInterface")).toBe(detach);
    expect(Object.hasOwn(tencentcloudVpcV2.errors, code)).toBe(true);
  });

  test.each(vpc)("vpc %s", (code, attach, detach) => {
    expect(meaning("tencentcloud-vpc", code, "AttachNetworkInterface")).toBe(attach);
    expect(meaning("tencentcloud-vpc", code, "DetachNetworkInterface")).toBe(detach);
  });

  test.each(ecm)("ecm %s", (code, expected) => {
    for (const action of ["AttachNetworkInterface", "DetachNetworkInterface"])
      expect(meaning("tencentcloud-ecm", code, action)).toBe(expected);
    expect(Object.hasOwn(tencentcloudEcm.errors, code)).toBe(true);
  });
});

describe("families", () => {
  test.each([
    ["RequestLimitExceeded.UinLimitExceeded", "throttled"],
    ["LimitExceeded.ActionLimited", "throttled"],
    ["LimitExceeded.SomethingNew", "refused"],
    ["InternalError.ModuleError", "transient"],
    ["AuthFailure.SignatureFailure", "credentials"],
    ["AuthFailure.UnauthorizedOperation", "forbidden"],
    ["UnauthorizedOperation.CamNoAuth", "forbidden"],
    ["UnsupportedOperation.IdempotentProcessing", "busy"],
    ["UnsupportedOperation.MutexOperationTaskRunning", "busy"],
    ["UnauthorizedOperation.MFASomethingNew", "forbidden"],
    ["UnsupportedOperation.InvalidInstanceState", "instanceState"],
    ["OperationDenied.InstanceOperationInProgress", "busy"],
    ["OperationDenied.SomethingNew", "refused"],
    ["ResourceUnavailable.SomethingNew", "busy"],
    ["ResourceUnavailable.ServiceWhiteListNotAdded", "refused"],
    ["4105", "credentials"],
    ["NobodyKnows", "refused"],
    ["constructor", "refused"],
  ])("%s", (code, expected) => expect(meaning("tencentcloud-vpc", code, "DetachNetworkInterface")).toBe(expected));

  test("a code that nobody knows is the vendor's trouble with 5xx", () => {
    expect(meaning("tencentcloud-vpc", "NobodyKnows", "AttachNetworkInterface", 503)).toBe("transient");
  });

  test("a question that fails for want of something else says nothing of the ENI", () => {
    for (const vendor of ["tencentcloud-vpc", "tencentcloud-vpc-v2", "tencentcloud-ecm"])
      for (const code of ["ResourceNotFound.Vpc", "InvalidInstance.NotFound", "InvalidVpc.NotFound"])
        expect(meaning(vendor, code, "DescribeNetworkInterfaces")).toBe("refused");
  });

  test("an unknown id in a question means that it is not there", () => {
    expect(meaning("tencentcloud-vpc", "ResourceNotFound", "DescribeNetworkInterfaces")).toBe("goneEni");
    // CVM names it, so it is the instance that was asked for.
    for (const vendor of ["tencentcloud-vpc", "tencentcloud-vpc-v2"])
      expect(meaning(vendor, "InvalidInstanceId.NotFound", "DescribeInstances")).toBe("goneInstance");
    for (const code of ["5000", "InvalidNetworkInterface.NotFound"])
      expect(meaning("tencentcloud-vpc-v2", code, "DescribeNetworkInterfaces")).toBe("goneEni");
  });
});
