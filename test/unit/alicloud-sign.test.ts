// ACS3-HMAC-SHA256: worked vectors, and the vendor's own signer as oracle on requests made by chance.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import openApi from "@alicloud/openapi-core";
import { escape, isoSeconds, signAcs3 } from "../../provider/vendors/alicloud-ecs/sign.ts";
import type { HttpRequest } from "../../provider/http/transport.ts";
import { credentials, seeded } from "./fakes.ts";

const { OpenApiUtil } = openApi;
const emptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const stamp = { credentials, now: Date.parse("2023-11-14T22:13:20.987Z"), nonce: "d410180a5abf7fe235dd9b74aca91fc0" };
const hangzhou = { origin: "https://ecs-cn-hangzhou.aliyuncs.com", version: "2014-05-26" };
const plainHeaders = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";

describe("worked vectors", () => {
  test("a: AttachNetworkInterface", () => {
    const query = {
      RegionId: "cn-hangzhou",
      NetworkInterfaceId: "eni-bp17pdijfczax1huji00",
      InstanceId: "i-bp16qstyvxj9gpqw0000",
    };
    const request = signAcs3({ ...hangzhou, action: "AttachNetworkInterface", query }, stamp);
    expect(request.headers["authorization"]).toBe(
      `ACS3-HMAC-SHA256 Credential=LTAIEXAMPLEKEYID0001,SignedHeaders=${plainHeaders},Signature=dd2cf2e6e8f453260037ded899897b4fdde64212cf0ac3c206f7b5f6e838ee63`,
    );
    expect(request).toMatchObject({
      method: "POST",
      body: "",
      url: "https://ecs-cn-hangzhou.aliyuncs.com/?InstanceId=i-bp16qstyvxj9gpqw0000&NetworkInterfaceId=eni-bp17pdijfczax1huji00&RegionId=cn-hangzhou",
      headers: {
        accept: "application/json",
        host: "ecs-cn-hangzhou.aliyuncs.com",
        "x-acs-action": "AttachNetworkInterface",
        "x-acs-content-sha256": emptyPayload,
        "x-acs-date": "2023-11-14T22:13:20Z",
      },
    });
  });

  test("b: DescribeNetworkInterfaces with a security token", () => {
    const query = { RegionId: "cn-hangzhou", "NetworkInterfaceId.1": "eni-bp17pdijfczax1huji00", MaxResults: "100" };
    const request = signAcs3(
      { ...hangzhou, action: "DescribeNetworkInterfaces", query },
      { ...stamp, credentials: { ...credentials, token: "STS.exampletoken" } },
    );
    expect(request.headers["authorization"]).toContain(
      "Signature=33ab31d2113817a7437b061979808aa43974e5b2d3bcd00c60ea15fecf109409",
    );
    expect(request.headers).toMatchObject({
      "x-acs-accesskey-id": "LTAIEXAMPLEKEYID0001",
      "x-acs-security-token": "STS.exampletoken",
    });
  });

  test("c: the vendor's published sample", () => {
    const query = {
      ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
      RegionId: "cn-shanghai",
    };
    const request = signAcs3(
      { origin: "https://ecs.cn-shanghai.aliyuncs.com", version: "2014-05-26", action: "RunInstances", query },
      {
        credentials: { keyId: "YourAccessKeyId", secret: "YourAccessKeySecret" },
        now: Date.parse("2023-10-26T10:22:32Z"),
        nonce: "3156853299f313e23d1673dc12e1703d",
      },
    );
    expect(request.headers["authorization"]).toBe(
      `ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=${plainHeaders},Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0`,
    );
  });
});

/** What the vendor's SDK would put into Authorization, given the headers and the query as they go over the wire. */
function oracle(request: HttpRequest, keyId: string, secret: string): string {
  const url = new URL(request.url);
  const unsigned = ["authorization", "accept"];
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !unsigned.includes(name)));
  const query = Object.fromEntries(
    url.search
      .slice(1)
      .split("&")
      .filter(Boolean)
      .map((pair) => pair.split("=").map(decodeURIComponent) as [string, string]),
  );
  const asked = {
    protocol: url.protocol,
    port: 80,
    method: request.method,
    pathname: url.pathname,
    query,
    headers: { ...headers, host: url.host },
    body: Readable.from([]),
  };
  const payload = createHash("sha256").update(request.body).digest("hex");
  return OpenApiUtil.getAuthorization(asked, "ACS3-HMAC-SHA256", payload, keyId, secret);
}

const origins = [
  "https://ecs-cn-hangzhou.aliyuncs.com",
  "https://ecs.ap-southeast-1.aliyuncs.com",
  "http://127.0.0.1:42943",
  "https://proxy.example.com:8443",
  "https://ecs.aliyuncs.com:443",
];
const names = [
  "RegionId",
  "InstanceId",
  "NetworkInterfaceId.1",
  "NetworkInterfaceId.2",
  "NetworkInterfaceId.10",
  "B",
  "a",
];
const pieces = [
  "",
  " ",
  "a b",
  "!'()*~",
  "测试",
  "😀",
  "+",
  "/",
  "=",
  "&",
  "%",
  "%41",
  "?",
  "#",
  "-_.",
  "é",
  "\n",
  "i-1",
];
const tokens = [undefined, "STS.exampletoken", "CAIS+/==~token", "x".repeat(900)];

test("the vendor's SDK gives the same Authorization for 500 requests made by chance", () => {
  const next = seeded(20_231_114);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  for (let round = 0; round < 500; round += 1) {
    const wanted = names.filter(() => next() < 0.5);
    const query = Object.fromEntries(wanted.map((name) => [name, pick(pieces) + pick(pieces) + pick(pieces)]));
    const token = pick(tokens);
    const key = { keyId: `LTAI${round}`, secret: pick(["s", "secret/+=", "Kéy"]), ...(token ? { token } : {}) };
    const request = signAcs3(
      {
        origin: pick(origins),
        action: pick(["AttachNetworkInterface", "DescribeInstances"]),
        version: "2014-05-26",
        query,
      },
      { credentials: key, now: Math.floor(next() * 2e12), nonce: `nonce ${round}` },
    );
    expect({ query, authorization: request.headers["authorization"] }).toEqual({
      query,
      authorization: oracle(request, key.keyId, key.secret),
    });
    expect(request.headers["host"]).toBe(new URL(request.url).host);
    const sent = Object.fromEntries(new URL(request.url).searchParams);
    expect(sent).toEqual(query);
  }
});

test("every part of a request is signed: a change of any of them changes the signature", () => {
  const call = { ...hangzhou, action: "DetachNetworkInterface", query: { InstanceId: "i-1" } };
  const signature = (request: HttpRequest) => /Signature=(.*)$/.exec(request.headers["authorization"] ?? "")?.[1];
  const signatures = [
    signAcs3(call, stamp),
    signAcs3({ ...call, action: "AttachNetworkInterface" }, stamp),
    signAcs3({ ...call, version: "2014-05-27" }, stamp),
    signAcs3({ ...call, origin: "https://ecs.aliyuncs.com" }, stamp),
    signAcs3({ ...call, query: { InstanceId: "i-2" } }, stamp),
    signAcs3({ ...call, query: { InstanceId: "i-1", RegionId: "" } }, stamp),
    signAcs3(call, { ...stamp, nonce: "other" }),
    signAcs3(call, { ...stamp, now: stamp.now + 1_000 }),
    signAcs3(call, { ...stamp, credentials: { ...credentials, secret: "other" } }),
    signAcs3(call, { ...stamp, credentials: { ...credentials, token: "STS.1" } }),
    signAcs3(call, { ...stamp, credentials: { ...credentials, token: "STS.2" } }),
  ].map(signature);
  expect(new Set(signatures).size).toBe(signatures.length);
  for (const one of signatures) expect(one).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ["a b", "a%20b"],
  ["!'()*", "%21%27%28%29%2A"],
  ["-_.~", "-_.~"],
  ["+/=&", "%2B%2F%3D%26"],
  ["测", "%E6%B5%8B"],
  ["half of a pair: \ud800", "half%20of%20a%20pair%3A%20%EF%BF%BD"],
  ["", ""],
])("escape(%j) is RFC 3986: %j", (text, escaped) => expect(escape(text)).toBe(escaped));

test("dates have seconds, no fraction, and are in UTC", () => {
  expect(isoSeconds(stamp.now)).toBe("2023-11-14T22:13:20Z");
  expect(isoSeconds(0)).toBe("1970-01-01T00:00:00Z");
});
