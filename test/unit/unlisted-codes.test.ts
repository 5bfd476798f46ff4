// Codes and messages that no list has, made up after those in test/fixtures/vendor-answers: other members of known families, generic codes
// whose message blames the credentials, in English and Chinese.
import { describe, expect, test } from "@jest/globals";
import { answerOf, meaningOf } from "./as-client-reads.ts";

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

describe("zenlayer-zec", () => {
  const told = (code: string | number, status: number) =>
    meaningOf("zenlayer-zec", { requestId: "T1", code, message: "x" }, { status });

  test.each([
    ["AUTHFAILURE_INVALID_TOKEN", 401, "credentials", "access key or token"],
    ["AUTHFAILURE_TOKEN_EXPIRED", 401, "credentials", "clock"],
    ["AUTHFAILURE_UNAUTHORIZED_RESOURCE", 403, "forbidden", "Allow this member"],
    ["UNAUTHORIZED_OPERATION", 403, "forbidden", "Allow this member"],
    ["SOMETHING_NEW", 401, "credentials", undefined],
    ["REQUEST_LIMIT_EXCEEDED_FOR_TEAM", 400, "throttled", undefined],
    ["AUTHFAILURE_SOMETHING_NEW", 429, "throttled", undefined],
    ["INTERNAL_ERROR", 400, "transient", undefined],
    ["SERVICE_UNAVAILABLE", 400, "transient", undefined],
    ["OPERATION_TIMEOUT", 400, "transient", undefined],
    ["INVALID_INSTANCE_STATUS", 400, "instanceState", undefined],
    ["OPERATION_DENIED_INSTANCE_STATUS_IMAGING", 403, "instanceState", undefined],
    ["OPERATION_DENIED_NIC_STATUS_NOT_SUPPORT", 400, "eniState", undefined],
    ["OPERATION_DENIED_NIC_IN_OPERATION", 409, "busy", undefined],
    ["INVALID_INSTANCE_SOMETHING_NEW", 404, "refused", undefined],
    ["INVALID_SUBNET_NOT_FOUND", 404, "refused", undefined],
  ] as const)("%s with HTTP %d", (code, status, meaning, hint) => {
    const found = told(code, status);
    expect(found?.meaning).toBe(meaning);
    if (hint !== undefined) expect(found?.hint).toContain(hint);
  });

  test.each([0, 200, "OK", "success"])("code %j beside a response is no refusal", (code) => {
    const body = { requestId: "T1", code, message: "ok", response: { requestId: "T1" } };
    expect(answerOf("zenlayer-zec", body)).toMatchObject({ ok: true, requestId: "T1" });
    expect(answerOf("zenlayer-zec", { ...body, response: null })).toMatchObject({ ok: false });
    expect(answerOf("zenlayer-zec", body, { status: 400 })).toMatchObject({ ok: false });
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

describe("alicloud-ecs", () => {
  const told = (Code: string, Message = "x", status = 400) =>
    meaningOf("alicloud-ecs", { RequestId: "R-1", HostId: "h", Code, Message }, { status });

  test.each([
    ["MissingAccessKeyId", 400, "credentials", "access key"],
    ["InvalidAccessKeySecret", 400, "credentials", "access key"],
    ["Forbidden.AccessKeyDisabled", 403, "credentials", "access key"],
    ["MissingSignature", 400, "credentials", "access key"],
    ["MissingSignatureNonce", 400, "credentials", "access key"],
    ["MissingTimestamp", 400, "credentials", "clock"],
    ["InvalidStsToken.Expired", 403, "credentials", "ALIBABA_CLOUD_SECURITY_TOKEN"],
    ["SomethingNew", 401, "credentials", undefined],
    ["Forbidden.SomethingNew", 403, "forbidden", "Grant"],
    ["IncorrectInstanceStatus", 403, "instanceState", undefined],
    ["IncorrectInstanceStatus.Initializing", 403, "instanceState", undefined],
    ["IncorrectEniStatus", 403, "eniState", undefined],
    ["TaskConflict", 409, "busy", undefined],
    ["IdempotentProcessing", 403, "busy", undefined],
    ["FlowControl", 400, "throttled", undefined],
    ["SomethingNew", 429, "throttled", undefined],
    ["GatewayTimeout", 400, "transient", undefined],
    ["InvalidTimeout", 400, "refused", undefined],
    ["IncorrectVSwitchStatus", 403, "refused", undefined],
    ["InvalidAccountStatus.NotEnoughBalance", 403, "refused", undefined],
    ["SomethingNew", 403, "refused", undefined],
  ] as const)("%s with HTTP %d", (code, status, meaning, hint) => {
    const found = told(code, "x", status);
    expect(found?.meaning).toBe(meaning);
    if (hint !== undefined) expect(found?.hint).toContain(hint);
  });

  test.each([
    ["InvalidParameter", 'The specified parameter "SecurityToken.Malformed" is not valid.', "SECURITY_TOKEN"],
    ["InvalidParameter", "指定的参数SecurityToken不合法。", "SECURITY_TOKEN"],
    ["InvalidParameter.SomethingNew", "SecurityToken is expired.", "SECURITY_TOKEN"],
    ["MissingParameter", "SecurityToken is mandatory for this action.", "its token"],
    ["MissingParameter", "缺少参数“AccessKeyId”。", "access key"],
    ["MissingParameter", 'The input parameter "SignatureNonce" is not supplied.', "access key"],
    ["MissingParameter", 'The input parameter "Timestamp" is not supplied.', "clock"],
  ])("%s: %s blames the credentials", (code, message, hint) => {
    expect(told(code, message)).toMatchObject({ meaning: "credentials", hint: expect.stringContaining(hint) });
  });

  test.each([
    "The specified parameter InstanceId is not valid. Signed: AccessKeyId=LTAI&Signature=abc&SecurityToken%3Dx",
    "NextToken is not valid",
    "The TimestampFilter is not valid",
  ])("InvalidParameter: %s blames an argument", (message) => {
    expect(told("InvalidParameter", message)).toMatchObject({ meaning: "refused" });
  });
});
