// What Tencent's faces show beside what the action pages list: restricted instances, other codes for states and tasks, null lists.
import { describe, expect, test } from "@jest/globals";
import { both, ECM, Tencent, VPC } from "./tencent-callers.ts";

const onIt = { enis: [{ id: "eni-11111111", vendor: VPC, instanceId: "ins-aaaaaaaa" }] };
const instance = (more: Record<string, unknown>) => ({ instances: [{ id: "ins-aaaaaaaa", vendor: VPC, ...more }] });

test.each(["EXPIRED", "PROTECTIVELY_ISOLATED"])(
  "an instance that is %s takes no ENI and gives none back",
  (restrictState) => {
    const free = new Tencent(instance({ restrictState }));
    expect(free.cvm("DescribeInstances", {}).body["InstanceSet"]).toMatchObject([{ RestrictState: restrictState }]);
    expect(free.vpc("AttachNetworkInterface", both).code).toBe("UnsupportedOperation.InvalidState");
    const taken = new Tencent({ ...instance({ restrictState }), ...onIt });
    expect(taken.vpc("DetachNetworkInterface", both).code).toBe("UnsupportedOperation.InvalidState");
  },
);

describe("codes", () => {
  test("for an instance's state", () => {
    const faces = { [VPC]: { instanceStateCode: "UnsupportedOperation.InvalidInstanceState" } };
    const bench = new Tencent({ ...instance({ status: "shutdown" }), faces });
    expect(bench.vpc("AttachNetworkInterface", both).code).toBe("UnsupportedOperation.InvalidInstanceState");
  });

  test("for a task at work", () => {
    const bench = new Tencent({ tasks: { exclusive: true }, faces: { [VPC]: { taskRunningCode: "ResourceBusy" } } });
    expect(bench.vpc("AttachNetworkInterface", both).code).toBeUndefined();
    expect(bench.vpc("DetachNetworkInterface", both).code).toBe("ResourceBusy");
  });
});

test("ECM: a page that has nothing has null in the place of its list", () => {
  const bench = new Tencent({ faces: { [ECM]: { emptyLists: "null" } } });
  const nothing = { Filters: [{ Name: "instance-id", Values: ["ein-zzzzzzzz"] }] };
  expect(bench.ecm("DescribeInstances", nothing).body).toMatchObject({ TotalCount: 0, InstanceSet: null });
});
