// Codes and messages that no list has, made up after those in test/fixtures/vendor-answers: other members of known families, generic codes
// whose message blames the credentials, in English and Chinese.
import { describe, expect, test } from "@jest/globals";
import { meaningOf } from "./as-client-reads.ts";

const refusal = (Code: string, Message = "x") => ({ Response: { Error: { Code, Message }, RequestId: "r-1" } });

describe.each(["tencentcloud-vpc", "tencentcloud-ecm", "tencentcloud-vpc-v2"])("%s", (name) => {
  test.each([
    ["AuthFailure.SomethingNew", "credentials"],
    ["UnauthorizedOperation.CamNoAuth", "forbidden"],
    ["RequestLimitExceeded.SomethingNew", "throttled"],
    ["InternalError.TradeUnknownError", "transient"],
    ["MutexOperation.SomethingNew", "busy"],
    ["ResourceBusy.SomethingNew", "busy"],
    ["UnsupportedOperation.ActionInProgress", "busy"],
    ["UnsupportedOperation.TaskRunning", "busy"],
    ["FailedOperation.TaskConflict", "busy"],
    ["UnsupportedOperation.InstanceStateRebooting", "instanceState"],
    ["OperationDenied.InvalidInstanceStatus", "instanceState"],
    ["InvalidInstanceState", "instanceState"],
    ["FailedOperation.ServiceUnavailable", "transient"],
    ["ServiceUnavailable", "transient"],
    ["ServerError", "transient"],
    ["GatewayError", "transient"],
    ["RequestTimeout", "transient"],
    ["InvalidSecretId", "credentials"],
    ["TokenFailure", "credentials"],
    ["FailedOperation.SomethingNew", "refused"],
    ["UnsupportedOperation.SomethingNew", "refused"],
    ["InvalidParameterValue.InstanceStateFilter", "refused"],
    ["InvalidParameterConflict", "refused"],
    ["LimitExceeded.TaskRunning", "refused"],
    ["SomethingNew", "refused"],
  ])("%s", (code, meaning) => {
    expect(meaningOf(name, refusal(code))).toMatchObject({ meaning });
    expect(meaningOf(name, refusal(code), { action: "AttachNetworkInterface" })).toMatchObject({ meaning });
  });

  test.each([
    ["MissingParameter", "The request is missing a required parameter `SecretId`.", "SecretId"],
    ["MissingParameter", "缺少参数SecretId", "SecretId"],
    ["InvalidParameter", "请求参数 Signature 不正确", "SecretId"],
    ["InvalidParameterValue", "The value of `X-TC-Timestamp` is not valid.", "clock"],
    ["InvalidParameterValue.SomethingNew", "Timestamp 已过期", "clock"],
    ["InvalidParameter", "The `Token` has expired.", "TENCENTCLOUD_TOKEN"],
    ["InvalidRequest", "Header X-TC-Token is malformed", "TENCENTCLOUD_TOKEN"],
  ])("%s: %s blames the credentials", (code, message, hint) => {
    const found = meaningOf(name, refusal(code, message));
    expect(found).toMatchObject({ meaning: "credentials", hint: expect.stringContaining(hint) });
  });

  test.each([
    "The parameter `ClientToken` is too long.",
    "Invalid parameter InstanceId. Sent: SecretId=AKID&Signature=abc",
    "The value of NextToken is not valid.",
    "SignatureOfTheVpc is not valid",
  ])("InvalidParameter: %s blames an argument", (message) => {
    expect(meaningOf(name, refusal("InvalidParameter", message))).toMatchObject({ meaning: "refused" });
  });
});

test("the legacy API tells it in its own envelope", () => {
  const body = { code: 4000, message: "(4000)缺少参数SecretId", codeDesc: "InvalidParameter" };
  expect(meaningOf("tencentcloud-vpc-v2", body)).toMatchObject({ meaning: "credentials" });
});

describe("a question about something that does not exist", () => {
  test.each([
    ["tencentcloud-vpc", "DescribeNetworkInterfaces", "ResourceNotFound", "goneEni"],
    ["tencentcloud-vpc", "DescribeInstances", "ResourceNotFound", "goneInstance"],
    ["tencentcloud-ecm", "DescribeInstances", "ResourceNotFound", "goneInstance"],
    ["tencentcloud-vpc", "DescribeNetworkInterfaces", "InvalidNetworkInterfaceId.NotFound", "goneEni"],
    ["tencentcloud-vpc", "DescribeNetworkInterfaces", "InvalidParameterValue.NetworkInterfaceNotFound", "goneEni"],
    [
      "tencentcloud-ecm",
      "DescribeNetworkInterfaces",
      "UnsupportedOperation.InvalidNetworkInterfaceIdNotFound",
      "goneEni",
    ],
    // Said of a change, it may be about an address.
    ["tencentcloud-vpc", "DetachNetworkInterface", "InvalidNetworkInterfaceId.NotFound", "eniState"],
    ["tencentcloud-vpc", "DescribeInstances", "InvalidNetworkInterfaceId.NotFound", "eniState"],
    ["tencentcloud-vpc", "DescribeNetworkInterfaces", "ResourceNotFound.SomethingNew", "refused"],
    ["tencentcloud-vpc", "DescribeNetworkInterfaces", "InvalidInstanceId.NotFound", "refused"],
  ])("%s, %s: %s", (name, action, code, meaning) => {
    expect(meaningOf(name, refusal(code), { action })).toMatchObject({ meaning });
  });
});
