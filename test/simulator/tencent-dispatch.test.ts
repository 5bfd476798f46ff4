// Which face answers: by signature, version, path and Host; and what API 3.0 says to requests that no action understands.
import { describe, expect, test } from "@jest/globals";
import { hostNames } from "../../simulator/faces/index.ts";
import { answered, signedV1 as signedAlibaba } from "./callers.ts";
import { both, ecmBoth, ID, read3, readV2, signedTc3, signedV2, Tencent, v2Both } from "./tencent-callers.ts";
import type { Tc3Options } from "./tencent-callers.ts";

const asked = (bench: Tencent) => bench.cloud.log.list().map(({ vendor, action }) => `${vendor} ${action}`);

describe("at the address itself the request decides", () => {
  const host = "127.0.0.1:4010";

  test("version and path tell the APIs apart", () => {
    const bench = new Tencent();
    const local = { host, signedHost: "127.0.0.1", service: "127" };
    bench.vpc("AttachNetworkInterface", both, local);
    bench.vpc("DescribeInstances", {}, local);
    bench.ecm("AttachNetworkInterface", ecmBoth, local);
    bench.v2("DescribeNetworkInterfaces", {}, { host });
    bench.cloud.receive(signedAlibaba("DescribeNetworkInterfaces", {}, { host }));
    expect(asked(bench)).toEqual([
      "tencentcloud-vpc AttachNetworkInterface",
      "tencentcloud-vpc DescribeInstances",
      "tencentcloud-ecm AttachNetworkInterface",
      "tencentcloud-vpc-v2 DescribeNetworkInterfaces",
      "alicloud-ecs DescribeNetworkInterfaces",
    ]);
  });

  test("without a known version the scope's service decides", () => {
    const bench = new Tencent();
    const answers = [
      bench.vpc("AttachNetworkInterface", ecmBoth, { host, signedHost: "127.0.0.1", service: "ecm", version: "2000-01-01" }),
      bench.vpc("AttachNetworkInterface", both, { host, signedHost: "127.0.0.1", service: "vpc", version: "2000-01-01" }),
    ]; // prettier-ignore
    expect(answers.map(({ code }) => code)).toEqual(["NoSuchVersion", "NoSuchVersion"]);
    expect(bench.cloud.log.list().map(({ vendor }) => vendor)).toEqual(["tencentcloud-ecm", "tencentcloud-vpc"]);
  });

  test("another path is nobody's", () => {
    const answer = new Tencent().send({ ...signedTc3("AttachNetworkInterface", both), path: "/elsewhere" });
    expect([answer.status, answer.body]).toEqual([404, expect.stringContaining("tencentcloud-vpc, ")]);
  });
});

describe("a host name decides first", () => {
  test.each([
    ["vpc.tencentcloudapi.com", "tencentcloud-vpc"],
    ["vpc.ap-guangzhou.tencentcloudapi.com", "tencentcloud-vpc"],
    ["cvm.tencentcloudapi.com", "tencentcloud-vpc"],
    ["ecm.tencentcloudapi.com", "tencentcloud-ecm"],
  ])("%s is %s, whatever the version", (host, vendor) => {
    const bench = new Tencent();
    bench.vpc("DescribeNetworkInterfaces", {}, { host, version: "2001-01-01" });
    expect(bench.cloud.log.list()).toMatchObject([{ vendor, code: "NoSuchVersion" }]);
  });

  test("VPC and CVM have one version; under their real names each answers for itself", () => {
    const bench = new Tencent();
    expect(bench.vpc("DescribeInstances", {}).code).toBe("InvalidAction");
    expect(bench.cvm("DescribeNetworkInterfaces", {}).code).toBe("InvalidAction");
    expect(bench.cvm("DescribeInstances", {}).code).toBeUndefined();
  });

  test("names under localhost belong to one face each", () => {
    const bench = new Tencent();
    const requests = {
      vpc: (host: string) => signedTc3("DescribeNetworkInterfaces", {}, { host, signedHost: host.replace(/:.*/, "") }),
      v2: (host: string) => signedV2("DescribeNetworkInterfaces", {}, { host }),
      ecm: (host: string) =>
        signedTc3("DescribeNetworkInterfaces", {}, { host, version: "2019-07-19", service: "ecm", region: null }),
      ecs: (host: string) => signedAlibaba("DescribeNetworkInterfaces", {}, { host }),
    };
    const answering = (request: keyof typeof requests, host: string) => {
      bench.cloud.log.clear();
      const { status } = answered(bench.cloud.receive(requests[request](`${host}:4010`)));
      return [status, bench.cloud.log.list()[0]?.vendor];
    };
    const own = { vpc: "vpc", v2: "vpc-v2", ecm: "ecm", ecs: "ecs" } as const;
    const status = { vpc: 200, v2: 200, ecm: 200, ecs: 404 } as const;
    for (const request of ["vpc", "v2", "ecm", "ecs"] as const)
      for (const name of ["vpc", "v2", "ecm", "ecs"] as const) {
        const host = `${own[name]}.localhost`;
        const vendor = hostNames.get(host);
        // Both speak API 3.0: there a version that is the other's is one that does not exist.
        const understood = request === name || (["vpc", "ecm"].includes(request) && ["vpc", "ecm"].includes(name));
        expect([request, host, ...answering(request, host)]).toEqual([
          request,
          host,
          ...(understood ? [request === name ? status[name] : 200, vendor] : [404, undefined]),
        ]);
      }
  });

  test("an instance is asked for at the VPC's name under localhost", () => {
    const bench = new Tencent();
    const options = { host: "vpc.localhost:4010", signedHost: "vpc.localhost" };
    expect(bench.vpc("DescribeInstances", {}, options).body["TotalCount"]).toBe(2);
    expect(bench.ecm("DescribeNetworkInterfaces", {}, options).code).toBe("NoSuchVersion");
  });

  test("who is asked is said when nobody answers", () => {
    const request = { ...signedV2("AttachNetworkInterface", v2Both), headers: { host: "ecm.localhost:4010" } };
    const { status, body } = new Tencent().send(request);
    expect([status, body]).toEqual([404, expect.stringContaining("this address serves tencentcloud-ecm;")]);
  });
});

describe("one cloud behind two APIs", () => {
  test("what one attaches, the other shows and detaches", () => {
    const bench = new Tencent();
    expect(bench.v2("AttachNetworkInterface", v2Both).code).toBe(0);
    expect(bench.vpc("AttachNetworkInterface", both).code).toBe("UnsupportedOperation.InvalidState");
    bench.clock.pass(2000);
    const listed = bench.vpc("DescribeNetworkInterfaces", { NetworkInterfaceIds: ["eni-11111111"] });
    expect(listed.body["NetworkInterfaceSet"]).toMatchObject([{ Attachment: { InstanceId: "ins-aaaaaaaa" } }]);
    bench.vpc("DetachNetworkInterface", both);
    bench.clock.pass(2000);
    expect(bench.v2("DetachNetworkInterface", v2Both).codeDesc).toBe("InvalidNetworkInterface.NotAttached");
  });

  test("ECM is another cloud", () => {
    const bench = new Tencent();
    expect(bench.ecm("AttachNetworkInterface", { ...ecmBoth, NetworkInterfaceId: "eni-11111111" }).code).toBe("ResourceNotFound"); // prettier-ignore
    expect(bench.vpc("AttachNetworkInterface", { ...both, NetworkInterfaceId: "eni-33333333" }).code).toBe("ResourceNotFound"); // prettier-ignore
  });
});

describe("what no action of API 3.0 understands", () => {
  const code = (action: string, parameters: object, options: Tc3Options = {}) =>
    new Tencent().vpc(action, parameters, options).code;
  const describing = "DescribeNetworkInterfaces";

  test("actions, versions, regions", () => {
    expect(code("MigrateNetworkInterface", {})).toBe("InvalidAction");
    expect(code("constructor", {})).toBe("InvalidAction");
    expect(code("", {})).toBe("MissingParameter");
    expect(code(describing, {}, { version: "" })).toBe("MissingParameter");
    expect(code(describing, {}, { version: "2017-03-13" })).toBe("NoSuchVersion");
    expect(code(describing, {}, { region: null })).toBe("MissingParameter");
    expect(code(describing, {}, { region: "ap-nowhere" })).toBe("UnsupportedRegion");
  });

  test("parameters", () => {
    expect(code(describing, { NetworkInterfaceId: "eni-11111111" })).toBe("UnknownParameter");
    expect(code("AttachNetworkInterface", { InstanceId: "ins-aaaaaaaa" })).toBe("MissingParameter");
    expect(code("AttachNetworkInterface", { ...both, NetworkInterfaceId: null })).toBe("MissingParameter");
    expect(code("AttachNetworkInterface", { ...both, InstanceId: 5 })).toBe("InvalidParameter");
    expect(code(describing, { Limit: "20" })).toBe("InvalidParameter");
    expect(code(describing, { Limit: 1.5 })).toBe("InvalidParameter");
    expect(code(describing, { NetworkInterfaceIds: "eni-11111111" })).toBe("InvalidParameter");
  });

  test("bodies", () => {
    const sending = (options: Tc3Options) => code(describing, {}, options);
    expect(sending({ body: "{" })).toBe("InvalidParameter");
    expect(sending({ body: "[]" })).toBe("InvalidParameter");
    expect(sending({ body: "Limit=1", contentType: "application/x-www-form-urlencoded" })).toBe("InvalidParameter");
    expect(sending({ body: "" })).toBeUndefined();
    expect(sending({ contentType: "application/json; charset=utf-8" })).toBeUndefined();
  });

  test("the envelope is the same for answers and errors: HTTP 200, a RequestId of its own, small letters", () => {
    const bench = new Tencent();
    const answers = [bench.vpc(describing, {}), bench.vpc("Nothing", {}), bench.ecm("Nothing", {})];
    for (const { status, requestId } of answers) {
      expect(status).toBe(200);
      expect(requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(3);
    const answer = bench.send(signedTc3("Nothing", {}));
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(read3(answer).message).toContain("Nothing");
  });
});

test("the legacy API: an unknown action, an unknown region, and short names of regions", () => {
  const bench = new Tencent();
  expect(bench.v2("Nothing", {}).code).toBe(6100);
  expect(bench.v2("DescribeNetworkInterfaces", {}, { region: "xx" }).code).toBe(4000);
  expect(bench.v2("DescribeNetworkInterfaces", {}, { region: "sh" }).code).toBe(4000);
  expect(bench.v2("DescribeNetworkInterfaces", {}, { region: "ap-guangzhou" }).code).toBe(0);
});

test("the legacy API: the answer of an error", () => {
  const answer = new Tencent().send(signedV2("DetachNetworkInterface", v2Both));
  expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json"]);
  expect(readV2(answer).body).toEqual({
    code: 5100,
    message: expect.stringMatching(/^\(5100\)the network interface is not attached/),
    codeDesc: "InvalidNetworkInterface.NotAttached",
  });
});

test("the key of a call is masked in its log", () => {
  const bench = new Tencent();
  bench.v2("DescribeNetworkInterfaces", { vpcId: "vpc-default0" });
  const [call] = bench.cloud.log.list();
  expect(call).toMatchObject({ vendor: "tencentcloud-vpc-v2", parameters: { vpcId: "vpc-default0" }, region: "gz" });
  expect(JSON.stringify(call)).not.toContain(ID);
});
