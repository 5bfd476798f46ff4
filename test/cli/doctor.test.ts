// `eni-attachment doctor` for every vendor: what it finds out when all is well, and in each way in which it is not.
import { describe, expect, test } from "@jest/globals";
import { TransportFailure } from "../../provider/http/transport.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import type { BenchOptions } from "./doctor-bench.ts";
import { DoctorBench, finding, verdicts } from "./doctor-bench.ts";

/** The world's account with something changed. */
function account(vendor: VendorCase, change: Record<string, unknown>) {
  const [first] = vendor.world()["accounts"] as Record<string, unknown>[];
  return { accounts: [{ ...first, ...change }] };
}

/** The world's instances, one of them changed. */
function instance(vendor: VendorCase, id: string, change: Record<string, unknown>) {
  const all = vendor.world()["instances"] as { id: string }[];
  return { instances: all.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (name, vendor) => {
  const { actions } = vendor;
  const { eni, a, b, full, far, primary, unknownEni } = vendor.ids;
  // The legacy API shows instances by their ENIs alone.
  const showsInstances = vendor.preflightKnows.includes("unknownInstance");
  const [, secret = ""] = Object.keys(vendor.environment);
  const lookable = vendor.region === undefined ? {} : { region: "ok" };
  const bench = (options: BenchOptions = {}) => new DoctorBench(vendor, options);

  const wellOff = {
    configuration: "ok",
    credentials: "ok",
    ...lookable,
    endpoint: "ok",
    clock: "ok",
    permissions: "ok",
  };

  test("a free ENI and an instance that can take it: all is well", async () => {
    const report = await bench().report(eni, a);
    expect(verdicts(report)).toEqual({ ...wellOff, eni: "ok", instance: "ok", attach: "ok", detach: "ok" });
    expect(report).toMatchObject({ exitCode: 0, ok: true, vendor: name, networkInterfaceId: eni, instanceId: a });
    expect(finding(report, "attach").says).toBe(`yes: \`pulumi up\` would attach to ${a}`);
    expect(finding(report, "eni").facts).toMatchObject({ phase: "detached", primary: false, serviceManaged: false });
    expect(finding(report, "credentials").says).toMatch(/^environment \(\w+\), key id AKID…0001; the vendor accepts/);
  });

  test("attached there already: it can be detached, with what follows", async () => {
    const there = bench();
    there.world.placeEni(eni, a);
    const report = await there.report(eni, a);
    expect(report.exitCode).toBe(0);
    expect(finding(report, "attach").says).toContain(`it is on ${a} already`);
    expect(finding(report, "detach").says).toBe(`yes: \`pulumi destroy\` would detach from ${a}`);
  });

  test("without an ENI a page is looked at", async () => {
    const report = await bench().report();
    expect(verdicts(report)).toEqual(wellOff);
    expect(report.exitCode).toBe(0);
  });

  test("an instance alone", async () => {
    expect(verdicts(await bench().report(undefined, a))).toEqual({ ...wellOff, instance: "ok" });
  });

  test("no credentials: where they were looked for, and that somebody answers", async () => {
    const report = await bench({ environment: { [secret]: undefined } }).report(eni, a);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      credentials: "problem CREDENTIALS_MISSING",
      endpoint: "ok",
      clock: "ok",
      permissions: "unchecked",
      attach: "unchecked",
    });
    const { details = [], todo } = finding(report, "credentials");
    expect(details[0]).toContain(secret.replace(/_SECRET$|_KEY$|_PASSWORD$/, "").slice(0, 8));
    expect(details[0]).toContain("stack configuration");
    expect(details[0]).toContain(`is set, ${secret} is not`);
    expect(todo).toMatch(/^Fix the place that has a reason beside it, or set [A-Z_]+ and /);
  });

  test("a wrong secret: the vendor's words, and which key", async () => {
    const report = await bench({ environment: { [secret]: "another-secret-of-24-chars" } }).report(eni, a);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      credentials: "problem CREDENTIALS_REJECTED",
      endpoint: "ok",
      clock: "ok",
      permissions: "unchecked",
      eni: "unchecked",
    });
    expect(finding(report, "credentials").todo).toContain("key id AKID…0001");
  });

  test.each([
    ["ahead of", 20],
    ["behind", -20],
  ])("a clock %s the vendor's", async (word, minutes) => {
    const report = await bench({ clockAhead: minutes * 60_000 }).report(eni, a);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      clock: "problem CREDENTIALS_REJECTED",
      credentials: "unchecked",
      endpoint: "ok",
    });
    expect(finding(report, "clock").says).toContain(`20 min ${word} that of `);
  });

  test("a clock that is a little off is a warning", async () => {
    const report = await bench({ clockAhead: 4 * 60_000 }).report(eni, a);
    expect([report.exitCode, verdicts(report)["clock"], verdicts(report)["attach"]]).toEqual([0, "warning", "ok"]);
  });

  test("nobody listens at the endpoint", async () => {
    const refuse = () => {
      throw new TransportFailure("connect ECONNREFUSED 127.0.0.1:9", true);
    };
    const report = await bench({ cut: refuse }).report(eni, a);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      endpoint: "problem ENDPOINT_UNREACHABLE",
      credentials: "unchecked",
      clock: "unchecked",
      permissions: "unchecked",
      eni: "unchecked",
    });
    expect(finding(report, "endpoint").says).toContain("ECONNREFUSED");
  });

  test("an endpoint that answers HTML is not the vendor's", async () => {
    const html = bench();
    html.cloud.cloud.faults.add({ kind: "html502" });
    const report = await html.report(eni, a);
    expect([report.exitCode, verdicts(report)["endpoint"]]).toEqual([1, "problem ENDPOINT_UNREACHABLE"]);
    expect(finding(report, "endpoint").says).toContain("a body that is not the vendor's (text/html)");
  });

  test("an ENI that is not there", async () => {
    const report = await bench().report(unknownEni, a);
    expect([report.exitCode, verdicts(report)["eni"]]).toEqual([1, "problem ENI_NOT_FOUND"]);
    expect(finding(report, "eni").says).toContain("key id AKID…0001");
    expect(verdicts(report)["attach"]).toBe("problem ENI_NOT_FOUND");
  });

  test("an ENI on another instance: by whom it can be moved, and that it is not detached from here", async () => {
    const elsewhere = bench();
    elsewhere.world.placeEni(eni, b);
    const report = await elsewhere.report(eni, a);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({ eni: "ok", attach: "problem ENI_ATTACHED_ELSEWHERE", detach: "ok" });
    expect(finding(report, "attach").says).toContain(`attached to ${b}`);
    expect(finding(report, "detach").says).toContain(`nothing to detach: it is attached to ${b}`);
  });

  test("a primary ENI stays where it is", async () => {
    const report = await bench().report(primary, far);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      eni: "problem ENI_NOT_ATTACHABLE",
      attach: "problem ENI_NOT_ATTACHABLE",
      detach: "problem ENI_NOT_ATTACHABLE",
    });
  });

  test("a full instance: told where the vendor lets it be known, and else said to be unknown", async () => {
    const report = await bench().report(eni, full);
    const { says, details = [] } = finding(report, "attach");
    if (vendor.preflightKnows.includes("full")) {
      expect([report.exitCode, verdicts(report)["attach"]]).toEqual([1, "problem ATTACH_REFUSED"]);
      expect(says).toContain(`${full} is full`);
    } else {
      expect(report.exitCode).toBe(0);
      expect(details.join()).toContain("has room for another ENI this API does not show");
    }
  });

  test("an instance in another place", async () => {
    const report = await bench().report(eni, far);
    expect([report.exitCode, verdicts(report)["attach"]]).toEqual([1, "problem ATTACH_REFUSED"]);
  });

  if (showsInstances)
    test("an instance that is not there", async () => {
      const report = await bench().report(eni, vendor.ids.unknownInstance);
      expect(report.exitCode).toBe(1);
      expect(verdicts(report)).toMatchObject({
        instance: "problem INSTANCE_NOT_FOUND",
        attach: "problem INSTANCE_NOT_FOUND",
      });
    });

  test("an instance in a state that takes no ENI and gives none", async () => {
    const { status, verdict } = vendor.wrongState;
    const wrong = bench({ world: instance(vendor, a, { status }) });
    const report = await wrong.report(eni, a);
    const statusOf = (check: "instance" | "attach" | "detach") => finding(report, check).status;
    expect([statusOf("instance"), statusOf("attach")]).toEqual([verdict, verdict]);
    expect(report.exitCode).toBe(verdict === "problem" ? 1 : 0);
    wrong.world.placeEni(eni, a);
    expect(finding(await wrong.report(eni, a), "detach").status).toBe(verdict);
  });

  test("an identity that may not look at ENIs", async () => {
    const report = await bench({ world: account(vendor, { denied: [actions.describe] }) }).report(eni, a);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      credentials: "ok",
      permissions: "problem READ_FAILED",
      eni: "unchecked",
      attach: "unchecked",
    });
  });

  if (showsInstances)
    test("one that may look at no instances loses the checks before a move", async () => {
      const report = await bench({ world: account(vendor, { denied: ["DescribeInstances"] }) }).report(eni, a);
      const { details = [], todo } = finding(report, "permissions");
      if (vendor.hidesDenied) {
        expect(details.join()).toContain("or it is not shown to this identity");
      } else {
        expect(report.exitCode).toBe(0);
        expect(verdicts(report)).toMatchObject({ permissions: "warning", instance: "warning", attach: "warning" });
        expect(todo).toContain("DescribeInstances");
      }
    });

  test("what cannot be known is said, with the actions that a policy has to allow", async () => {
    const { details = [] } = finding(await bench().report(eni, a), "permissions");
    expect(details[0]).toContain("not known without doing it");
    for (const action of Object.values(actions)) expect(details[0]).toContain(action);
  });

  test("an ENI that the vendor cannot speak of for the moment", async () => {
    const odd = bench();
    odd.cloud.cloud.faults.add({ kind: "serverError", match: { action: vendor.actions.describe }, skip: 1 });
    const report = await odd.report(eni, a);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      ...wellOff,
      eni: "problem READ_FAILED",
      attach: "unchecked",
      detach: "unchecked",
    });
  });

  test("throttled: said as such", async () => {
    const slow = bench();
    slow.cloud.cloud.faults.add({ kind: "throttle" });
    const report = await slow.report(eni, a);
    expect(verdicts(report)).toMatchObject({ credentials: "ok", endpoint: "ok", permissions: "warning THROTTLED" });
  });
});
