// The face's verifier against the published vectors: the functions, and whole requests that carry a published signature.
import { describe, expect, test } from "@jest/globals";
import { canonicalRequest, sign, stringToSign } from "../../simulator/faces/zenlayer-zec/signature.ts";
import { inZec, zecRequest, zecWorld } from "./zenlayer-callers.ts";

const oneNic = '{"nicId":"1234567890123456789"}';
const json = "application/json";
const zenlayer = "console.zenlayer.com";

interface Vector {
  body: string;
  host: string;
  contentType: string;
  secret: string;
  timestamp: string;
  signature: string;
}
const go = { contentType: json, host: zenlayer, secret: "secretEXAMPLE", timestamp: "1700000000" };
const vectors: [string, Vector][] = [
  ["Go SDK, detach", { ...go, body: oneNic, signature: "cf1685625e0af72d2b8f68af6a0dee0f085e16c360bdac0c6b61b9dc30485442" }], // prettier-ignore
  ["Go SDK, attach", { ...go, body: '{"nicId":"1234567890123456789","instanceId":"9876543210987654321"}', signature: "50d3dab83afeb6f7e348f27ac3712778727ab21436c174d6033edad08481c2cf" }], // prettier-ignore
  ["Go SDK, describe", { ...go, body: '{"nicIds":["1234567890123456789"]}', signature: "370d8ffcdd4bcd7955837128ab31430c532ffed8e27f7eb81bd3aea5e69fd928" }], // prettier-ignore
  ["an empty object", { ...go, body: "{}", signature: "a7a47a652e6b68999320ac05d716dbe97a47fb589f1c4a793f6ebf5b0653a4c3" }], // prettier-ignore
  ["a host with a port", { ...go, host: "127.0.0.1:8080", body: oneNic, signature: "7355a8a5daebcb8e4be21c85ff97dd2958fbcb0bf3a113ef66bf1794b02fe86e" }], // prettier-ignore
  ["the vendor's page", { host: zenlayer, contentType: "application/json; charset=utf-8", secret: "Gu5t9xGARNpq86cd98joQYCN3", timestamp: "1673361177", body: '{"pageSize":10,"pageNum":1,"zoneId":"HKG-A"}', signature: "efb356c32e55c781e10dc676da59462c22596d82e91c57803666243379555b2f" }], // prettier-ignore
];

describe.each(vectors)("%s", (_name, { body, host, contentType, secret, timestamp, signature }) => {
  test("the signature is the published one", () => {
    const headers = [["content-type", contentType] as const, ["host", host] as const];
    const canonical = canonicalRequest(headers, Buffer.from(body));
    expect(sign(secret, stringToSign(timestamp, canonical))).toBe(signature);
  });

  test("a request that carries it is accepted, whatever its action and version: they are not signed", () => {
    const { receive } = inZec(zecWorld({ account: { accessKeySecret: secret } }));
    const authorization = `ZC2-HMAC-SHA256 Credential=AKIDEXAMPLE, SignedHeaders=content-type;host, Signature=${signature}`;
    const at = Number(timestamp) * 1_000;
    for (const version of ["2024-04-01", "2025-09-01"]) {
      const options = { at, host, contentType, version, headers: { authorization } };
      expect(receive(zecRequest("DescribeInstances", body, options)).status).toBe(200);
    }
    const changed = { at, host, contentType, headers: { authorization } };
    expect(receive(zecRequest("DescribeInstances", `${body} `, changed)).code).toBe("AUTHFAILURE_SIGNATURE_FAILURE");
  });
});

test("the canonical request of vector D, byte for byte", () => {
  const headers = [["content-type", json] as const, ["host", zenlayer] as const];
  expect(canonicalRequest(headers, Buffer.from(oneNic))).toBe(
    "POST\n/\n\ncontent-type:application/json\nhost:console.zenlayer.com\n\ncontent-type;host\n6d112f9eeaa6b60eb441d8f89f545e39c8e89d5bcf54d4d33f989f017b8de674",
  );
  expect(stringToSign("1700000000", canonicalRequest(headers, Buffer.from(oneNic)))).toBe(
    "ZC2-HMAC-SHA256\n1700000000\nea618afbf3cc90db74f3f775d4057350968017849bf3a860e15148ac8aa2cdd2",
  );
});
