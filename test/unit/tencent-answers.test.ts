// Tencent's answers: what counts as attached, and every shape that the legacy API has had.
import { describe, expect, test } from "@jest/globals";
import { answer } from "../../provider/vendors/tencentcloud/envelope.ts";
import { eniListing, isoTime, readEnis } from "../../provider/vendors/tencentcloud/network-interfaces.ts";
import { canonicalRegion } from "../../provider/vendors/tencentcloud/regions.ts";
import * as v2 from "../../provider/vendors/tencentcloud-vpc-v2/api.ts";
import { canonicalRegion as ecmRegion } from "../../provider/vendors/tencentcloud-ecm/regions.ts";
import { readTask, taskIdOf } from "../../provider/vendors/tencentcloud-vpc/api.ts";

const http = (body: unknown, status = 200, headers = {}) => ({
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
});

const asked = eniListing(() => ({})).byIds(["eni-1"], "ap-guangzhou");
const v2Asked = v2.eniListing.byIds(["eni-1"], "ap-guangzhou");

describe("API 3.0", () => {
  const eni = {
    NetworkInterfaceId: "eni-1",
    State: "AVAILABLE",
    Primary: false,
    MacAddress: "20:90:6F:00:00:01",
    VpcId: "vpc-1",
    Zone: "ap-guangzhou-2",
  };
  const only = (more: object) => readEnis({ NetworkInterfaceSet: [{ ...eni, ...more }] }, asked).items[0];

  test.each([
    ["AVAILABLE with an Attachment is attached", { Attachment: { InstanceId: "ins-1" } }, "attached", "ins-1"],
    ["AVAILABLE with null is detached", { Attachment: null }, "detached", undefined],
    ["AVAILABLE with an empty InstanceId is detached", { Attachment: { InstanceId: "" } }, "detached", undefined],
    ["AVAILABLE without the field is detached", {}, "detached", undefined],
    [
      "AVAILABLE with an Attachment of empty texts and zeros is detached",
      { Attachment: { InstanceId: "", DeviceIndex: 0, AttachTime: "0000-00-00 00:00:00" } },
      "detached",
      undefined,
    ],
    ["INUSE, and by nobody, contradicts itself", { NetworkInterfaceState: "INUSE" }, "unknown", undefined],
    ["ATTACHING", { State: "ATTACHING", Attachment: { InstanceId: "ins-1" } }, "attaching", "ins-1"],
    ["DETACHING", { State: "DETACHING", Attachment: { InstanceId: "ins-1" } }, "detaching", "ins-1"],
    ["PENDING", { State: "PENDING" }, "pending", undefined],
    ["DELETING", { State: "DELETING" }, "deleting", undefined],
    ["an unknown word", { State: "MIGRATING" }, "unknown", undefined],
    ["no State at all", { State: null }, "unknown", undefined],
    [
      "INUSE where State is missing",
      { State: undefined, NetworkInterfaceState: "INUSE", Attachment: { InstanceId: "ins-1" } },
      "attached",
      "ins-1",
    ],
  ])("%s", (_name, more, phase, instanceId) => {
    expect(only(more)).toMatchObject({ phase, instanceId });
  });

  test.each([
    ["text", { Attachment: "?" }],
    ["a list", { Attachment: [] }],
    ["empty", { Attachment: {} }],
    ["one whose instance is a number", { Attachment: { InstanceId: 17 } }],
    ["one with a time and no instance", { Attachment: { AttachTime: "2023-11-15 06:13:25" } }],
    ["one with a time and an empty instance", { Attachment: { InstanceId: "", AttachTime: "2023-11-15 06:13:25" } }],
    ["one with a place and no instance", { Attachment: { InstanceId: null, DeviceIndex: 1 } }],
  ])("an Attachment that is %s is never taken for none; the other ENIs are read", (_what, more) => {
    const other = { ...eni, NetworkInterfaceId: "eni-2", Attachment: { InstanceId: "ins-2" } };
    const page = readEnis({ NetworkInterfaceSet: [{ ...eni, ...more }, other] }, asked);
    expect(page.items.map((one) => one.networkInterfaceId)).toEqual(["eni-2"]);
    expect(page.unread).toMatch(/^item 0\.Attachment/);
  });

  test("NetworkInterfaceState is the vendor's word where it is sent", () => {
    expect(only({ NetworkInterfaceState: "INUSE", Attachment: { InstanceId: "i" } })?.vendorState).toBe("INUSE");
    expect(only({ Attachment: { InstanceId: "i" } })?.vendorState).toBe("AVAILABLE");
  });

  test("addresses: the primary first, public ones apart, and the attach time in UTC", () => {
    const addresses = [
      { PrivateIpAddress: "10.0.0.3", Primary: false, PublicIpAddress: "1.2.3.4" },
      { PrivateIpAddress: "10.0.0.2", Primary: true, PublicIpAddress: "" },
    ];
    expect(
      only({ PrivateIpAddressSet: addresses, Attachment: { InstanceId: "i", AttachTime: "2023-11-15 06:13:25" } }),
    ).toMatchObject({
      privateIpAddresses: ["10.0.0.2", "10.0.0.3"],
      publicIpAddresses: ["1.2.3.4"],
      attachedAt: "2023-11-14T22:13:25.000Z",
    });
    expect(isoTime("soon")).toBeUndefined();
  });

  test("envelope: errors under HTTP 200, and what is not the vendor's", () => {
    expect(answer(http({ Response: { Error: { Code: "X.Y", Message: "m" }, RequestId: "r" } }))).toEqual({
      ok: false,
      code: "X.Y",
      message: "m",
      requestId: "r",
    });
    expect(answer(http({ Response: { RequestId: "r" } }))).toMatchObject({ ok: true, requestId: "r" });
    for (const other of ["<html>", "", "{", { other: 1 }, { Response: {} }])
      expect(answer(http(other))).toBeUndefined();
    expect(answer(http({ Response: { RequestId: "r" } }, 502))).toBeUndefined();
    for (const Error of [{}, "X", { Code: "" }, { Code: null }])
      expect(answer(http({ Response: { Error, RequestId: "r" } }))).toBeUndefined();
    expect(answer(http({ Response: { Error: { Code: 7, Message: 8 }, RequestId: 9 } }))).toEqual({
      ok: false,
      code: "7",
      message: "",
      requestId: "9",
    });
  });

  test("tasks", () => {
    expect(taskIdOf({ RequestId: "r" })).toBe("r");
    expect(readTask({ Status: "SUCCESS", Output: "" })).toEqual({ status: "succeeded", output: "" });
    expect(readTask({ Status: "FAILED", Output: "no" })).toEqual({ status: "failed", output: "no" });
    for (const Status of ["RUNNING", "QUEUED"]) expect(readTask({ Status })).toEqual({ status: "running", output: "" });
  });
});

describe("regions", () => {
  test.each([
    ["gz", "ap-guangzhou"],
    ["AP-Guangzhou", "ap-guangzhou"],
    ["ap-shanghai-fsi", "ap-shanghai-fsi"],
    ["constructor", undefined],
    ["nowhere!", undefined],
  ])("%s", (name, region) => expect(canonicalRegion(name)).toBe(region));

  test("ECM's have an ending", () => {
    expect(ecmRegion("ap-xian")).toBe("ap-xian-ecm");
    expect(ecmRegion("ap-xian-ecm")).toBe("ap-xian-ecm");
  });

  test.each([
    "ap-guangzhou-ecm-cu2",
    "ap-ningbo-ecm-ct2",
    "ap-beijing-ecm-cm3",
    "ap-chongqing-ecm2",
    "ap-shenyang-ecm-cu",
  ])("ECM's %s has an operator's suffix: nothing is appended", (name) => expect(ecmRegion(name)).toBe(name));

  test("a place whose name only begins like the ending is completed", () => {
    expect(ecmRegion("ap-ecmville")).toBe("ap-ecmville-ecm");
  });
});

describe("legacy API v2", () => {
  const eni = {
    networkInterfaceId: "eni-1",
    vpcId: "vpc-1",
    zoneId: 100002,
    primary: false,
    macAddress: "20:90:6F:00:00:01",
  };
  const attached = { phase: "attached", instanceId: "ins-1" };
  const detached = { phase: "detached", instanceId: undefined };

  test.each([
    [
      "new list, object",
      { data: { totalNum: 1, data: [{ ...eni, instanceSet: { instanceId: "ins-1", attachTime: "" } }] } },
      attached,
    ],
    [
      "new list, empty texts",
      { data: { totalNum: 1, data: [{ ...eni, instanceSet: { instanceId: "", attachTime: "" } }] } },
      detached,
    ],
    ["old list, array", { totalCount: 1, data: [{ ...eni, instanceSet: [{ instanceId: "ins-1" }] }] }, attached],
    ["old list, empty array", { totalCount: 1, data: [{ ...eni, instanceSet: [] }] }, detached],
    ["null", { data: { data: [{ ...eni, instanceSet: null }] } }, detached],
    ["nothing", { data: { data: [eni] } }, detached],
    ["null in a list of none", { data: { data: [{ ...eni, instanceSet: { instanceId: null } }] } }, detached],
  ])("instanceSet: %s", (_name, body, expected) => {
    expect(v2.readEnis(body, v2Asked).items).toEqual([expect.objectContaining({ ...expected, zone: "100002" })]);
  });

  test.each([
    ["text", "?"],
    ["a list of text", ["ins-1"]],
    ["a list of null", [null]],
    ["empty", {}],
    ["one whose instance is a number", { instanceId: 5 }],
    ["one with a time and no instance", { attachTime: "2017-03-07 12:00:00" }],
  ])("an instanceSet that is %s is never taken for none", (_what, instanceSet) => {
    const page = v2.readEnis({ data: { data: [{ ...eni, instanceSet }] } }, v2Asked);
    expect(page.items).toEqual([]);
    expect(page.unread).toMatch(/^item 0/);
  });

  test.each([
    [{ taskId: 16284 }, "16284"],
    [{ taskId: "17382" }, "17382"],
    [{ data: { taskId: 16284 } }, "16284"],
    [{ data: { taskId: "17382" } }, "17382"],
    [{ data: [], taskId: 5 }, "5"],
    [{}, undefined],
    [{ taskId: {} }, undefined],
    [{ taskId: true, data: { taskId: [] } }, undefined],
  ])("task id of %j", (body, id) => expect(v2.taskIdOf(body)).toBe(id));

  test.each([
    [{ data: { status: 0 } }, "succeeded", ""],
    [{ data: { status: "0" } }, "succeeded", ""],
    [{ data: { status: 1, output: { errorCode: 1001, errorMsg: "no" } } }, "failed", "1001: no"],
    [{ data: { status: 1 } }, "failed", ""],
    [{ data: { status: 2 } }, "running", ""],
    [{ data: [{ status: 2 }] }, "running", ""],
    [{ data: { status: 7 } }, "running", ""],
  ])("task %j", (body, status, output) => expect(v2.readTask(body)).toEqual({ status, output }));

  test.each([
    // Names of public codes are documented nowhere: one that we do not know is understood by its number.
    [4500, "AuthFailure.Replay", "4500", "too late (AuthFailure.Replay)"],
    [4300, "AccessDenied", "4300", "too late (AccessDenied)"],
    [4100, "AuthFailure", "AuthFailure", "too late (code 4100)"],
    // The number of a business code says less than its name.
    [5100, "UnsupportedOperation.ZoneMismatch", "UnsupportedOperation.ZoneMismatch", "too late (code 5100)"],
  ])("error %i %s is told as %s", (number, codeDesc, code, message) =>
    expect(v2.answer(http({ code: number, codeDesc, message: `(${number})too late` }))).toMatchObject({
      code,
      message,
    }),
  );

  test("envelope: code as number or text, with and without codeDesc", () => {
    expect(v2.answer(http({ code: 0, message: "" }))).toMatchObject({ ok: true });
    expect(v2.answer(http({ code: "0", codeDesc: "Success" }))).toMatchObject({ ok: true });
    expect(v2.answer(http({ code: 4100, message: "auth" }))).toMatchObject({
      ok: false,
      code: "4100",
      message: "auth",
    });
    expect(v2.answer(http({ code: "5000", codeDesc: "InvalidVpc.NotFound", message: "m" }))).toMatchObject({
      ok: false,
      code: "InvalidVpc.NotFound",
    });
    expect(v2.answer(http({ code: 0, codeDesc: "InvalidVpc.NotFound" }))).toMatchObject({ ok: false });
    for (const other of ["<html>", { data: {} }, "[]", { code: "" }, { code: null }, { code: true }])
      expect(v2.answer(http(other))).toBeUndefined();
    expect(v2.answer(http({ code: 0 }, 502))).toBeUndefined();
  });
});

describe("the old envelope from a host of API 3.0", () => {
  test.each([
    ["a name", { code: 4100, message: "(4100) no", codeDesc: "AuthFailure" }, "AuthFailure"],
    ["a name that no table has", { code: 4102, message: "no", codeDesc: "SecretidNotAuthAccessResource" }, "4102"],
    ["a documented number alone", { code: "4105", message: "no" }, "4105"],
  ])("%s is a refusal", (_name, body, code) => {
    expect(answer(http(body))).toMatchObject({ ok: false, code });
  });

  test.each([
    ["a success", { code: 0, message: "", codeDesc: "Success", data: {} }],
    ["a number that no table has", { code: 403, message: "forbidden by the proxy" }],
    ["a word without codeDesc", { code: "ECONNRESET", message: "upstream" }],
  ])("%s is nobody's answer", (_name, body) => {
    expect(answer(http(body))).toBeUndefined();
  });

  test.each([400, 403, 500, 502])("a refusal with HTTP %d is one too, whatever made this status of it", (status) => {
    expect(answer(http({ code: 4100, message: "no", codeDesc: "AuthFailure" }, status))).toMatchObject({ ok: false });
    expect(answer(http({ code: 4100, message: "no" }, status))).toMatchObject({ ok: false, code: "4100" });
    expect(answer(http({ code: status, message: "blocked" }, status))).toBeUndefined();
  });
});
