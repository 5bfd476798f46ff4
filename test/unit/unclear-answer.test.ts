// An answer of the vendor's of which nothing can be made is told as that, and not as an endpoint that cannot be reached.
import { expect, test } from "@jest/globals";
import { ensureAttached } from "../../provider/lifecycle/move.ts";
import { Bench } from "./bench.ts";
import { json } from "./fakes.ts";

const page = (items: unknown) => json({ RequestId: "R-1", NetworkInterfaceSets: { NetworkInterfaceSet: items } });

test.each([
  ["an ENI that is null", page([null]), "item 0: "],
  ["an ENI whose state is a number", page([{ NetworkInterfaceId: "eni-1", Status: 5 }]), "item 0.Status: "],
  ["somebody else's ENI", page([{ NetworkInterfaceId: "eni-9", Status: "InUse" }]), "nobody asked for"],
  ["no list", page({}), "NetworkInterfaceSets.NetworkInterfaceSet: "],
])("%s", async (_what, answer, where) => {
  const bench = new Bench();
  bench.cut = (action) => (action === "DescribeNetworkInterfaces" ? answer : undefined);
  const op = await bench.operation();
  const { error } = await bench.fail(ensureAttached(op, { reattach: false }));
  expect(error).toMatchObject({ code: "ANSWER_NOT_UNDERSTOOD", message: expect.stringContaining(where) });
  expect(error.message).toMatch(
    /^(look at|attach) eni-1.* \(alicloud-ecs, cn-hangzhou\): .*DescribeNetworkInterfaces: .* To do: .*\[ANSWER_NOT_UNDERSTOOD\]$/,
  );
  expect(bench.changes).toEqual([]);
});
