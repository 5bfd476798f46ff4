// The verifying code against vectors that the vendor's SDKs and documents produced (vendor notes, Alibaba RPC v1 and ACS3).
import { describe, expect, test } from "@jest/globals";
import { signV1, stringToSignV1 } from "../../simulator/faces/alicloud-ecs/signature-v1.ts";
import { canonicalRequestV3, signV3, stringToSignV3 } from "../../simulator/faces/alicloud-ecs/signature-v3.ts";
import { sha256Hex } from "../../simulator/faces/digest.ts";
import { KEY, SECRET } from "./callers.ts";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

describe("RPC v1", () => {
  const common = {
    AccessKeyId: KEY,
    Format: "JSON",
    RegionId: "cn-hangzhou",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
    SignatureVersion: "1.0",
    Timestamp: "2023-11-14T22:13:20Z",
    Version: "2014-05-26",
  };
  const attach = new Map(
    Object.entries({
      ...common,
      Action: "AttachNetworkInterface",
      InstanceId: "i-bp16qstyvxj9gpqw0000",
      NetworkInterfaceId: "eni-bp17pdijfczax1huji00",
      Signature: "is not part of what is signed",
    }),
  );

  test("the string to sign", () => {
    expect(stringToSignV1("GET", attach)).toBe(
      "GET&%2F&AccessKeyId%3DLTAIEXAMPLEKEYID0001%26Action%3DAttachNetworkInterface%26Format%3DJSON%26InstanceId%3Di-bp16qstyvxj9gpqw0000%26NetworkInterfaceId%3Deni-bp17pdijfczax1huji00%26RegionId%3Dcn-hangzhou%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26Timestamp%3D2023-11-14T22%253A13%253A20Z%26Version%3D2014-05-26",
    );
  });

  test.each([
    ["GET", "03T1wd9sLzdTuULfN7g8L0fQM4M="],
    ["POST", "dipWNTTU6JhoQ2EkgtlHR8t8Sqk="],
  ])("%s", (method, signature) => {
    expect(signV1(SECRET, stringToSignV1(method, attach))).toBe(signature);
  });

  test("characters that clients encode differently", () => {
    const describeEnis = new Map(
      Object.entries({
        ...common,
        Action: "DescribeNetworkInterfaces",
        "NetworkInterfaceId.1": "eni-bp17pdijfczax1huji00",
        "NetworkInterfaceId.2": "eni-bp125p95hhdhn3ot0000",
        NetworkInterfaceName: "a b*c~(d)'e!+/=测",
      }),
    );
    expect(signV1(SECRET, stringToSignV1("GET", describeEnis))).toBe("EX/+MyeHr2vuZOCnu0PqTeT8xdo=");
  });

  test("the sample in the vendor's own document", () => {
    const sample = new Map(
      Object.entries({
        Action: "DescribeRegions",
        AccessKeyId: "testid",
        Format: "XML",
        SignatureMethod: "HMAC-SHA1",
        SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
        SignatureVersion: "1.0",
        Timestamp: "2016-02-23T12:46:24Z",
        Version: "2014-05-26",
      }),
    );
    expect(signV1("testsecret", stringToSignV1("GET", sample))).toBe("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  });
});

describe("ACS3-HMAC-SHA256", () => {
  const headers = (action: string, more: Record<string, string> = {}) =>
    new Map(
      Object.entries({
        host: "ecs-cn-hangzhou.aliyuncs.com",
        "x-acs-action": action,
        "x-acs-content-sha256": EMPTY,
        "x-acs-date": "2023-11-14T22:13:20Z",
        "x-acs-signature-nonce": "d410180a5abf7fe235dd9b74aca91fc0",
        "x-acs-version": "2014-05-26",
        ...more,
      }),
    );

  test("attach", () => {
    const canonical = canonicalRequestV3({
      method: "POST",
      path: "/",
      query: new Map([
        ["RegionId", "cn-hangzhou"],
        ["NetworkInterfaceId", "eni-bp17pdijfczax1huji00"],
        ["InstanceId", "i-bp16qstyvxj9gpqw0000"],
      ]),
      headers: headers("AttachNetworkInterface"),
      payloadHash: EMPTY,
    });
    expect(sha256Hex(canonical)).toBe("eef1b294d22268f98aabe03d435f50b97660e6ed26e3e566762b6ad37a9f4e45");
    expect(signV3(SECRET, stringToSignV3(canonical))).toBe(
      "dd2cf2e6e8f453260037ded899897b4fdde64212cf0ac3c206f7b5f6e838ee63",
    );
  });

  test("describe with temporary credentials", () => {
    const canonical = canonicalRequestV3({
      method: "POST",
      path: "/",
      query: new Map([
        ["RegionId", "cn-hangzhou"],
        ["NetworkInterfaceId.1", "eni-bp17pdijfczax1huji00"],
        ["MaxResults", "100"],
      ]),
      headers: headers("DescribeNetworkInterfaces", {
        "x-acs-accesskey-id": KEY,
        "x-acs-security-token": "STS.exampletoken",
      }),
      payloadHash: EMPTY,
    });
    expect(sha256Hex(canonical)).toBe("1488a74b7dfaa077bb43d9496b8a14ddc32b2f9507ab79c93b5dcecac4d9ae6f");
    expect(signV3(SECRET, stringToSignV3(canonical))).toBe(
      "33ab31d2113817a7437b061979808aa43974e5b2d3bcd00c60ea15fecf109409",
    );
  });

  test("the sample in the vendor's own document", () => {
    const canonical = canonicalRequestV3({
      method: "POST",
      path: "/",
      query: new Map([
        ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
        ["RegionId", "cn-shanghai"],
      ]),
      headers: new Map([
        ["host", "ecs.cn-shanghai.aliyuncs.com"],
        ["x-acs-action", "RunInstances"],
        ["x-acs-content-sha256", EMPTY],
        ["x-acs-date", "2023-10-26T10:22:32Z"],
        ["x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"],
        ["x-acs-version", "2014-05-26"],
      ]),
      payloadHash: EMPTY,
    });
    expect(signV3("YourAccessKeySecret", stringToSignV3(canonical))).toBe(
      "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });
});
