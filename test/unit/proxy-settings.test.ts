// Which proxy the environment names for a URL, and what NO_PROXY takes out of it.
import { expect, test } from "@jest/globals";
import { EniError } from "../../provider/errors.ts";
import { proxyFor } from "../../provider/http/proxy-settings.ts";

const vendor = new URL("https://ecs.cn-hangzhou.aliyuncs.com/");
const both = { HTTPS_PROXY: "http://proxy.example.com:3128", HTTP_PROXY: "http://plain.example.com:8080" };
const settingFor = (url: string, environment: Record<string, string>) => proxyFor(new URL(url), environment)?.setting;

test("each kind of URL has its own variable, and neither stands in for the other", () => {
  expect(proxyFor(vendor, both)).toEqual({
    origin: "http://proxy.example.com:3128",
    authorization: undefined,
    setting: "HTTPS_PROXY",
  });
  expect(settingFor("http://10.0.0.7:8080/", both)).toBe("HTTP_PROXY");
  expect(settingFor(vendor.href, { HTTP_PROXY: both.HTTP_PROXY })).toBeUndefined();
  expect(proxyFor(vendor, {})).toBeUndefined();
});

test("the lower-case name wins, and an empty value is none", () => {
  expect(settingFor(vendor.href, { ...both, https_proxy: "http://lower.example.com" })).toBe("https_proxy");
  expect(settingFor(vendor.href, { ...both, https_proxy: "" })).toBe("HTTPS_PROXY");
  expect(settingFor("http://10.0.0.7/", { http_proxy: "http://lower.example.com" })).toBe("http_proxy");
  expect(settingFor(vendor.href, { ...both, no_proxy: "aliyuncs.com" })).toBeUndefined();
});

test("user and password go into the header, and not into the address that is shown", () => {
  expect(proxyFor(vendor, { HTTPS_PROXY: "http://jo%40ex:p%3Aw@proxy.example.com:3128/" })).toEqual({
    origin: "http://proxy.example.com:3128",
    authorization: `Basic ${Buffer.from("jo@ex:p:w").toString("base64")}`,
    setting: "HTTPS_PROXY",
  });
});

test("an address without a scheme is http", () => {
  expect(proxyFor(vendor, { HTTPS_PROXY: "proxy.example.com:3128" })?.origin).toBe("http://proxy.example.com:3128");
});

test.each([
  "socks5://jo:hidden@127.0.0.1:1080",
  "http://jo:hidden@",
  "http://jo:hidden%zz@proxy.example.com",
  "http://jo:hidden#1@proxy.example.com:3128",
])("an address that cannot be used is told, without its password: %s", (address) => {
  let error: unknown;
  try {
    proxyFor(vendor, { HTTPS_PROXY: address });
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(EniError);
  expect(error).toMatchObject({
    code: "CONFIGURATION_INVALID",
    message: expect.stringMatching(/HTTPS_PROXY.*percent-encoded/),
  });
  expect(String(error)).not.toContain("hidden");
});

test.each(["https://localhost:8443/", "https://127.1.2.3/", "https://[::1]:8443/", "http://cloud.localhost:8080/"])(
  "this machine itself is reached directly: %s",
  (url) => expect(settingFor(url, both)).toBeUndefined(),
);

test.each([
  ["*", vendor.href],
  ["ecs.cn-hangzhou.aliyuncs.com", vendor.href],
  ["aliyuncs.com", vendor.href],
  [".aliyuncs.com", vendor.href],
  ["*.aliyuncs.com", vendor.href],
  ["example.com, ALIYUNCS.com", vendor.href],
  ["example.com aliyuncs.com:443", vendor.href],
  ["10.0.0.7", "https://10.0.0.7:8443/"],
  ["10.0.0.7:8443", "https://10.0.0.7:8443/"],
  ["10.0.0.0/8", "https://10.0.0.7:8443/"],
  ["fd00::/8", "https://[fd00::7]:8443/"],
  ["fd00::7", "https://[fd00::7]/"],
  ["[fd00::7]:8443", "https://[fd00::7]:8443/"],
])("NO_PROXY %j takes out %s", (exceptions, url) => {
  expect(settingFor(url, { ...both, NO_PROXY: exceptions })).toBeUndefined();
});

test.each([
  ["yuncs.com", vendor.href],
  ["aliyuncs.com:8443", vendor.href],
  ["cn-hangzhou.aliyuncs.com.example.com", vendor.href],
  ["0.0.7", "https://10.0.0.7/"],
  ["10.0.0.0/8", "https://11.0.0.7/"],
  ["10.0.0.0/99", "https://10.0.0.7/"],
  ["10.0.0.0/8", "https://[fd00::7]/"],
  ["", vendor.href],
])("NO_PROXY %j does not take out %s", (exceptions, url) => {
  expect(settingFor(url, { ...both, NO_PROXY: exceptions })).toBeDefined();
});
