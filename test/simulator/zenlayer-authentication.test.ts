// The gateway's part of the Zenlayer face: signatures and tokens are verified for real, and what is changed, late or
// incomplete is refused. The codes are the vendor's, their HTTP statuses are invented (errors.ts).
import { describe, expect, test } from "@jest/globals";
import type { Credentials } from "../../provider/http/credentials.ts";
import { gotTransport } from "../../provider/http/got-transport.ts";
import { zenlayerZec } from "../../provider/vendors/zenlayer-zec/index.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import { ManualClock, START } from "./callers.ts";
import { ids, inZec, TOKEN, zecRequest, zecWorld } from "./zenlayer-callers.ts";
import type { RequestOptions, ZecWorld } from "./zenlayer-callers.ts";

const ask = (options: RequestOptions, world: ZecWorld = {}, body: unknown = {}) => {
  const { call } = inZec(zecWorld(world));
  const { status, code } = call("DescribeNetworkInterfaces", body, options);
  return [status, code];
};
const fine = [200, undefined];
const malformed = [401, "AUTHFAILURE_INVALID_AUTHORIZATION"];
const wrong = [401, "AUTHFAILURE_SIGNATURE_FAILURE"];
const unauthorized = [403, "AUTHFAILURE_UNAUTHORIZED_OPERATION"];

describe("signatures", () => {
  test.each<[string, RequestOptions, unknown[]]>([
    ["a good one", {}, fine],
    ["with a charset", { contentType: "application/json; charset=utf-8" }, fine],
    ["over lower-cased values, as the documents have it", { host: "Console.Zenlayer.com", lowerCased: true }, fine],
    ["over the values as they are, as the SDKs have it", { host: "Console.Zenlayer.com" }, fine],
    ["over more headers", { alsoSigned: ["x-zc-action", "x-zc-timestamp"] }, fine],
    ["of the older version", { version: "2024-04-01" }, fine],
    ["with the service named", { headers: { "x-zc-service": "zec" } }, fine],
    ["another secret", { secret: "other" }, wrong],
    ["an unknown key", { key: "AKIDNOBODY" }, wrong],
    ["a header signed that is not sent", { alsoSigned: ["x-zc-nothing"] }, malformed],
    ["no Authorization", { headers: { authorization: undefined } }, malformed],
    ["another scheme", { headers: { authorization: "TC3-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c" } }, malformed], // prettier-ignore
    ["no timestamp", { headers: { "x-zc-timestamp": undefined } }, malformed],
    ["a timestamp in milliseconds", { headers: { "x-zc-timestamp": "1700000000000" } }, malformed],
    ["no signature method", { headers: { "x-zc-signature-method": undefined } }, malformed],
    ["another signature method", { headers: { "x-zc-signature-method": "HMAC-SHA1" } }, malformed],
  ])("%s", (_what, options, expected) => expect(ask(options)).toEqual(expected));

  test("only content-type and host have to be signed, but these do", () => {
    const good = zecRequest("DescribeNetworkInterfaces", {});
    for (const signed of ["host", "content-type", "host;content-type", "Content-Type;Host"]) {
      const authorization = String(good.headers["authorization"]).replace("content-type;host", signed);
      expect(ask({ headers: { authorization } })).toEqual(malformed);
    }
  });

  test("a body, a host or a content type that was changed on the way", () => {
    const { receive } = inZec();
    const good = zecRequest("DetachNetworkInterface", { nicId: ids.nic1 });
    const changed = [
      { ...good, body: Buffer.from(JSON.stringify({ nicId: ids.nic2 })) },
      { ...good, headers: { ...good.headers, host: "127.0.0.1" } },
      { ...good, headers: { ...good.headers, "content-type": "application/json; charset=utf-8" } },
    ];
    for (const request of changed) expect(receive(request).code).toBe("AUTHFAILURE_SIGNATURE_FAILURE");
  });

  test("the same request twice: there is no nonce", () => {
    const { receive } = inZec();
    const request = zecRequest("DescribeNetworkInterfaces", {});
    expect([receive(request).status, receive(request).status]).toEqual([200, 200]);
  });

  test.each([
    [300_000, 200, undefined],
    [301_000, 401, "AUTHFAILURE_SIGNATURE_EXPIRED"],
    [-300_000, 200, undefined],
    [-301_000, 401, "AUTHFAILURE_SIGNATURE_EXPIRED"],
  ])("a clock that is %i ms off: five minutes are documented", (skew, status, code) => {
    const { receive } = inZec();
    const request = zecRequest("DescribeNetworkInterfaces", {});
    const answer = receive({ ...request, receivedAt: request.receivedAt + skew });
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  test("the window is a setting of the world", () => {
    const { receive } = inZec(zecWorld({ settings: { clockWindowMs: 1_000 } }));
    const request = zecRequest("DescribeNetworkInterfaces", {});
    expect(receive({ ...request, receivedAt: request.receivedAt + 2_000 }).code).toBe("AUTHFAILURE_SIGNATURE_EXPIRED");
  });
});

describe("tokens", () => {
  test("one of an account is as good as a signature, at any time", () => {
    const { call } = inZec();
    expect(call("DescribeInstances", {}, { bearer: TOKEN }).items).toHaveLength(2);
  });

  test.each(["nobody", "", `${TOKEN} `])("%j is none", (bearer) => expect(ask({ bearer })).toEqual(malformed));

  test("an account without a token cannot be used with one", () => {
    expect(ask({ bearer: "undefined" }, { account: { bearerToken: undefined } })).toEqual(malformed);
  });

  test("the call log knows the account, and no token", () => {
    const { cloud, call } = inZec();
    call("DescribeInstances", {}, { bearer: TOKEN });
    expect(cloud.log.list()).toMatchObject([{ vendor: "zenlayer-zec", action: "DescribeInstances", status: 200 }]);
    expect(JSON.stringify(cloud.log.list())).not.toContain(TOKEN);
    expect(JSON.stringify(cloud.world.snapshot())).not.toContain(TOKEN);
  });
});

describe("requests", () => {
  test.each<[string, RequestOptions, unknown[]]>([
    ["another method", { method: "GET" }, [405, "UNSUPPORTED_HTTP_METHOD"]],
    ["another content type", { contentType: "text/plain" }, [415, "UNSUPPORTED_CONTENT_TYPE"]],
    ["no action", { headers: { "x-zc-action": undefined } }, [400, "MISSING_PARAMETER"]],
    ["no version", { headers: { "x-zc-version": undefined } }, [400, "MISSING_PARAMETER"]],
    ["an unknown version", { version: "2023-01-01" }, unauthorized],
    ["an unknown action", { headers: { "x-zc-action": "TerminateEverything" } }, unauthorized],
    ["an action that every object has", { headers: { "x-zc-action": "toString" } }, unauthorized],
    ["another service", { headers: { "x-zc-service": "bmc" } }, unauthorized],
  ])("%s", (_what, options, expected) => expect(ask(options)).toEqual(expected));

  test("another path is nobody's", () => {
    const { cloud } = inZec();
    expect(cloud.receive(zecRequest("DescribeInstances", {}, { path: "/api/v2/bmc" }))).toMatchObject({ status: 404 });
  });

  test.each<[string, string]>([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["null", "null"],
  ])("a body that is %s", (_what, body) => {
    expect(ask({}, {}, body)).toEqual([400, "INVALID_PARAMETER_TYPE"]);
  });

  test("an empty body asks for everything", () => expect(ask({}, {}, "")).toEqual(fine));
});

describe("accounts", () => {
  test("a disabled key, one that may not call an action, and one whose account is in trouble", () => {
    expect(ask({}, { account: { inactive: true } })).toEqual(malformed);
    expect(ask({}, { account: { denied: ["DescribeNetworkInterfaces"] } })).toEqual(unauthorized);
    expect(ask({}, { account: { denied: ["DetachNetworkInterface"] } })).toEqual(fine);
    expect(ask({}, { account: { trouble: "accountNotFound" } })).toEqual(unauthorized);
  });

  test("another owner's vNICs do not exist for a caller", () => {
    const owner = "2000000000000002";
    const { call, nic } = inZec(zecWorld({ account: { owner } }));
    expect(nic()).toBeUndefined();
    expect(call("DescribeInstances", {}).items).toEqual([]);
    expect(call("DetachNetworkInterface", { nicId: ids.nic1 }).code).toBe("INVALID_NIC_NOT_FOUND");
  });

  test("every answer has a request id of the vendor's form, twice in a success, and an error is flat", () => {
    const { call } = inZec();
    const form = /^T[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
    const good = call("DescribeInstances", {}).body;
    expect(good.requestId).toMatch(form);
    expect(good.response?.requestId).toBe(good.requestId);
    const bad = call("DescribeInstances", {}, { secret: "other" }).body;
    expect(Object.keys(bad).sort()).toEqual(["code", "message", "requestId"]);
    expect(bad.requestId).toMatch(form);
  });

  test("statuses that no document gives are a setting of the world", () => {
    const settings = { statuses: { AUTHFAILURE_SIGNATURE_FAILURE: 403 } };
    expect(ask({ secret: "other" }, { settings })).toEqual([403, "AUTHFAILURE_SIGNATURE_FAILURE"]);
    expect(() => inZec(zecWorld({ settings: { errors: "newest" } }))).toThrow(/faces\.zenlayer-zec\.errors/);
  });
});

describe("over a socket, with the client's own transport", () => {
  const call = { action: "DescribeInstances", mutates: false, parameters: { instanceIds: [ids.a] } };

  test.each<[string, Credentials]>([
    ["a signature", { keyId: "AKIDEXAMPLE", secret: "secretEXAMPLE" }],
    ["a token", { keyId: "", secret: "", bearer: TOKEN }],
  ])("what arrives is what was signed: %s", async (_how, credentials) => {
    const cloud = await startLocalCloud({ world: zecWorld(), clock: new ManualClock() });
    try {
      const request = zenlayerZec.api(cloud.origin).sign(call, { credentials, now: START, nonce: "" });
      const response = await gotTransport()(request, { timeoutMs: 30_000 });
      expect([response.status, JSON.parse(response.body)]).toMatchObject([200, { response: { totalCount: 1 } }]);
    } finally {
      await cloud.close();
    }
  });
});
