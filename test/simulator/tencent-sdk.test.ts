// The vendor's own SDKs as clients over real HTTP: tencentcloud-sdk-nodejs-common (TC3 and the older signature) for VPC, CVM and ECM, and
// qcloudapi-sdk for the legacy API, whose requests fetch carries.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { startLocalCloud } from "../../simulator/server.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { both, CommonClient, ecmBoth, ID, KEY, QcloudApi, tencentWorld, v2Both } from "./tencent-callers.ts";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startLocalCloud({ world: tencentWorld() });
});
afterEach(() => cloud.close());

const schemes = [
  ["TC3-HMAC-SHA256", "POST"],
  ["TC3-HMAC-SHA256", "GET"],
  ["HmacSHA256", "POST"],
  ["HmacSHA256", "GET"],
  ["HmacSHA1", "POST"],
] as const;

interface Options {
  signMethod?: string;
  reqMethod?: string;
  secretKey?: string;
  token?: string;
  region?: string;
}

function client(version: string, options: Options = {}) {
  const { signMethod = "TC3-HMAC-SHA256", reqMethod = "POST", secretKey = KEY, token, region } = options;
  return new CommonClient("", version, {
    credential: { secretId: ID, secretKey, ...(token === undefined ? {} : { token }) },
    ...(region === undefined ? {} : { region }),
    profile: {
      signMethod,
      language: "en-US",
      httpProfile: { endpoint: `127.0.0.1:${cloud.port}`, protocol: "http://", reqMethod },
    },
  });
}
const vpc = (options: Options = {}) => client("2017-03-12", { region: "ap-guangzhou", ...options });
const ecm = (options: Options = {}) => client("2019-07-19", options);

const ids = { NetworkInterfaceIds: ["eni-11111111"] };

describe.each(schemes)("%s %s", (signMethod, reqMethod) => {
  test("VPC: attach, its task, describe, detach", async () => {
    const caller = vpc({ signMethod, reqMethod });
    const look = async () => {
      const { NetworkInterfaceSet } = await caller.request("DescribeNetworkInterfaces", ids);
      const [eni] = z.array(z.looseObject({ State: z.string(), Attachment: z.looseObject({ InstanceId: z.string() }).nullable() })).parse(NetworkInterfaceSet); // prettier-ignore
      return [eni?.State, eni?.Attachment?.InstanceId];
    };
    const task = async ({ RequestId }: Record<string, unknown>) =>
      (await caller.request("DescribeVpcTaskResult", { TaskId: RequestId }))["Status"];
    expect(await look()).toEqual(["AVAILABLE", undefined]);
    const attach = await caller.request("AttachNetworkInterface", { ...both, AttachType: 0, ClientToken: "t-1" });
    expect([await task(attach), await look()]).toEqual(["RUNNING", ["ATTACHING", "ins-aaaaaaaa"]]);
    cloud.world.advance(2000);
    expect([await task(attach), await look()]).toEqual(["SUCCESS", ["AVAILABLE", "ins-aaaaaaaa"]]);
    const again = await caller.request("AttachNetworkInterface", { ...both, AttachType: 0, ClientToken: "t-1" });
    expect(again["RequestId"]).toBe(attach["RequestId"]);
    const detach = await caller.request("DetachNetworkInterface", both);
    expect(await look()).toEqual(["DETACHING", "ins-aaaaaaaa"]);
    cloud.world.advance(2000);
    expect([await task(detach), await look()]).toEqual(["SUCCESS", ["AVAILABLE", undefined]]);
  });

  test("VPC: filters and pages; CVM: the instance", async () => {
    const caller = vpc({ signMethod, reqMethod });
    const Filters = [
      { Name: "is-primary", Values: ["FALSE"] },
      { Name: "vpc-id", Values: ["vpc-default0", "vpc-x"] },
    ];
    expect(await caller.request("DescribeNetworkInterfaces", { Filters, Offset: 1, Limit: 1 })).toMatchObject({
      TotalCount: 2,
      NetworkInterfaceSet: [{ NetworkInterfaceId: "eni-22222222" }],
    });
    expect(await caller.request("DescribeInstances", { InstanceIds: ["ins-aaaaaaaa"] })).toMatchObject({
      InstanceSet: [{ InstanceId: "ins-aaaaaaaa", InstanceState: "RUNNING" }],
    });
  });

  test("ECM: attach, describe, detach", async () => {
    const caller = ecm({ signMethod, reqMethod });
    await caller.request("AttachNetworkInterface", ecmBoth);
    cloud.world.advance(2000);
    const asked = { NetworkInterfaceIds: ["eni-33333333"], EcmRegion: "ap-xian-ecm" };
    expect(await caller.request("DescribeNetworkInterfaces", asked)).toMatchObject({
      NetworkInterfaceSet: [{ State: "AVAILABLE", Attachment: { InstanceId: "ein-aaaaaaaa" } }],
    });
    await caller.request("DetachNetworkInterface", ecmBoth);
    expect(cloud.world.eni("eni-33333333")?.status).toBe("detaching");
    expect(await caller.request("DescribeInstances", { Filters: [{ Name: "instance-id", Values: ["ein-aaaaaaaa"] }] })).toMatchObject({ InstanceSet: [{ InstanceState: "RUNNING" }] }); // prettier-ignore
    expect(new Set(cloud.calls().map(({ vendor }) => vendor))).toEqual(new Set(["tencentcloud-ecm"]));
  });

  test("errors arrive with code, message and request id", async () => {
    await expect(vpc({ signMethod, reqMethod }).request("DetachNetworkInterface", both)).rejects.toMatchObject({
      code: "UnsupportedOperation.InvalidState",
      message: "The resource state does not allow this operation.",
      requestId: cloud.calls().at(-1)?.requestId ?? expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    await expect(ecm({ signMethod, reqMethod }).request("DetachNetworkInterface", { ...ecmBoth, EcmRegion: "ap-nowhere-ecm" })).rejects.toMatchObject({ code: "InvalidParameterValue.InvalidRegion" }); // prettier-ignore
    await expect(vpc({ signMethod, reqMethod, secretKey: "wrong" }).request("DescribeNetworkInterfaces", {})).rejects.toMatchObject({ code: "AuthFailure.SignatureFailure" }); // prettier-ignore
    await expect(vpc({ signMethod, reqMethod, token: "none" }).request("DescribeNetworkInterfaces", {})).rejects.toMatchObject({ code: "AuthFailure.TokenFailure" }); // prettier-ignore
  });
});

test("a throttled call is an API error at HTTP 200, a gateway's refusal is not", async () => {
  cloud.faults.add({ kind: "throttle", times: 1 });
  cloud.faults.add({ kind: "serverError", status: 503, times: 1 });
  await expect(vpc().request("AttachNetworkInterface", both)).rejects.toMatchObject({ code: "RequestLimitExceeded" });
  await expect(vpc().request("AttachNetworkInterface", both)).rejects.toMatchObject({ httpCode: 503 });
});

describe.each([
  ["GET", "sha256"],
  ["GET", "sha1"],
  ["POST", "sha256"],
  ["POST", "sha1"],
])("qcloudapi-sdk, %s with %s", (method, signatureMethod) => {
  const envelope = z.looseObject({ code: z.number(), codeDesc: z.string(), data: z.unknown().optional() });
  let nonce = 0;
  const call = async (action: string, parameters: Record<string, string>) => {
    const signer = new QcloudApi({ Region: "gz" });
    const host = `127.0.0.1:${cloud.port}`;
    const options = { method, host, SecretId: ID, SecretKey: KEY, signatureMethod };
    // It draws from 65536 nonces, and two alike in one second would be a replay.
    const query = signer.generateQueryString({ Action: action, Nonce: ++nonce, ...parameters }, options);
    const url = `http://${host}/v2/index.php`;
    const response =
      method === "GET"
        ? await fetch(`${url}?${query}`)
        : await fetch(url, { method, body: query, headers: { "content-type": "application/x-www-form-urlencoded" } });
    expect(response.status).toBe(200);
    return envelope.parse(await response.json());
  };

  test("attach, its task, describe, detach", async () => {
    const { data } = await call("AttachNetworkInterface", v2Both);
    const { taskId } = z.object({ taskId: z.number() }).parse(data);
    const task = async () => (await call("DescribeVpcTaskResult", { taskId: String(taskId) })).data;
    expect(await task()).toEqual({ status: 2 });
    cloud.world.advance(2000);
    expect(await task()).toEqual({ status: 0 });
    const asked = { networkInterfaceId: "eni-11111111" };
    expect((await call("DescribeNetworkInterfaces", asked)).data).toMatchObject({
      data: [{ instanceSet: { instanceId: "ins-aaaaaaaa" } }],
    });
    await call("DetachNetworkInterface", v2Both);
    cloud.world.advance(2000);
    expect((await call("DescribeNetworkInterfaces", asked)).data).toMatchObject({
      data: [{ instanceSet: { instanceId: "" } }],
    });
    expect(await call("DetachNetworkInterface", v2Both)).toMatchObject({ code: 5100, codeDesc: "InvalidNetworkInterface.NotAttached" }); // prettier-ignore
  });
});
