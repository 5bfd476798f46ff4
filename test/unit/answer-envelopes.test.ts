// Envelopes that vendors' SDKs read and no page shows, or that a gateway makes of a documented one; made up after the answers in
// test/fixtures/vendor-answers.
import { describe, expect, test } from "@jest/globals";
import { readTask } from "../../provider/vendors/tencentcloud-vpc-v2/api.ts";
import { answerOf, enisOf, meaningOf } from "./as-client-reads.ts";

const RequestId = "0a0a0a0a-1111-4222-8333-444455556666";

describe("API 3.0 of Tencent Cloud", () => {
  const page = { TotalCount: 0, NetworkInterfaceSet: [], RequestId };

  test("an Error of null is no error", () => {
    expect(answerOf("tencentcloud-vpc", { Response: { ...page, Error: null } })).toMatchObject({ ok: true });
  });

  // The vendor's SDKs disagree: an error for Node's, none for Go's.
  test.each([
    ["an empty object", {}],
    ["an empty code", { Code: "", Message: "" }],
    ["nulls", { Code: null, Message: null }],
    ["words without a code", { Code: "", Message: "internal error" }],
    ["a text", "InternalError"],
    ["a list", []],
  ])("with an Error of %s it is nobody's answer", (_what, Error) => {
    expect(answerOf("tencentcloud-vpc", { Response: { ...page, Error } })).toBeUndefined();
  });

  test.each([
    ["with its zone", "2021-01-08T08:36:49Z"],
    ["with an offset", "2021-01-08T08:36:49+00:00"],
    ["with a fraction", "2021-01-08T08:36:49.123Z"],
    ["in the vendor's own form", "2021-01-08 16:36:49"],
  ])("the time of an attach %s", (_how, AttachTime) => {
    const eni = { NetworkInterfaceId: "eni-1", State: "AVAILABLE", Attachment: { InstanceId: "ins-1", AttachTime } };
    const body = { Response: { TotalCount: 1, NetworkInterfaceSet: [eni], RequestId } };
    expect(enisOf("tencentcloud-vpc", body, "eni-1").items[0]?.attachedAt).toBe("2021-01-08T08:36:49.000Z");
  });
});

describe("the legacy API of Tencent Cloud", () => {
  const name = "tencentcloud-vpc-v2";

  test.each(["SUCCESS", "Success", "success", "OK", "", null])("code 0 and codeDesc %j are a success", (codeDesc) => {
    expect(answerOf(name, { code: 0, message: "", codeDesc, data: [] })).toMatchObject({ ok: true });
  });

  test.each([
    ["a documented number with HTTP 403", { code: 4100, message: "(4100)身份认证失败" }, 403, "credentials"],
    ["a name with HTTP 500", { code: 6000, message: "x", codeDesc: "InternalError" }, 500, "transient"],
    ["a name with HTTP 400", { code: 5000, message: "x", codeDesc: "InvalidVpc.NotFound" }, 400, "refused"],
  ])("%s is a refusal", (_what, body, status, meaning) => {
    expect(meaningOf(name, body, { status })).toMatchObject({ meaning });
  });

  test.each([
    ["a success with HTTP 500", { code: 0, message: "", codeDesc: "Success", data: [] }, 500],
    ["a gateway's own code", { code: 403, message: "blocked by the firewall" }, 403],
  ])("%s is nobody's answer", (_what, body, status) => {
    expect(answerOf(name, body, { status })).toBeUndefined();
  });

  test("a refusal in the envelope of API 3.0 is one; a success in it is not", () => {
    const refusal = { Response: { Error: { Code: "AuthFailure.SignatureFailure", Message: "x" }, RequestId } };
    expect(meaningOf(name, refusal)).toMatchObject({ meaning: "credentials" });
    const success = { Response: { TotalCount: 0, NetworkInterfaceSet: [], RequestId } };
    expect(answerOf(name, success)).toBeUndefined();
  });

  test.each([
    [{ errorCode: "", errorMsg: "" }, ""],
    [{ errorCode: 1001, errorMsg: "" }, "1001"],
    [{ errorCode: "", errorMsg: "busy" }, "busy"],
    [{ errorCode: 1001, errorMsg: "busy" }, "1001: busy"],
  ])("a task that failed with %j", (output, text) => {
    expect(readTask({ data: { status: 1, output } })).toEqual({ status: "failed", output: text });
  });
});
