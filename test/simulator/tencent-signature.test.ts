// The published and the recomputed vectors of all three signatures, against the code that verifies.
import { describe, expect, test } from "@jest/globals";
import { authenticate } from "../../simulator/faces/tencentcloud/authenticate.ts";
import * as hmac from "../../simulator/faces/tencentcloud/hmac.ts";
import { readMessage } from "../../simulator/faces/tencentcloud/message.ts";
import { canonicalRequest, sign, stringToSign } from "../../simulator/faces/tencentcloud/tc3.ts";
import { defaultsOf } from "../../simulator/faces/index.ts";
import { sha256Hex } from "../../simulator/faces/digest.ts";
import { stringsOfParameters } from "../../simulator/faces/tencentcloud-vpc-v2/authenticate.ts";
import { World } from "../../simulator/world/world.ts";
import { ID, KEY } from "./tencent-callers.ts";

const AT = 1_700_000_000;

describe("legacy API v2", () => {
  const signature = (
    parameters: Record<string, string>,
    method: string,
    signatureMethod: string,
    { key = KEY, host = "vpc.api.qcloud.com", path = "/v2/index.php" } = {},
  ) =>
    stringsOfParameters(method, new Map(Object.entries(parameters))).map((pairs) =>
      hmac.sign(key, signatureMethod, hmac.stringToSign({ method, host, path }, pairs)),
    );
  const attach = (method: string) => ({
    Action: "AttachNetworkInterface",
    Nonce: "12345",
    Region: "gz",
    RequestClient: "enisim-1.0",
    SecretId: ID,
    SignatureMethod: method,
    Timestamp: String(AT),
    instanceId: "ins-xx44545f",
    networkInterfaceId: "eni-m6dyj72l",
    vpcId: "vpc-7t9nf3pu",
  });

  test("the string that is signed", () => {
    const [pairs = []] = stringsOfParameters("GET", new Map(Object.entries(attach("HmacSHA1"))));
    expect(hmac.stringToSign({ method: "GET", host: "vpc.api.qcloud.com", path: "/v2/index.php" }, pairs)).toBe(
      "GETvpc.api.qcloud.com/v2/index.php?Action=AttachNetworkInterface&Nonce=12345&Region=gz&RequestClient=enisim-1.0" +
        "&SecretId=AKIDEXAMPLE0000000000000000000000001&SignatureMethod=HmacSHA1&Timestamp=1700000000" +
        "&instanceId=ins-xx44545f&networkInterfaceId=eni-m6dyj72l&vpcId=vpc-7t9nf3pu",
    );
  });

  test.each([
    ["GET", "HmacSHA1", "4OmFqvhmK3oiWcWg4rskZqqk6HA="],
    ["GET", "HmacSHA256", "bE90s67lmcmLf6X/NWpKOeysOC6I8kyfC2h6QIQTNig="],
    ["POST", "HmacSHA1", "TeTTfE5DNylO5Mb5uN9m34v1OrM="],
    ["POST", "HmacSHA256", "COk0zVm3AAFScOFE2zAaQFJ55p6hpP2FZqgiZg2RQmk="],
  ])("%s %s", (method, signatureMethod, expected) => {
    expect(new Set(signature(attach(signatureMethod), method, signatureMethod))).toEqual(new Set([expected]));
  });

  test("a question about a task, of a client that does not say who it is", () => {
    const parameters = {
      Action: "DescribeVpcTaskResult",
      Nonce: "12346",
      Region: "gz",
      SecretId: ID,
      SignatureMethod: "HmacSHA256",
      Timestamp: String(AT + 1),
      taskId: "16284",
    };
    expect(signature(parameters, "GET", "HmacSHA256")[0]).toBe("w/F67NUDA3ga9T91AZMtdVZeM1fOt5Tm9ke8lNx75Yk=");
  });

  test.each([
    ["POST", "YqeocO0aDvSXwIVRWZwTdVMyF3g="],
    ["GET", "XdxYleNQn9v+O8VzrHfEnMvA6ZU="],
  ])("%s: underscores become dots, and values that begin with @ are not signed in a POST", (method, expected) => {
    expect(signature({ a: "@x", b_c: "1" }, method, "HmacSHA1", { host: "h", path: "/u" })).toContain(expected);
  });

  test("the two SDKs sort before and after they replace underscores", () => {
    const [python, node] = stringsOfParameters("GET", new Map([["a_b", "1"], ["aB", "2"], ["_c_d", "3"]])); // prettier-ignore
    expect(python?.map(([name]) => name)).toEqual([".c.d", "a.b", "aB"]);
    expect(node?.map(([name]) => name)).toEqual(["_c_d", "aB", "a.b"]);
  });
});

describe("TC3-HMAC-SHA256", () => {
  const scope = (service: string) => ({ date: "2023-11-14", service });
  const post = (service: string, body: string, host = `${service}.tencentcloudapi.com`) =>
    canonicalRequest({
      method: "POST",
      path: "/",
      rawQuery: "",
      headers: [["content-type", "application/json"], ["host", host]], // prettier-ignore
      payloadHash: sha256Hex(body),
    });
  const signed = (service: string, canonical: string, key = KEY) =>
    sign(key, scope(service), stringToSign(String(AT), scope(service), canonical));

  test.each([
    [
      "vpc",
      '{"NetworkInterfaceId":"eni-m6dyj72l","InstanceId":"ins-r8hr2upy"}',
      "7501c08f3d1d024b58103128c81f5cea141eae0a7d8372fe859527042daa2e93",
      "28643da130e4c648fd1444c0eac66d6c28fcd23e973afaa9e4e4332677654772",
      "96b394afb29deffd4ce237b09406f8508d4fbd3d014ae147442f3f5a2c420970",
    ],
    [
      "ecm",
      '{"NetworkInterfaceId":"eni-m6dyj72l","InstanceId":"ein-hcs7jkg4","EcmRegion":"ap-xian-ecm"}',
      "228a75d7b17e84b4ed32a4253589c204a45c8010a876aaa639b5d2031995c5ef",
      "91ff9d1288c50973c1026b946dfeaa4526db49dd45e8f442042f2ac43a063ca1",
      "00ca262d6b5ba43fbf8c64c582db440ccf3bf1096e880f935c7f903bfca357db",
    ],
  ])("%s, step by step", (service, body, bodyHash, canonicalHash, signature) => {
    expect(sha256Hex(body)).toBe(bodyHash);
    expect(sha256Hex(post(service, body))).toBe(canonicalHash);
    expect(signed(service, post(service, body))).toBe(signature);
  });

  test.each([
    ["vpc", '{"TaskId":"f23d1450-ed00-4442-98d4-be409e625e6c"}', "d1cde7c34e0c2de8270604be5fe8d5959fc8cf240f75cf579117ee9593e45dbc"],
    ["vpc", '{"NetworkInterfaceIds":["eni-m6dyj72l"],"Offset":0,"Limit":20}', "ba0bb11948e6bd6ba0cdf019586b4ae23a220e52efb84fea8d7a88e160796289"],
    ["ecm", '{"TaskId":"92126c28-17f4-4c93-b295-fed5d759f2f9"}', "de2984fb42b1c0dd3ea8ad406660d171b4adf334ed116a353f74c54d6bdc87c0"],
  ])("%s %s", (service, body, signature) => {
    expect(signed(service, post(service, body))).toBe(signature);
  }); // prettier-ignore

  test("a GET: the query as it is sent, and the hash of nothing", () => {
    const canonical = canonicalRequest({
      method: "GET",
      path: "/",
      rawQuery: "TaskId=f23d1450-ed00-4442-98d4-be409e625e6c",
      headers: [["content-type", "application/x-www-form-urlencoded"], ["host", "vpc.tencentcloudapi.com"]], // prettier-ignore
      payloadHash: sha256Hex(""),
    });
    expect(signed("vpc", canonical)).toBe("6427d4ad8e1839c3eec2f61d503deb7f282abff21319cf222e1f2900902754b4");
  });

  test.each([
    ["127.0.0.1", "01488a05b7f1569f1918fc9b6b8c99a09e4102b821849bb515e190cf12665781"],
    ["127.0.0.1:8080", "5735f5d751844af338a36be2c71c9b3bc5e04c3d48da704e12ea49f697eea7af"],
  ])("the vendor's sample quirk: %s is signed, and 127.0.0.1:8080 sent", (host, signature) => {
    expect(signed("127", post("127", '{"a":1}', host), "K")).toBe(signature);
    const request = {
      method: "POST",
      path: "/",
      rawQuery: "",
      headers: {
        host: "127.0.0.1:8080",
        "content-type": "application/json",
        "x-tc-timestamp": String(AT),
        authorization: `TC3-HMAC-SHA256 Credential=S/2023-11-14/127/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
      },
      body: Buffer.from('{"a":1}'),
      receivedAt: AT * 1000,
    };
    const world = new World({ accounts: [{ accessKeyId: "S", accessKeySecret: "K" }] }, Date, { defaultsOf });
    expect(authenticate(readMessage(request), world).accessKeyId).toBe("S");
  });

  test("the vendor's published sample, whose action is signed in lower case", () => {
    const stars = "*".repeat(32);
    const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
    expect(sha256Hex(body)).toBe("35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064");
    const signature = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f";
    const request = {
      method: "POST",
      path: "/",
      rawQuery: "",
      headers: {
        host: "cvm.tencentcloudapi.com",
        "content-type": "application/json; charset=utf-8",
        "x-tc-action": "DescribeInstances",
        "x-tc-timestamp": "1551113065",
        authorization: `TC3-HMAC-SHA256 Credential=AKID${stars}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=${signature}`,
      },
      body: Buffer.from(body),
      receivedAt: 1_551_113_065_000,
    };
    const world = new World({ accounts: [{ accessKeyId: `AKID${stars}`, accessKeySecret: stars }] }, Date, {
      defaultsOf,
    });
    expect(authenticate(readMessage(request), world).accessKeyId).toBe(`AKID${stars}`);
  });
});

test("the older signature on a host of API 3.0: no path but /, and names as they are", () => {
  const parameters = {
    Action: "AttachNetworkInterface",
    InstanceId: "ins-r8hr2upy",
    NetworkInterfaceId: "eni-m6dyj72l",
    Nonce: "12345",
    Region: "ap-guangzhou",
    SecretId: ID,
    SignatureMethod: "HmacSHA256",
    Timestamp: String(AT),
    Version: "2017-03-12",
  };
  const target = { method: "POST", host: "vpc.tencentcloudapi.com", path: "/" };
  const text = hmac.stringToSign(target, Object.entries(parameters).sort(hmac.byName));
  expect(text).toMatch(/^POSTvpc\.tencentcloudapi\.com\/\?Action=AttachNetworkInterface&InstanceId=/);
  const signature = "aNhAzHTwMVP4TwRINtHlnDkIGqUbH2+SiB/E1NdrWSU=";
  expect(hmac.sign(KEY, "HmacSHA256", text)).toBe(signature);
  const request = {
    method: "POST",
    path: "/",
    rawQuery: "",
    headers: { host: "vpc.tencentcloudapi.com", "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(new URLSearchParams({ ...parameters, Signature: signature }).toString()),
    receivedAt: AT * 1000,
  };
  const world = new World({ accounts: [{ accessKeyId: ID, accessKeySecret: KEY }] }, Date, { defaultsOf });
  expect(authenticate(readMessage(request), world).accessKeyId).toBe(ID);
});
