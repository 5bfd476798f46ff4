// The doctor on a CLI profile of Alibaba Cloud that gives no key: it says which, and why.
import { afterAll, expect, test } from "@jest/globals";
import { vendorCases } from "../contract/vendor-cases.ts";
import { cliConfig, makeHome, removeHomes } from "../unit/alicloud-home.ts";
import { DoctorBench, finding } from "./doctor-bench.ts";

afterAll(removeHomes);

const [vendor] = vendorCases.filter(({ vendor }) => vendor === "alicloud-ecs");
if (!vendor) throw new Error("alicloud-ecs is not there");
const none = Object.fromEntries(Object.keys(vendor.environment).map((name) => [name, undefined]));
const unread = { mode: "RamRoleArnWithRoleName", ram_role_name: "app", ram_role_arn: "role/a" };
const why =
  'CLI profile (~/.aliyun/config.json): profile "p1" is of mode "RamRoleArnWithRoleName", which is not read (use one of AK, StsToken,';

test("of a mode that is not read: no credentials, and the list of places says so", async () => {
  const HOME = await makeHome(cliConfig(unread));
  const report = await new DoctorBench(vendor, { environment: { ...none, HOME } }).report();
  const { status, code, details } = finding(report, "credentials");
  expect([status, code]).toEqual(["problem", "CREDENTIALS_MISSING"]);
  expect(details?.join("\n")).toContain(why);
});

test("also when a later place has credentials, which are then used", async () => {
  const key = { access_key_id: "LTAI5tEXAMPLEKEYID000001", access_key_secret: "AnotherSecretNotARealOne" };
  const lines = Object.entries({ type: "access_key", ...key }).map(([name, value]) => `${name} = ${value}`);
  const HOME = await makeHome({
    ...cliConfig(unread),
    ".alibabacloud/credentials": `[default]\n${lines.join("\n")}\n`,
  });
  const report = await new DoctorBench(vendor, { environment: { ...none, HOME } }).report();
  const { says, todo, details } = finding(report, "credentials");
  expect(says).toContain("the vendor rejected the credentials");
  expect(todo).toContain("credentials file (~/.alibabacloud/credentials), key id LTAI…0001");
  expect(details?.join("\n")).toContain(why);
});
