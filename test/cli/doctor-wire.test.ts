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
  const { vendor, region, environment } = vendorCases.find((one) => one.vendor === vendorName) ?? {};
  let out = "";
  const say = (text: string) => (out += text);
  const settings = { ...nowhere, ...environment, ENI_ENDPOINTS: JSON.stringify({ [vendorName]: origin }) };
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

test("a port where nobody listens", async () => {
  const server = createHttp();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  const report = await examine("alicloud-ecs", `http://127.0.0.1:${port}`);
  expect([report.exitCode, verdicts(report)["endpoint"]]).toEqual([1, "problem ENDPOINT_UNREACHABLE"]);
  expect(finding(report, "endpoint").says).toContain("ECONNREFUSED");
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
  expect(finding(report, "endpoint").todo).toContain("The certificate is not accepted");
});
