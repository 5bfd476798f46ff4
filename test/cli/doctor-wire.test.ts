// The doctor on real sockets: the local cloud on a port, a port where nobody listens, a web server, and certificates.
import { createServer as createHttp } from "node:http";
import type { Server } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { doctor } from "../../provider/cli/doctor/doctor.ts";
import type { Report } from "../../provider/cli/doctor/finding.ts";
import { machineTools } from "../../provider/cli/read-only-operations.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import { nowhere } from "../contract/environment.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import { selfSigned } from "../support/certificate.ts";
import { startHttpProxy } from "../support/http-proxy.ts";
import { finding, verdicts } from "./doctor-bench.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(
    () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(done);
      }),
  );
  return (server.address() as AddressInfo).port;
}

async function examine(vendorName: string, origin: string, ...more: string[]) {
  return examineWith({}, vendorName, origin, ...more);
}

async function examineWith(
  variables: Readonly<Record<string, string>>,
  vendorName: string,
  origin: string,
  ...more: string[]
) {
  const { vendor, region, environment } = vendorCases.find((one) => one.vendor === vendorName) ?? {};
  let out = "";
  const say = (text: string) => (out += text);
  const settings = {
    ...nowhere,
    ...environment,
    ...variables,
    ENI_ENDPOINTS: JSON.stringify({ [vendorName]: origin }),
  };
  const exitCode = await doctor(
    ["--vendor", vendor ?? "", ...(region === undefined ? [] : ["--region", region]), "--format", "json", ...more],
    { out: say, error: say, isTerminal: false, tools: machineTools(settings, say) },
  );
  return { ...(JSON.parse(out) as Report), exitCode };
}

test.each(vendorCases.map((one) => [one.vendor, one] as const))(
  "%s on a port: the answers say the time",
  async (name, vendor) => {
    const cloud = await startLocalCloud({ world: vendor.world() });
    closing.push(() => cloud.close());
    const report = await examine(name, cloud.origin, "--eni", vendor.ids.eni, "--instance", vendor.ids.a);
    expect([report.exitCode, report.checks.filter(({ status }) => status !== "ok")]).toEqual([0, []]);
    expect(finding(report, "clock").says).toContain(`as that of ${new URL(cloud.origin).host}`);
    expect(cloud.calls().filter(({ action }) => !action.startsWith("Describe"))).toEqual([]);
  },
);

test.each(vendorCases.map((one) => [one.vendor, one] as const))(
  "%s through a proxy that is the only way out",
  async (name, vendor) => {
    const cloud = await startLocalCloud({ world: vendor.world() });
    closing.push(() => cloud.close());
    const proxy = await startHttpProxy(Number(new URL(cloud.origin).port), "jo:hidden");
    closing.push(() => proxy.close());
    const variables = { HTTP_PROXY: `http://jo:hidden@127.0.0.1:${proxy.port}` };
    const ids = ["--eni", vendor.ids.eni, "--instance", vendor.ids.a];
    // An address of documents (RFC 5737): only the proxy leads anywhere.
    const report = await examineWith(variables, name, "http://203.0.113.7", ...ids);
    const problems = report.checks.filter(({ status }) => status !== "ok").map(({ check, status }) => [check, status]);
    // Plain HTTP to another machine is warned of.
    expect([report.exitCode, problems]).toEqual([0, [["endpoint", "warning"]]]);
    expect(proxy.asked.length).toBe(cloud.calls().length);
    expect(finding(report, "endpoint").details?.[0]).toBe(
      `It is reached through the proxy http://127.0.0.1:${proxy.port} that HTTP_PROXY names`,
    );
    expect(JSON.stringify(report)).not.toContain("hidden");
  },
);

test("a proxy that does not know its user: the finding says which proxy, without its password", async () => {
  const proxy = await startHttpProxy(9, "jo:right");
  closing.push(() => proxy.close());
  const variables = { HTTPS_PROXY: `http://jo:wrong@127.0.0.1:${proxy.port}` };
  const report = await examineWith(variables, "alicloud-ecs", "https://203.0.113.7");
  expect([report.exitCode, verdicts(report)["endpoint"]]).toEqual([1, "problem ENDPOINT_UNREACHABLE"]);
  expect(finding(report, "endpoint").says).toContain(
    `the proxy answers HTTP 407 Proxy Authentication Required (203.0.113.7, through the proxy http://127.0.0.1:${proxy.port} that HTTPS_PROXY names)`,
  );
  expect(finding(report, "endpoint").todo).toContain("user and password of the proxy");
  expect(JSON.stringify(report)).not.toContain("wrong");
});

test("a port where nobody listens", async () => {
  const server = createHttp();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  const report = await examine("alicloud-ecs", `http://127.0.0.1:${port}`);
  expect([report.exitCode, verdicts(report)["endpoint"]]).toEqual([1, "problem ENDPOINT_UNREACHABLE"]);
  expect(finding(report, "endpoint").says).toContain(`ECONNREFUSED 127.0.0.1:${port} (127.0.0.1:${port}, directly)`);
});

test("a web server, which redirects to its home page", async () => {
  const port = await listen(
    createHttp((_request, response) => {
      response.writeHead(302, { location: "https://www.example.com/home", "content-type": "text/html" }).end("<html>");
    }),
  );
  const report = await examine("zenlayer-zec", `http://127.0.0.1:${port}`);
  expect([report.exitCode, verdicts(report)["endpoint"]]).toEqual([1, "problem ENDPOINT_UNREACHABLE"]);
  expect(finding(report, "endpoint").says).toContain("a redirect to www.example.com, which is not followed");
});

test("a certificate that nobody vouches for: what may be in between", async () => {
  const port = await listen(createHttps(selfSigned({ addresses: ["127.0.0.1"] })));
  const report = await examine("tencentcloud-vpc", `https://127.0.0.1:${port}`);
  expect([report.exitCode, verdicts(report)["endpoint"]]).toEqual([1, "problem ENDPOINT_UNREACHABLE"]);
  expect(finding(report, "endpoint").says).toMatch(/self-signed certificate.*\(127\.0\.0\.1:\d+, directly\)$/);
  expect(finding(report, "endpoint").todo).toContain("NODE_EXTRA_CA_CERTS");
});
