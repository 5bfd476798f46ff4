// Tencent's signatures against published vectors and against the vendor's own SDKs.
import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { signTc3 } from "../../provider/vendors/tencentcloud/tc3.ts";
import { signature, signV2, stringToSign } from "../../provider/vendors/tencentcloud-vpc-v2/sign.ts";

const require = createRequire(import.meta.url);
const credentials = { keyId: "AKIDEXAMPLE0000000000000000000000001", secret: "EXAMPLEKEY0000000000000000000001" };
const stamp = { credentials, now: 1_700_000_000_000, nonce: "n" };
const signatureOf = (authorization: string | undefined) => /Signature=([0-9a-f]{64})$/.exec(authorization ?? "")?.[1];

describe("TC3-HMAC-SHA256", () => {
  const vpc = {
    origin: "https://vpc.tencentcloudapi.com",
    service: "vpc",
    version: "2017-03-12",
    region: "ap-guangzhou",
  };
  const ecm = { origin: "https://ecm.tencentcloudapi.com", service: "ecm", version: "2019-07-19" };

  test.each([
    [
      "attach",
      {
        ...vpc,
        action: "AttachNetworkInterface",
        parameters: { NetworkInterfaceId: "eni-m6dyj72l", InstanceId: "ins-r8hr2upy" },
      },
      "96b394afb29deffd4ce237b09406f8508d4fbd3d014ae147442f3f5a2c420970",
    ],
    [
      "task",
      { ...vpc, action: "DescribeVpcTaskResult", parameters: { TaskId: "f23d1450-ed00-4442-98d4-be409e625e6c" } },
      "d1cde7c34e0c2de8270604be5fe8d5959fc8cf240f75cf579117ee9593e45dbc",
    ],
    [
      "describe",
      {
        ...vpc,
        action: "DescribeNetworkInterfaces",
        parameters: { NetworkInterfaceIds: ["eni-m6dyj72l"], Offset: 0, Limit: 20 },
      },
      "ba0bb11948e6bd6ba0cdf019586b4ae23a220e52efb84fea8d7a88e160796289",
    ],
    [
      "ecm detach",
      {
        ...ecm,
        action: "DetachNetworkInterface",
        parameters: { NetworkInterfaceId: "eni-m6dyj72l", InstanceId: "ein-hcs7jkg4", EcmRegion: "ap-xian-ecm" },
      },
      "00ca262d6b5ba43fbf8c64c582db440ccf3bf1096e880f935c7f903bfca357db",
    ],
  ])("published vector: %s", (_name, action, expected) => {
    expect(signatureOf(signTc3(action, stamp).headers["authorization"])).toBe(expected);
  });

  test("the port is part of the signed host", () => {
    const request = signTc3(
      { origin: "http://127.0.0.1:8080", service: "127", action: "X", version: "v", parameters: { a: 1 } },
      { ...stamp, credentials: { keyId: "S", secret: "K" } },
    );
    expect(signatureOf(request.headers["authorization"])).toBe(
      "5735f5d751844af338a36be2c71c9b3bc5e04c3d48da704e12ea49f697eea7af",
    );
  });

  test("the vendor's SDK signs the same, for any body", () => {
    const sdk = z
      .object({ default: z.unknown() })
      .parse(require("tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js")) as {
      default: { sign3(options: Record<string, unknown>): string };
    };
    for (const text of ["plain", "a b*c~(d)'e!+/=测", "", "\u0000\n"]) {
      const parameters = { NetworkInterfaceId: text, Filters: [{ Name: "x", Values: [text] }] };
      const ours = signTc3({ ...vpc, action: "DescribeNetworkInterfaces", parameters }, stamp);
      const theirs = sdk.default.sign3({
        method: "POST",
        url: "https://vpc.tencentcloudapi.com/",
        payload: parameters,
        timestamp: 1_700_000_000,
        service: "vpc",
        secretId: credentials.keyId,
        secretKey: credentials.secret,
        multipart: false,
        boundary: "",
        headers: { "Content-Type": "application/json" },
      });
      expect(ours.headers["authorization"]).toBe(theirs);
    }
  });

  test("action, version, time, region and token go along", () => {
    const { headers } = signTc3(
      { ...vpc, action: "A", parameters: {} },
      { ...stamp, credentials: { ...credentials, token: "T" } },
    );
    expect(headers).toMatchObject({
      "x-tc-action": "A",
      "x-tc-version": "2017-03-12",
      "x-tc-timestamp": "1700000000",
      "x-tc-region": "ap-guangzhou",
      "x-tc-token": "T",
    });
  });
});

describe("legacy API v2", () => {
  const parameters = {
    Action: "AttachNetworkInterface",
    Nonce: "12345",
    Region: "gz",
    RequestClient: "enisim-1.0",
    SecretId: credentials.keyId,
    SignatureMethod: "HmacSHA256",
    Timestamp: "1700000000",
    instanceId: "ins-xx44545f",
    networkInterfaceId: "eni-m6dyj72l",
    vpcId: "vpc-7t9nf3pu",
  };

  test.each([
    ["GET", "bE90s67lmcmLf6X/NWpKOeysOC6I8kyfC2h6QIQTNig="],
    ["POST", "COk0zVm3AAFScOFE2zAaQFJ55p6hpP2FZqgiZg2RQmk="],
  ] as const)("published vector: %s", (method, expected) => {
    const request = { method, host: "vpc.api.qcloud.com", path: "/v2/index.php", parameters };
    expect(signature(request, credentials.secret)).toBe(expected);
  });

  test("names have dots for underscores; a POST leaves values with an @ in front out", () => {
    const edge = { host: "h", path: "/u", parameters: { a: "@x", b_c: "1" } };
    expect(stringToSign({ ...edge, method: "POST" })).toBe("POSTh/u?b.c=1");
    expect(stringToSign({ ...edge, method: "GET" })).toBe("GETh/u?a=@x&b.c=1");
  });

  test("the vendor's SDK signs our parameters the same", () => {
    const parameters = { vpcId: "vpc-1", networkInterfaceId: "eni-1", instanceId: "ins-1" };
    const request = signV2(
      { origin: "https://vpc.api.qcloud.com", action: "DetachNetworkInterface", region: "ap-guangzhou", parameters },
      stamp,
    );
    const { Signature: ours, ...sent } = Object.fromEntries(new URLSearchParams(request.body));
    const to = { method: "POST", host: "vpc.api.qcloud.com", path: "/v2/index.php" } as const;
    expect(ours).toBe(signature({ ...to, parameters: sent }, credentials.secret));
    const Capi = require("qcloudapi-sdk") as new (options: Record<string, unknown>) => {
      generateQueryString(data: Record<string, unknown>, options: Record<string, unknown>): string;
    };
    const sdk = new Capi({ SecretId: credentials.keyId, SecretKey: credentials.secret, serviceType: "vpc" });
    // The SDK adds its own name (RequestClient), so what it signed is compared, not what we had sent.
    const query = sdk.generateQueryString(sent, { ...to, signatureMethod: "sha256" });
    const { Signature: theirs, ...theirParameters } = Object.fromEntries(new URLSearchParams(query));
    expect(theirParameters).toMatchObject(sent);
    expect(signature({ ...to, parameters: theirParameters }, credentials.secret)).toBe(theirs);
  });

  test("each attempt has a nonce of its own, a positive number", () => {
    const action = { origin: "https://h", action: "A", region: "r", parameters: {} };
    const nonces = ["a", "b", "c"].map((nonce) =>
      new URLSearchParams(signV2(action, { ...stamp, nonce }).body).get("Nonce"),
    );
    expect(new Set(nonces).size).toBe(3);
    for (const nonce of nonces) expect(Number(nonce)).toBeGreaterThan(0);
  });
});
