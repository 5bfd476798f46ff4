// Answers with a value of another type than the documents say, made up after those in test/fixtures/vendor-answers: numbers as text,
// text as numbers, switches as either.
import { expect, test } from "@jest/globals";
import { enisOf, instancesOf, taskIdOf } from "./as-client-reads.ts";

const RequestId = "0a0a0a0a-1111-4222-8333-444455556666";
const tencentEni = {
  NetworkInterfaceId: "eni-1",
  State: "AVAILABLE",
  Attachment: { InstanceId: "ins-1", DeviceIndex: 1 },
};
const tencent = (eni: object, more: object = {}) => ({
  Response: { TotalCount: 1, NetworkInterfaceSet: [{ ...tencentEni, ...eni }], RequestId, ...more },
});
const legacyEni = { networkInterfaceId: "eni-1", instanceSet: { instanceId: "ins-1", attachTime: "" } };
const legacy = (eni: object, totalNum: unknown = 1) => ({
  code: 0,
  message: "",
  codeDesc: "Success",
  data: { totalNum, data: [{ ...legacyEni, ...eni }] },
});
const alicloud = (eni: object) => ({
  RequestId,
  NetworkInterfaceSets: { NetworkInterfaceSet: [{ NetworkInterfaceId: "eni-1", Status: "InUse", ...eni }] },
});
const zenlayerNic = { nicId: "1300000000000000001", status: "USED", instanceId: "1400000000000000003" };
const zenlayer = (nic: object, totalCount: unknown = 1) => ({
  requestId: "T1",
  response: { requestId: "T1", totalCount, dataSet: [{ ...zenlayerNic, ...nic }] },
});

const rows: readonly (readonly [string, unknown, boolean])[] = [
  ["text", "true", true],
  ["text in upper case", "True", true],
  ["a number", 1, true],
  ["a number as text", "1", true],
  ["text that says no", "false", false],
  ["a number that says no", 0, false],
  ["some other text", "maybe", false],
];

test.each(rows)("a switch given as %s", (_how, given, value) => {
  expect(enisOf("tencentcloud-vpc", tencent({ Primary: given }), "eni-1").items[0]?.primary).toBe(value);
  expect(enisOf("tencentcloud-vpc-v2", legacy({ primary: given }), "eni-1").items[0]?.primary).toBe(value);
  expect(enisOf("alicloud-ecs", alicloud({ ServiceManaged: given }), "eni-1").items[0]?.serviceManaged).toBe(value);
});

test.each([
  ["tencentcloud-ecm", { Response: { TotalCount: "0", NetworkInterfaceSet: null, RequestId } }],
  ["tencentcloud-vpc-v2", { code: 0, data: { totalNum: "0", data: null } }],
  ["tencentcloud-vpc-v2", { code: 0, totalCount: "0", data: null }],
  ["zenlayer-zec", { requestId: "T1", response: { requestId: "T1", totalCount: "0", dataSet: null } }],
])("%s: a total of 0 as text, and no list: there is none", (vendor, body) => {
  expect(enisOf(vendor, body, "eni-1")).toMatchObject({ items: [] });
});

test("a total of 0 as text, and no list of instances: there is none", () => {
  const body = { Response: { TotalCount: "0", InstanceSet: null, RequestId } };
  expect(instancesOf("tencentcloud-vpc", body, "ins-1").items).toEqual([]);
});

test("a total as text: the pages that it counts are read", () => {
  expect(enisOf("tencentcloud-vpc", tencent({}, { TotalCount: "250" }))).toMatchObject({ rest: ["100", "200"] });
  expect(enisOf("tencentcloud-vpc-v2", legacy({}, "120"))).toMatchObject({ rest: ["50", "100"] });
  expect(enisOf("zenlayer-zec", zenlayer({}, "250"))).toMatchObject({ next: "2" });
});

test("a total that is no number of things counts as absent", () => {
  expect(enisOf("tencentcloud-vpc", tencent({}, { TotalCount: "many" }))).toMatchObject({ rest: [] });
  expect(() =>
    enisOf("tencentcloud-ecm", { Response: { TotalCount: "", NetworkInterfaceSet: null, RequestId } }),
  ).toThrow();
});

// Whoever made a number of an id of 19 digits has rounded it: it may be the id of another instance.
test.each([
  ["a number of 19 digits", 1_400_000_000_000_000_000],
  ["a small number", 13],
  ["a fraction", 1.5],
  ["an object", {}],
  ["true", true],
])("an instance given as %s leaves open where the ENI is", (_how, instanceId) => {
  expect(enisOf("zenlayer-zec", zenlayer({ instanceId }), zenlayerNic.nicId)).toMatchObject({
    items: [],
    unread: expect.stringContaining("instanceId"),
  });
});

test("a thing whose id is a number is none that was asked for, and the page says so", () => {
  const numbers = JSON.stringify(zenlayer({})).replace(/"(13\d{17})"/, "$1");
  expect(enisOf("zenlayer-zec", numbers, zenlayerNic.nicId)).toMatchObject({
    items: [],
    unread: expect.stringContaining("nicId"),
  });
});

test.each([
  ["17382", "17382"],
  ["9007199254740993", undefined],
])("the id of a task as the number %s: read, unless it was rounded", (given, id) => {
  const body = `{"code":0,"message":"","codeDesc":"Success","data":{"taskId":${given}}}`;
  expect(taskIdOf("tencentcloud-vpc-v2", body)).toBe(id);
});
