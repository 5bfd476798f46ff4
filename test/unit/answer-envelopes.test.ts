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

describe("Alibaba Cloud", () => {
  const name = "alicloud-ecs";
  const xml = (inside: string) => `<?xml version='1.0' encoding='UTF-8'?><Error>${inside}</Error>`;
  const parts =
    "<RequestId>R-1</RequestId><HostId>h</HostId><Code>InvalidAccessKeyId.NotFound</Code><Message>&quot;x&quot;</Message>";

  test.each([
    ["in lower-case names", { code: "InvalidAccessKeyId.NotFound", message: '"x"', requestId: "R-1" }],
    ["in XML", xml(parts)],
    ["in XML without a declaration", `<Error>${parts}</Error>\n`],
  ])("a refusal %s, as the vendor's SDK reads it", (_how, body) => {
    const code = "InvalidAccessKeyId.NotFound";
    expect(answerOf(name, body, { status: 404 })).toMatchObject({ ok: false, code, message: '"x"', requestId: "R-1" });
    expect(meaningOf(name, body, { status: 404 })).toMatchObject({ meaning: "credentials" });
  });

  test("its request id may be in a header alone, and it may say how long to wait", () => {
    const headers = { "x-acs-request-id": "R-2", "retry-after": "3" };
    const answer = answerOf(name, { code: "Throttling.User", message: "x" }, { status: 429, headers });
    expect(answer).toMatchObject({ ok: false, code: "Throttling.User", requestId: "R-2", retryAfterMs: 3_000 });
  });

  test.each([
    ["a firewall's JSON", { code: 403, message: "blocked" }, 403],
    ["JSON of a proxy", { code: "ECONNRESET", message: "upstream" }, 502],
    ["lower-case names with HTTP 200", { code: "InvalidAccessKeyId.NotFound", requestId: "R-1" }, 200],
    ["XML of another service", "<Error><Code>NoSuchKey</Code></Error>", 404],
    ["XML with HTTP 200", xml(parts), 200],
    ["a page with an error in it", `<html>${xml(parts)}</html>`, 500],
    ["a code of success with HTTP 500", { RequestId: "R-1", Code: "OK" }, 500],
  ])("%s is nobody's answer", (_what, body, status) => {
    expect(answerOf(name, body, { status })).toBeUndefined();
  });

  test.each([200, "200", "OK", "SUCCESS", "success", null])("Code %j is a success", (Code) => {
    expect(answerOf(name, { RequestId: "R-1", Code })).toMatchObject({ ok: true, requestId: "R-1" });
  });
});
