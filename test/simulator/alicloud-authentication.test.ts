// The gateway's part: both schemes are verified for real, and whatever was changed, copied, late or incomplete is refused.
import { describe, expect, test } from "@jest/globals";
import type { HttpRequest } from "../../simulator/faces/face.ts";
import { answered, inProcess, KEY, read, SECRET, signedV1, signedV3, smallWorld, START } from "./callers.ts";

const region = { RegionId: "cn-hangzhou" };
const attach = { ...region, NetworkInterfaceId: "eni-1", InstanceId: "i-a" };
const MINUTE = 60_000;

const signers: [string, (action: string, options?: Parameters<typeof signedV3>[2]) => HttpRequest][] = [
  ["v1 in the query", (action, options) => signedV1(action, region, options)],
  ["v1 in a form", (action, options) => signedV1(action, region, { ...options, place: "form" })],
  ["v1 mixed", (action, options) => signedV1(action, region, { ...options, place: "mixed" })],
  ["ACS3", (action, options) => signedV3(action, region, options)],
];

function codeOf(request: HttpRequest, world: unknown = smallWorld()): string {
  const answer = read(answered(inProcess(world).cloud.receive(request)));
  return answer.code ?? String(answer.status);
}

describe.each(signers)("%s", (_name, sign) => {
  test("a good signature is accepted", () => {
    expect(codeOf(sign("DescribeNetworkInterfaces"))).toBe("200");
  });

  test("another secret is refused, and the answer shows the server's string", () => {
    const { cloud } = inProcess();
    const answer = read(answered(cloud.receive(sign("DescribeNetworkInterfaces", { secret: "another" }))));
    expect([answer.status, answer.code]).toEqual([400, "SignatureDoesNotMatch"]);
    expect(answer.message).toMatch(
      /string to sign is:(GET|POST)&%2F&AccessKeyId%3D|StringToSign is \[ACS3-HMAC-SHA256\n/,
    );
    expect(answer.message).not.toContain("ExampleSecret");
  });

  test("an unknown key", () => {
    expect(codeOf(sign("DescribeNetworkInterfaces", { key: "LTAINOBODY" }))).toBe("InvalidAccessKeyId.NotFound");
  });

  test.each([
    [-15 * MINUTE, "200"],
    [-15 * MINUTE - 1000, "InvalidTimeStamp.Expired"],
    [15 * MINUTE, "200"],
    [15 * MINUTE + 1000, "InvalidTimeStamp.Expired"],
  ])("a clock that is %d ms off: %s", (skew, expected) => {
    expect(codeOf(sign("DescribeNetworkInterfaces", { at: START + skew }))).toBe(expected);
  });

  test("the same request twice is a replay; another key may use the same nonce", () => {
    const accounts = [
      { accessKeyId: KEY, accessKeySecret: SECRET },
      { accessKeyId: "LTAIANOTHER", accessKeySecret: "another" },
    ];
    const { cloud } = inProcess(smallWorld({ accounts }));
    const request = sign("DescribeNetworkInterfaces", { nonce: "once" });
    expect(read(answered(cloud.receive(request))).status).toBe(200);
    expect(read(answered(cloud.receive(request))).code).toBe("SignatureNonceUsed");
    const another = sign("DescribeNetworkInterfaces", { nonce: "once", key: "LTAIANOTHER", secret: "another" });
    expect(read(answered(cloud.receive(another))).status).toBe(200);
    const later = { ...request, receivedAt: START + 14 * MINUTE };
    expect(read(answered(cloud.receive(later))).code).toBe("SignatureNonceUsed");
  });

  test("a replay is refused for as long as the time stamp itself is accepted", () => {
    const { cloud } = inProcess();
    const request = sign("DescribeNetworkInterfaces", { at: START + 15 * MINUTE });
    expect(read(answered(cloud.receive(request))).status).toBe(200);
    const muchLater = { ...request, receivedAt: START + 30 * MINUTE };
    expect(read(answered(cloud.receive(muchLater))).code).toBe("SignatureNonceUsed");
  });

  test("a refused request does not use its nonce up", () => {
    const { cloud } = inProcess();
    const bad = sign("DescribeNetworkInterfaces", { nonce: "once", secret: "wrong" });
    expect(read(answered(cloud.receive(bad))).code).toBe("SignatureDoesNotMatch");
    expect(read(answered(cloud.receive(sign("DescribeNetworkInterfaces", { nonce: "once" })))).status).toBe(200);
  });

  test("action and version", () => {
    expect(codeOf(sign(""))).toBe("MissingAction");
    expect(codeOf(sign("TerminateEverything"))).toBe("InvalidAction.NotFound");
    expect(codeOf(sign("toString"))).toBe("InvalidAction.NotFound");
  });

  test("another method", () => {
    expect(codeOf({ ...sign("DescribeNetworkInterfaces"), method: "PUT" })).toBe("UnsupportedHTTPMethod");
  });
});

describe("temporary credentials", () => {
  const accounts = [
    { accessKeyId: KEY, accessKeySecret: "ExampleSecret0000000000000001", securityToken: "STS.one" },
    { accessKeyId: "STS.other", accessKeySecret: "another", securityToken: "STS.two" },
    { accessKeyId: "LTAIPLAIN", accessKeySecret: "plain" },
    { accessKeyId: "LTAISLEEPING", accessKeySecret: "plain", inactive: true },
    {
      accessKeyId: "STS.late",
      accessKeySecret: "late",
      securityToken: "STS.three",
      securityTokenExpiresAt: "2023-11-14T22:00:00Z",
    },
  ];
  const cases: [string, Parameters<typeof signedV3>[2], string][] = [
    ["the right token", { token: "STS.one" }, "200"],
    ["none", {}, "MissingSecurityToken"],
    ["nobody's", { token: "STS.invented" }, "InvalidSecurityToken.Malformed"],
    ["somebody else's", { token: "STS.two" }, "InvalidSecurityToken.MismatchWithAccessKey"],
    ["an expired one", { key: "STS.late", secret: "late", token: "STS.three" }, "InvalidSecurityToken.Expired"],
    ["a plain key", { key: "LTAIPLAIN", secret: "plain" }, "200"],
    ["a plain key with a token", { key: "LTAIPLAIN", secret: "plain", token: "x" }, "InvalidSecurityToken.Malformed"],
    ["a disabled key", { key: "LTAISLEEPING", secret: "plain" }, "InvalidAccessKeyId.Inactive"],
  ];
  test.each(cases)("%s", (_name, options, expected) => {
    expect(codeOf(signedV1("DescribeNetworkInterfaces", region, options), smallWorld({ accounts }))).toBe(expected);
    expect(codeOf(signedV3("DescribeNetworkInterfaces", region, options), smallWorld({ accounts }))).toBe(expected);
  });
});

describe("tampering", () => {
  const withQuery = (request: HttpRequest, from: string, to: string) => ({
    ...request,
    rawQuery: request.rawQuery.replace(from, to),
  });
  const withHeader = (request: HttpRequest, name: string, value: string | undefined) => ({
    ...request,
    headers: { ...request.headers, [name]: value },
  });

  test.each([
    ["v1 query", withQuery(signedV1("AttachNetworkInterface", attach), "i-a", "i-b")],
    ["v1 method", { ...signedV1("AttachNetworkInterface", attach), method: "POST" }],
    [
      "v1 form",
      {
        ...signedV1("AttachNetworkInterface", attach, { place: "mixed" }),
        body: Buffer.from("RegionId=cn-hangzhou&NetworkInterfaceId=eni-1&InstanceId=i-b"),
      },
    ],
    [
      "v1 parameter added in the query",
      withQuery(signedV1("AttachNetworkInterface", attach), "Action", "Extra=1&Action"),
    ],
    ["ACS3 query", withQuery(signedV3("AttachNetworkInterface", attach), "i-a", "i-b")],
    ["ACS3 action", withHeader(signedV3("AttachNetworkInterface", attach), "x-acs-action", "DetachNetworkInterface")],
    ["ACS3 host", withHeader(signedV3("AttachNetworkInterface", attach), "host", "elsewhere.example")],
    ["ACS3 body", { ...signedV3("AttachNetworkInterface", attach), body: Buffer.from("InstanceId=i-b") }],
    [
      "ACS3 form",
      {
        ...signedV3("AttachNetworkInterface", region, { form: "InstanceId=i-a" }),
        body: Buffer.from("InstanceId=i-b"),
      },
    ],
  ])("%s", (_name, request) => {
    const { cloud } = inProcess();
    expect(read(answered(cloud.receive(request))).code).toBe("SignatureDoesNotMatch");
    expect(cloud.world.eni("eni-1")?.status).toBe("available");
  });

  test("a content hash that is not the body's, although it is signed", () => {
    const request = signedV3("DescribeNetworkInterfaces", region, {
      headers: { "x-acs-content-sha256": "0".repeat(64) },
    });
    expect(codeOf(request)).toBe("SignatureDoesNotMatch");
  });

  test("an x-acs header that came in unsigned", () => {
    const request = signedV3("DescribeNetworkInterfaces", region);
    expect(codeOf(withHeader(request, "x-acs-extra", "1"))).toBe("IncompleteSignature");
  });

  test("a content type that came in unsigned", () => {
    const request = signedV3("DescribeNetworkInterfaces", region);
    expect(codeOf(withHeader(request, "content-type", "text/plain"))).toBe("IncompleteSignature");
  });

  test("a signed header that got lost", () => {
    const request = signedV3("DescribeNetworkInterfaces", region, { headers: { "x-acs-extra": "1" } });
    expect(codeOf(withHeader(request, "x-acs-extra", undefined))).toBe("IncompleteSignature");
  });

  test("a header of the client's choice is signed too", () => {
    const request = signedV3("DescribeNetworkInterfaces", region, {
      headers: { "x-acs-credentials-provider": "static_ak" },
    });
    expect(codeOf(request)).toBe("200");
    expect(codeOf(withHeader(request, "x-acs-credentials-provider", "env"))).toBe("SignatureDoesNotMatch");
  });
});

describe("incomplete requests", () => {
  const without = (request: HttpRequest, name: string): HttpRequest => {
    const query = new URLSearchParams(request.rawQuery);
    query.delete(name);
    return { ...request, rawQuery: query.toString(), headers: { ...request.headers, [name]: undefined } };
  };

  test.each([
    ["AccessKeyId", "MissingAccessKeyId"],
    ["Signature", "IncompleteSignature"],
    ["SignatureMethod", "IncompleteSignature"],
    ["SignatureVersion", "IncompleteSignature"],
    ["SignatureNonce", "MissingSignatureNonce"],
    ["Timestamp", "IllegalTimestamp"],
  ])("v1 without %s: %s", (name, expected) => {
    expect(codeOf(without(signedV1("DescribeNetworkInterfaces", region), name))).toBe(expected);
  });

  test("ACS3 without a version", () => {
    const request = signedV3("DescribeNetworkInterfaces", region, { headers: { "x-acs-version": "2014-05-27" } });
    expect(codeOf(request)).toBe("InvalidVersion");
  });

  test("a time stamp in another form", () => {
    const request = signedV3("DescribeNetworkInterfaces", region, { headers: { "x-acs-date": "2023-11-14 22:13:20" } });
    expect(codeOf(request)).toBe("InvalidTimeStamp.Format");
  });

  test("an Authorization header that is cut off", () => {
    const request = signedV3("DescribeNetworkInterfaces", region);
    const cut = String(request.headers["authorization"]).slice(0, -1);
    expect(codeOf({ ...request, headers: { ...request.headers, authorization: cut } })).toBe("IncompleteSignature");
  });
});

test("the host may be signed with its port or without it", () => {
  const sent = (signedHost: string): HttpRequest => {
    const request = signedV3("DescribeNetworkInterfaces", region, { host: signedHost });
    return { ...request, headers: { ...request.headers, host: "127.0.0.1:4010" } };
  };
  expect(codeOf(sent("127.0.0.1:4010"))).toBe("200");
  expect(codeOf(sent("127.0.0.1"))).toBe("200");
  expect(codeOf(sent("127.0.0.1:4011"))).toBe("SignatureDoesNotMatch");
});

test("a request that is nobody's is answered with what there is", () => {
  const { cloud } = inProcess();
  const request = { ...signedV1("DescribeNetworkInterfaces", region), path: "/v2/index.php" };
  const answer = answered(cloud.receive(request));
  expect([answer.status, answer.body]).toEqual([404, expect.stringContaining("alicloud-ecs")]);
  expect(cloud.log.list()).toEqual([]);
});

test("the call log holds what was asked, and nothing that could be used again", () => {
  const { cloud } = inProcess();
  cloud.receive(signedV1("AttachNetworkInterface", attach, { nonce: "secret-nonce" }));
  const [record] = cloud.log.list();
  expect(record).toMatchObject({ action: "AttachNetworkInterface", parameters: attach, eni: "eni-1", instance: "i-a" });
  expect(record?.accessKeyId).toBe("LTAI****0001");
  expect(Object.keys(record?.parameters ?? {})).toEqual(Object.keys(attach));
  expect(JSON.stringify(record)).not.toMatch(/secret-nonce|ExampleSecret|Signature|LTAIEXAMPLEKEYID/);
});
