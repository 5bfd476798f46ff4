// A container's user that the system does not know has no home folder: the search goes on without its files, and names them.
import os from "node:os";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { systemClock } from "../../provider/http/clock.ts";
import type { Transport } from "../../provider/http/transport.ts";
import { findCredentials as findAlibabaCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { homeFolder } from "../../provider/vendors/home-folder.ts";
import { findCredentials as findTencentCredentials } from "../../provider/vendors/tencentcloud/credentials.ts";

beforeEach(() => {
  jest.spyOn(os, "homedir").mockImplementation(() => {
    // As node has it: `uv_os_homedir returned ENOENT`.
    throw Object.assign(new Error("A system error occurred"), { errno: 2, syscall: "uv_os_homedir" });
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const transport: Transport = () => Promise.resolve({ status: 404, headers: {}, body: "" });
const search = { environment: {}, configuration: () => undefined };

test("HOME is it, and else there is none", () => {
  expect([homeFolder({ HOME: "/home/jo" }), homeFolder({ HOME: "" }), homeFolder({})]).toEqual([
    "/home/jo",
    undefined,
    undefined,
  ]);
});

test("Tencent Cloud's files in it are named as not there, and the rest is looked through", async () => {
  const { source, places } = await findTencentCredentials(search, { clock: systemClock, transport });
  expect(source).toBeUndefined();
  expect(places.slice(2)).toEqual([
    "tccli profile (no home folder)",
    "credentials file (no home folder)",
    "credentials file (/etc/tencentcloud/credentials)",
    "CVM role (instance metadata)",
  ]);
});

test("Alibaba Cloud's too", async () => {
  const { source, places } = await findAlibabaCredentials(search, { clock: systemClock, transport });
  expect([source, places.length]).toEqual([undefined, 7]);
});
