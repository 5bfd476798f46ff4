// The doctor calls allowed only what the vendor let through, and says where instances are looked at.
import { expect, test } from "@jest/globals";
import { TransportFailure } from "../../provider/http/transport.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import { DoctorBench, finding, verdicts } from "./doctor-bench.ts";

const tencent = vendorCases.find((one) => one.vendor === "tencentcloud-vpc");
if (!tencent) throw new Error("there is no case of tencentcloud-vpc");
const { eni, a } = tencent.ids;

/** The endpoint refuses an action, as a host of another product does. */
const refusing = (action: string, code: string) =>
  new DoctorBench(tencent, {
    tamper: ({ headers }, response) =>
      headers["x-tc-action"] === action
        ? {
            ...response,
            body: JSON.stringify({ Response: { Error: { Code: code, Message: "said" }, RequestId: "R-1" } }),
          }
        : response,
  });

test("a host that does not know the action about instances: only the look at ENIs is called allowed", async () => {
  const report = await refusing("DescribeInstances", "InvalidAction").report(eni, a);
  expect(verdicts(report)["permissions"]).toBe("warning");
  expect(finding(report, "permissions").says).toMatch(
    /^DescribeNetworkInterfaces is allowed; the checks of an instance are skipped: InvalidAction: said/,
  );
});

test("a look at the ENI that was refused for another reason shows nothing of permissions", async () => {
  const report = await refusing("DescribeNetworkInterfaces", "InvalidAction").report(eni, a);
  expect(verdicts(report)["permissions"]).toBe("unchecked");
  expect(finding(report, "permissions").says).not.toContain("is allowed;");
});

test("an instance that is not there was looked for: that is allowed", async () => {
  const report = await refusing("DescribeInstances", "ResourceNotFound").report(eni, a);
  expect(finding(report, "permissions").says).toBe("DescribeNetworkInterfaces and DescribeInstances are allowed");
});

test("a host for instances that does not answer: what to do is told, where the instance is and where permissions are", async () => {
  const bench = new DoctorBench(tencent, {
    cut: ({ headers }) => {
      if (headers["x-tc-action"] !== "DescribeInstances") return;
      throw new TransportFailure("the proxy answers HTTP 502 Bad Gateway", true, { obstacle: "proxyRefusal" });
    },
  });
  const report = await bench.report(eni, a);
  expect(verdicts(report)).toMatchObject({ endpoint: "ok", permissions: "warning", instance: "problem READ_FAILED" });
  for (const check of ["permissions", "instance"] as const)
    expect(finding(report, check).todo).toMatch(
      /^Have the proxy lead to that host.*`eni:endpoints`, ENI_ENDPOINTS\)\.$/,
    );
});

test("where instances are looked at is told where it is another host", async () => {
  const endpoints = { "tencentcloud-vpc": "https://vpc.internal.tencentcloudapi.com" };
  const bench = new DoctorBench(tencent, { environment: { ENI_ENDPOINTS: JSON.stringify(endpoints) } });
  const report = await bench.report(eni, a);
  expect(finding(report, "endpoint").details).toEqual([
    "Instances are looked at through https://cvm.internal.tencentcloudapi.com",
  ]);
});
