// The gateway's part for API 3.0 (TC3 and the older signature) and for the legacy API: what was changed, copied, late or incomplete
// is refused in the API's own words.
import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { HttpRequest } from "../../simulator/faces/face.ts";
import * as hmac from "../../simulator/faces/tencentcloud/hmac.ts";
import { answered, START } from "./callers.ts";
import { both, CommonClient, ID, KEY, read3, readV2, signedTc3, signedV2, Tencent, texts, v2Both } from "./tencent-callers.ts"; // prettier-ignore

const MINUTE = 60_000;
const DESCRIBE = "DescribeNetworkInterfaces";
const ids = { NetworkInterfaceIds: ["eni-11111111"] };
const account = (more: Record<string, unknown>) => ({
  accounts: [{ accessKeyId: ID, accessKeySecret: KEY, ...more }],
});

/** The older signature, by the SDK's own code. */
async function signedV1(
  action: string,
  parameters: object,
  { at = START, method = "POST", more = {}, secretKey = KEY, host = "vpc.tencentcloudapi.com" } = {},
): Promise<HttpRequest> {
  const client = new CommonClient(host, "2017-03-12", {
    credential: { secretId: ID, secretKey },
    region: "ap-guangzhou",
    profile: { signMethod: "HmacSHA256", httpProfile: { reqMethod: method } },
  });
  const unsigned = await client.formatRequestData(action, texts(parameters));
  const all: Record<string, unknown> = { ...unsigned, Timestamp: Math.floor(at / 1000), ...more };
  // Signed for now; to be signed again for the moment and with the changes of the test.
  delete all["Signature"];
  const Signature = hmac.sign(secretKey, "HmacSHA256", client.formatSignString(all));
  const query = new URLSearchParams(texts({ ...all, Signature })).toString();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return {
    method,
    path: "/",
    rawQuery: method === "GET" ? query : "",
    headers: { host, ...(method === "GET" ? {} : form) },
    body: Buffer.from(method === "GET" ? "" : query),
    receivedAt: START,
  };
}

describe("API 3.0, TC3", () => {
  const codeOf = (request: HttpRequest, world: Record<string, unknown> = {}) =>
    read3(new Tencent(world).send(request)).code;
  const describing = (options = {}) => signedTc3(DESCRIBE, ids, options);
  const changed = (change: (request: HttpRequest) => Partial<HttpRequest>, options = {}) => {
    const request = describing(options);
    return { ...request, ...change(request) };
  };

  test.each(["POST", "GET"] as const)("%s is understood", (method) => {
    expect(codeOf(describing({ method }))).toBeUndefined();
  });

  test("anything that is signed and then changed", () => {
    const header = (name: string, value: string) =>
      changed(({ headers }) => ({ headers: { ...headers, [name]: value } }));
    const failure = "AuthFailure.SignatureFailure";
    expect(codeOf(changed(() => ({ body: Buffer.from('{"NetworkInterfaceIds":["eni-22222222"]}') })))).toBe(failure);
    expect(codeOf(changed(() => ({ rawQuery: "a=b" })))).toBe(failure);
    expect(codeOf(header("content-type", "application/json; charset=utf-8"))).toBe(failure);
    expect(codeOf(header("host", "cvm.tencentcloudapi.com"))).toBe(failure);
    expect(codeOf(header("x-tc-timestamp", String(START / 1000 + 1)))).toBe(failure);
    expect(codeOf(describing({ secretKey: "another" }))).toBe(failure);
    expect(codeOf(changed(({ rawQuery }) => ({ rawQuery: `${rawQuery}&Limit=1` }), { method: "GET" }))).toBe(failure);
    // The SDKs sign content-type and host only: the action is not protected unless the client lists it.
    expect(codeOf(header("x-tc-action", "DescribeVpcTaskResult"))).toBe("UnknownParameter");
  });

  test("the query is taken as it is sent, in any order", () => {
    const options = { method: "GET" as const };
    const request = signedTc3(DESCRIBE, { Offset: 0, Limit: 5, ...ids }, options);
    expect(request.rawQuery).toMatch(/^Offset=0&Limit=5/);
    expect(codeOf(request)).toBeUndefined();
  });

  test.each([
    [5 * MINUTE, undefined],
    [-5 * MINUTE, undefined],
    [5 * MINUTE + 1000, "AuthFailure.SignatureExpire"],
    [-5 * MINUTE - 1000, "AuthFailure.SignatureExpire"],
  ])("a timestamp %d ms off", (skew, code) => {
    expect(codeOf(describing({ at: START + skew }))).toBe(code);
  });

  test("the date of the scope has to be the timestamp's", () => {
    const midnight = Date.parse("2023-11-15T00:00:00Z");
    const request = { ...describing({ at: midnight }), receivedAt: midnight };
    const bench = new Tencent();
    bench.clock.time = midnight;
    expect(read3(bench.send(request)).code).toBeUndefined();
    // Signed for yesterday, a second ago; sent with today's timestamp.
    const late = describing({ at: midnight - 1000 });
    const headers = { ...late.headers, "x-tc-timestamp": String(midnight / 1000) };
    expect(read3(bench.send({ ...late, headers })).code).toBe("AuthFailure.SignatureFailure");
    expect(read3(bench.send(withScopeDate("2023-11-14", midnight))).code).toBe("AuthFailure.SignatureFailure");
    expect(read3(bench.send(withScopeDate("2023-11-15", midnight))).code).toBeUndefined();
  });

  test.each([
    ["none", undefined],
    ["another algorithm", "TC4-HMAC-SHA256 Credential=a/2023-11-14/vpc/tc3_request, SignedHeaders=host, Signature=0"],
    ["a truncated one", "TC3-HMAC-SHA256 Credential=a"],
    ["no host among the signed headers", (text: string) => text.replace("content-type;host", "content-type")],
    ["no content-type among the signed headers", (text: string) => text.replace("content-type;host", "host")],
    ["a signed header that is not there", (text: string) => text.replace("content-type;host", "content-type;host;x-tc-no")],
    ["no hexadecimal signature", (text: string) => text.replace(/Signature=.*/, "Signature=zz")],
  ])("Authorization: %s", (_name, value) => {
    const request = changed(({ headers }) => {
      const authorization = typeof value === "function" ? value(String(headers["authorization"])) : value;
      return { headers: { ...headers, authorization } };
    });
    expect(codeOf(request)).toBe("AuthFailure.InvalidAuthorization");
  }); // prettier-ignore

  test("who is asking", () => {
    expect(codeOf(describing({ secretId: "AKIDNOBODY" }))).toBe("AuthFailure.SecretIdNotFound");
    expect(codeOf(describing(), account({ inactive: true }))).toBe("AuthFailure.SecretIdNotFound");
  });

  test("temporary credentials: the right token, and in time", () => {
    const temporary = account({ securityToken: "tok", securityTokenExpiresAt: "2023-11-14T22:14:00Z" });
    expect(codeOf(describing(), temporary)).toBe("AuthFailure.TokenFailure");
    expect(codeOf(describing({ token: "other" }), temporary)).toBe("AuthFailure.TokenFailure");
    expect(codeOf(describing({ token: "tok" }), temporary)).toBeUndefined();
    expect(codeOf(describing({ token: "tok" }))).toBe("AuthFailure.TokenFailure");
    const bench = new Tencent(temporary);
    bench.clock.pass(MINUTE);
    expect(bench.vpc(DESCRIBE, ids, { token: "tok" }).code).toBe("AuthFailure.TokenFailure");
  });

  test("the timestamp is needed, and a number", () => {
    const stamped = (value: string | undefined) => changed(({ headers }) => ({ headers: { ...headers, "x-tc-timestamp": value } })); // prettier-ignore
    expect(codeOf(stamped(undefined))).toBe("MissingParameter");
    expect(codeOf(stamped("2023-11-14"))).toBe("InvalidParameterValue");
  });

  test("a body that is declared unsigned", () => {
    const hash = { "x-tc-content-sha256": "UNSIGNED-PAYLOAD" };
    const signed = signedTc3(DESCRIBE, {}, { body: "UNSIGNED-PAYLOAD", headers: hash });
    const request = { ...signed, body: Buffer.from(JSON.stringify(ids)) };
    expect(codeOf(request)).toBeUndefined();
    expect(codeOf({ ...request, headers: { ...request.headers, "x-tc-content-sha256": "x" } })).toBe(
      "AuthFailure.SignatureFailure",
    );
  });

  test("the same request twice is accepted: there is no nonce", () => {
    const bench = new Tencent();
    const request = describing();
    expect([read3(bench.send(request)).code, read3(bench.send(request)).code]).toEqual([undefined, undefined]);
  });

  test.each(["127", "vpc", "localhost:4010", "ecm"])("the service of the scope is not compared: %s", (service) => {
    expect(codeOf(describing({ service, host: "127.0.0.1:4010", signedHost: "127.0.0.1" }))).toBeUndefined();
  });

  test("other methods than GET and POST", () => {
    expect(codeOf(changed(() => ({ method: "PUT" })))).toBe("UnsupportedProtocol");
  });

  test("what was not authenticated had no effect, and is logged without its signature", () => {
    const bench = new Tencent();
    bench.vpc("AttachNetworkInterface", both, { secretKey: "wrong" });
    expect(bench.truth()).toBe("available -");
    const [call] = bench.cloud.log.list();
    expect(call).toMatchObject({ vendor: "tencentcloud-vpc", code: "AuthFailure.SignatureFailure", parameters: both, eni: "eni-11111111", region: "ap-guangzhou" }); // prettier-ignore
    expect(JSON.stringify(call)).not.toContain(ID);
  });
});

/** TC3 with a scope date of our choice. */
function withScopeDate(date: string, at: number): HttpRequest {
  const request = signedTc3(DESCRIBE, ids, { at });
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:vpc.tencentcloudapi.com\n\ncontent-type;host\n${hash(JSON.stringify(ids))}`;
  const text = `TC3-HMAC-SHA256\n${at / 1000}\n${date}/vpc/tc3_request\n${hash(canonical)}`;
  const signature = mac(mac(mac(mac(`TC3${KEY}`, date), "vpc"), "tc3_request"), text).toString("hex");
  const authorization = `TC3-HMAC-SHA256 Credential=${ID}/${date}/vpc/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`;
  return { ...request, headers: { ...request.headers, authorization } };
}

describe("API 3.0, the older signature", () => {
  const codeOf = (request: HttpRequest) => read3(new Tencent().send(request)).code;

  test.each(["GET", "POST"])("%s, with lists", async (method) => {
    const parameters = { Filters: [{ Name: "vpc-id", Values: ["vpc-default0"] }], Limit: 3 };
    const answer = read3(new Tencent().send(await signedV1(DESCRIBE, parameters, { method })));
    expect(answer.body["TotalCount"]).toBe(4);
  });

  test("what is wrong with it", async () => {
    const request = await signedV1(DESCRIBE, ids);
    const changedBody = Buffer.from(Buffer.from(request.body).toString().replace("eni-1111", "eni-2222"));
    expect(codeOf({ ...request, body: changedBody })).toBe("AuthFailure.SignatureFailure");
    expect(codeOf(await signedV1(DESCRIBE, ids, { secretKey: "wrong" }))).toBe("AuthFailure.SignatureFailure");
    expect(codeOf(await signedV1(DESCRIBE, ids, { at: START - 6 * MINUTE }))).toBe("AuthFailure.SignatureExpire");
    expect(codeOf(await signedV1(DESCRIBE, ids, { more: { SecretId: "AKIDNOBODY" } }))).toBe("AuthFailure.SecretIdNotFound"); // prettier-ignore
    expect(codeOf(await signedV1(DESCRIBE, ids, { more: { Nonce: "" } }))).toBe("MissingParameter");
    expect(codeOf(await signedV1(DESCRIBE, ids, { more: { Token: "t" } }))).toBe("AuthFailure.TokenFailure");
  });

  test("the port may be signed or not", async () => {
    const signed = await signedV1(DESCRIBE, ids, { host: "127.0.0.1" });
    expect(codeOf({ ...signed, headers: { ...signed.headers, host: "127.0.0.1:4010" } })).toBeUndefined();
    expect(codeOf(await signedV1(DESCRIBE, ids, { host: "127.0.0.1:4010" }))).toBeUndefined();
  });
});

describe("legacy API v2", () => {
  const codeOf = (request: HttpRequest, world: Record<string, unknown> = {}) =>
    readV2(new Tencent(world).send(request)).code;
  const describing = (options = {}) => signedV2(DESCRIBE, { networkInterfaceId: "eni-11111111" }, options);

  test.each([
    ["GET", true],
    ["GET", false],
    ["POST", true],
    ["POST", false],
  ] as const)("%s, SHA-256: %s", (method, sha256) => {
    expect(codeOf(describing({ method, sha256 }))).toBe(0);
  });

  test("a signature that does not fit", () => {
    const request = describing();
    expect(codeOf({ ...request, rawQuery: request.rawQuery.replace("eni-1111", "eni-2222") })).toBe(4100);
    expect(codeOf({ ...request, rawQuery: request.rawQuery.replace(/Signature=[^&]*/, "") })).toBe(4100);
    expect(codeOf({ ...request, rawQuery: `${request.rawQuery}&limit=1` })).toBe(4100);
    expect(codeOf(describing({ secretKey: "wrong" }))).toBe(4100);
    // The method is part of what is signed.
    const posted = { method: "POST", rawQuery: "", body: Buffer.from(request.rawQuery) };
    const headers = { ...request.headers, "content-type": "application/x-www-form-urlencoded" };
    expect(codeOf({ ...request, ...posted, headers })).toBe(4100);
  });

  test("an unknown method of signing means HmacSHA1", () => {
    const request = describing({ sha256: false });
    expect(request.rawQuery).not.toContain("SignatureMethod");
    expect(codeOf(request)).toBe(0);
  });

  test("names with underscores are signed with dots", () => {
    expect(codeOf(signedV2(DESCRIBE, { networkInterfaceId: "eni-11111111", some_thing: "1" }))).toBe(0);
  });

  test("in a POST a value that begins with @ is sent and not signed", () => {
    const parameters = { networkInterfaceId: "eni-11111111", eniName: "@x" };
    const world = { faces: { "tencentcloud-vpc-v2": { unknownEni: "empty" } } };
    expect(codeOf(signedV2(DESCRIBE, parameters, { method: "POST" }), world)).toBe(0);
    expect(codeOf(signedV2(DESCRIBE, parameters), world)).toBe(0);
  });

  test.each([
    [5 * MINUTE, 0],
    [-5 * MINUTE, 0],
    [5 * MINUTE + 1000, 4500],
    [-5 * MINUTE - 1000, 4500],
  ])("a clock %d ms off", (skew, code) => {
    expect(codeOf(describing({ at: START + skew }))).toBe(code);
  });

  test("the window can be the 2 hours of the other page", () => {
    const world = { faces: { "tencentcloud-vpc-v2": { windowMs: 120 * MINUTE } } };
    expect(codeOf(describing({ at: START - 110 * MINUTE }), world)).toBe(0);
    expect(codeOf(describing({ at: START - 121 * MINUTE }), world)).toBe(4500);
  });

  test("the same request twice is a replay, for as long as it would be accepted; another moment is another request", () => {
    const bench = new Tencent();
    const request = describing({ nonce: "7" });
    expect(readV2(bench.send(request)).code).toBe(0);
    expect(readV2(bench.send(request)).code).toBe(4500);
    bench.clock.pass(4 * MINUTE);
    expect(readV2(bench.send(request)).code).toBe(4500);
    expect(bench.v2(DESCRIBE, {}, { nonce: "7" }).code).toBe(0);
    const big = bench.v2(DESCRIBE, {}, { nonce: "9223372036854775807" });
    expect(big.code).toBe(0);
  });

  test("who is asking, and with which token", () => {
    expect(codeOf(describing({ secretId: "AKIDNOBODY" }))).toBe(4104);
    expect(codeOf(describing(), account({ inactive: true }))).toBe(4104);
    const temporary = account({ securityToken: "tok" });
    expect(codeOf(describing(), temporary)).toBe(4105);
    expect(codeOf(describing({ token: "other" }), temporary)).toBe(4105);
    expect(codeOf(describing({ token: "tok" }), temporary)).toBe(0);
  });

  test.each([{ at: NaN }, { nonce: "" }, { nonce: "-1" }])("%j is a bad parameter", (options) => {
    expect(codeOf(describing(options))).toBe(4000);
  });

  test("the host may be signed as it is sent, without its port, or by its public name", () => {
    const at = (signedHost: string) => codeOf(describing({ host: "127.0.0.1:4010", signedHost }));
    expect([at("127.0.0.1:4010"), at("127.0.0.1"), at("vpc.api.qcloud.com"), at("cvm.api.qcloud.com")]).toEqual([0, 0, 0, 4100]); // prettier-ignore
    const named = { faces: { "tencentcloud-vpc-v2": { publicHost: "vpc.example.com" } } };
    expect(codeOf(describing({ host: "127.0.0.1:4010", signedHost: "vpc.example.com" }), named)).toBe(0);
  });

  test("other methods than GET and POST", () => {
    expect(codeOf({ ...describing(), method: "PUT" })).toBe(4600);
  });

  test("a lost request leaves its nonce unused", () => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "dropBefore", times: 1 });
    const request = signedV2("AttachNetworkInterface", v2Both, { nonce: "9" });
    expect(bench.cloud.receive(request).kind).toBe("reset");
    expect(readV2(answered(bench.cloud.receive(request))).code).toBe(0);
    expect(readV2(answered(bench.cloud.receive(request))).code).toBe(4500);
  });
});
