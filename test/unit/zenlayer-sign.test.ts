// The signature against published vectors: those of the vendor's Go SDK with its clock pinned, and the one of the vendor's page.
import { describe, expect, test } from "@jest/globals";
import type { Stamp } from "../../provider/http/api.ts";
import type { HttpRequest } from "../../provider/http/transport.ts";
import { zenlayerZec } from "../../provider/vendors/zenlayer-zec/index.ts";
import { signatureOf, signZc2 } from "../../provider/vendors/zenlayer-zec/sign.ts";
import type { Vendor } from "../../provider/vendors/vendor.ts";

const stamp: Stamp = {
  credentials: { keyId: "AKIDEXAMPLE", secret: "secretEXAMPLE" },
  now: 1_700_000_000_000,
  nonce: "unused: the protocol has none",
};
const action = { origin: "https://console.zenlayer.com", action: "DetachNetworkInterface", version: "2025-09-01" };
const oneNic = '{"nicId":"1234567890123456789"}';
const signatureIn = (request: HttpRequest) =>
  /Signature=([0-9a-f]{64})$/.exec(request.headers["authorization"] ?? "")?.[1];

describe("vectors", () => {
  test.each([
    [oneNic, action.origin, "cf1685625e0af72d2b8f68af6a0dee0f085e16c360bdac0c6b61b9dc30485442"],
    [
      '{"nicId":"1234567890123456789","instanceId":"9876543210987654321"}',
      action.origin,
      "50d3dab83afeb6f7e348f27ac3712778727ab21436c174d6033edad08481c2cf",
    ],
    [
      '{"nicIds":["1234567890123456789"]}',
      action.origin,
      "370d8ffcdd4bcd7955837128ab31430c532ffed8e27f7eb81bd3aea5e69fd928",
    ],
    ["{}", action.origin, "a7a47a652e6b68999320ac05d716dbe97a47fb589f1c4a793f6ebf5b0653a4c3"],
    [oneNic, "http://127.0.0.1:8080", "7355a8a5daebcb8e4be21c85ff97dd2958fbcb0bf3a113ef66bf1794b02fe86e"],
  ])("%s at %s", (body, origin, signature) => {
    expect(signatureIn(signZc2({ ...action, origin, body }, stamp))).toBe(signature);
  });

  test("the vendor's own example, with a charset in its content type", () => {
    const parts = {
      host: "console.zenlayer.com",
      contentType: "application/json; charset=utf-8",
      timestamp: "1673361177",
      body: '{"pageSize":10,"pageNum":1,"zoneId":"HKG-A"}',
    };
    expect(signatureOf(parts, "Gu5t9xGARNpq86cd98joQYCN3")).toBe(
      "efb356c32e55c781e10dc676da59462c22596d82e91c57803666243379555b2f",
    );
  });
});

test("a request, header by header", () => {
  expect(signZc2({ ...action, body: oneNic }, stamp)).toEqual({
    method: "POST",
    url: "https://console.zenlayer.com/api/v2/zec",
    body: oneNic,
    headers: {
      host: "console.zenlayer.com",
      "content-type": "application/json",
      "x-zc-action": "DetachNetworkInterface",
      "x-zc-version": "2025-09-01",
      "x-zc-service": "zec",
      "x-zc-signature-method": "ZC2-HMAC-SHA256",
      "x-zc-timestamp": "1700000000",
      authorization:
        "ZC2-HMAC-SHA256 Credential=AKIDEXAMPLE, SignedHeaders=content-type;host, Signature=cf1685625e0af72d2b8f68af6a0dee0f085e16c360bdac0c6b61b9dc30485442",
    },
  });
});

test("with a token: neither signature method nor timestamp, and nothing of a key", () => {
  const credentials = { keyId: "", secret: "", bearer: "token-EXAMPLE" };
  const { headers } = signZc2({ ...action, body: "{}" }, { ...stamp, credentials });
  expect(headers["authorization"]).toBe("Bearer token-EXAMPLE");
  expect(Object.keys(headers).sort()).toEqual([
    "authorization",
    "content-type",
    "host",
    "x-zc-action",
    "x-zc-service",
    "x-zc-version",
  ]);
});

test("the path is the vendor's own at any origin, a path or a slash of the origin set aside", () => {
  for (const origin of ["http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/proxy"]) {
    const request = signZc2({ ...action, origin, body: "{}" }, stamp);
    expect([request.url, request.headers["host"]]).toEqual(["http://127.0.0.1:8080/api/v2/zec", "127.0.0.1:8080"]);
  }
});

test("what is signed changes the signature, and what the vendor leaves out does not", () => {
  const base = { ...action, body: oneNic };
  const plain = signatureIn(signZc2(base, stamp));
  const changed = [
    signZc2({ ...base, body: "{}" }, stamp),
    signZc2({ ...base, origin: "https://console.zenlayer.com:8443" }, stamp),
    signZc2(base, { ...stamp, now: stamp.now + 1_000 }),
    signZc2(base, { ...stamp, credentials: { ...stamp.credentials, secret: "other" } }),
  ].map(signatureIn);
  expect(new Set([plain, ...changed]).size).toBe(5);
  const same = [
    signZc2({ ...base, action: "AttachNetworkInterface" }, stamp),
    signZc2({ ...base, version: "2024-04-01" }, stamp),
    signZc2(base, { ...stamp, now: stamp.now + 999 }),
    signZc2(base, { ...stamp, nonce: "other" }),
    signZc2(base, { ...stamp, credentials: { ...stamp.credentials, keyId: "other" } }),
  ].map(signatureIn);
  expect(new Set([plain, ...same]).size).toBe(1);
});

test("the bytes that are sent are those that are signed, whatever they are", () => {
  const vendor: Vendor = zenlayerZec;
  const parameters = { nicId: '测试 😀 \u2028 "\\', instanceId: "1" };
  const call = { action: "AttachNetworkInterface", mutates: true, parameters };
  const request = vendor.api("https://console.zenlayer.com", "global").sign(call, stamp);
  expect(JSON.parse(request.body)).toEqual(parameters);
  const parts = {
    host: "console.zenlayer.com",
    contentType: "application/json",
    timestamp: "1700000000",
    body: request.body,
  };
  expect(signatureIn(request)).toBe(signatureOf(parts, "secretEXAMPLE"));
});
