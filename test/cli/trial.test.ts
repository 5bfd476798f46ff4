// A trial against every vendor of the local cloud: its steps, its refusals, its confirmation, and where the ENI is afterwards.
import { existsSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { caseOf, vendorCases } from "../contract/vendor-cases.ts";
import { benchesOfEachTest } from "./trial-bench.ts";

const benchOf = benchesOfEachTest();

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  const { eni, a, b, primary } = vendor.ids;

  test("attaches, moves, detaches, and agrees", async () => {
    const bench = benchOf(vendor);
    const { exitCode, out, error } = await bench.run("--yes");
    expect(out).toContain("Differences: none.");
    expect([exitCode, error]).toEqual([0, ""]);
    expect(bench.cloud.changes()).toEqual(
      [`Attach ${eni} ${a}`, `Detach ${eni} ${a}`, `Attach ${eni} ${b}`, `Detach ${eni} ${b}`].map((change) =>
        vendor.detachNames || change.startsWith("Attach") ? change : change.split(" ").slice(0, 2).join(" "),
      ),
    );
    expect(out).toContain("An added interface can change the routes inside a guest");
    for (const step of ["attach to A", "look on A", "move to B", "look on B", "detach"])
      expect(out).toMatch(new RegExp(`^  ${step} +[\\d.]+ s$`, "m"));
    expect(out.trimEnd().split("\n").at(-1)).toMatch(/^The ENI is as before the trial: .* is detached/);
    expect([bench.place, existsSync(bench.journal)]).toEqual(["free", false]);
  });

  test("refuses an ENI that is attached, and changes nothing", async () => {
    const bench = benchOf(vendor);
    bench.world.placeEni(eni, b);
    const { exitCode, out } = await bench.run("--yes");
    expect(exitCode).toBe(1);
    expect(out).toContain(`refused: ${eni}: it is attached to ${b}: --attached allows that, and puts it back there`);
    expect(bench.cloud.changes()).toEqual([]);
  });

  test.each(["a", "b"] as const)("--attached takes it from %s, and puts it back there", async (where) => {
    const bench = benchOf(vendor);
    bench.world.placeEni(eni, vendor.ids[where]);
    const { exitCode, out } = await bench.run("--yes", "--attached");
    expect([exitCode, bench.place]).toEqual([0, vendor.ids[where]]);
    expect(out).toContain(`attach it to ${vendor.ids[where]} again`);
    expect(out.trimEnd().split("\n").at(-1)).toContain(`is attached to ${vendor.ids[where]}`);
  });

  test("refuses a primary ENI", async () => {
    const bench = benchOf(vendor);
    const { exitCode, out } = await bench.run("--yes", "--attached", "--eni", primary);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/refused: .*primary/s);
    expect(bench.cloud.changes()).toEqual([]);
  });

  test("refuses an ENI with public addresses, unless told", async () => {
    const bench = benchOf(vendor);
    bench.world.patchEni(eni, { publicIps: ["203.0.113.7"] });
    const { exitCode, out } = await bench.run("--yes");
    expect(exitCode).toBe(1);
    expect(out).toContain("it has public addresses (203.0.113.7): --public-addresses allows that");
    expect(bench.cloud.changes()).toEqual([]);
    expect((await bench.run("--yes", "--public-addresses")).exitCode).toBe(0);
  });

  test("a check of the doctor's that fails refuses", async () => {
    const bench = benchOf(vendor);
    const { exitCode, out } = await bench.run("--yes", "--to", vendor.ids.far);
    expect(exitCode).toBe(1);
    expect(out).toContain("refused: the checks above have to pass first");
    expect(out).toMatch(/^problem +attach/m);
    expect(bench.cloud.changes()).toEqual([]);
  });

  test("what a check says of both instances is shown once", async () => {
    const bench = benchOf({ ...vendor, environment: {} });
    const { exitCode, out } = await bench.run("--yes");
    expect(exitCode).toBe(1);
    expect(out.match(/^problem +credentials/gm)).toHaveLength(1);
  });
});

test("--attached takes it from a third instance, says so, and puts it back there", async () => {
  const vendor = caseOf("alicloud-ecs");
  const { instances } = vendor.world();
  const bench = benchOf(vendor, { world: { instances: [...(instances as object[]), { id: "i-c", maxEnis: 8 }] } });
  bench.world.placeEni("eni-one", "i-c");
  const { exitCode, out } = await bench.run("--yes", "--attached");
  expect([exitCode, bench.place]).toEqual([0, "i-c"]);
  expect(out).toContain("  1. detach eni-one from i-c, where it is now\n  2. attach eni-one to i-a (A)\n");
  expect(bench.cloud.changes()).toEqual([
    "Detach eni-one i-c",
    "Attach eni-one i-a",
    "Detach eni-one i-a",
    "Attach eni-one i-b",
    "Detach eni-one i-b",
    "Attach eni-one i-c",
  ]);
});

test("refuses an ENI that another service manages", async () => {
  const bench = benchOf(caseOf("alicloud-ecs"));
  const { exitCode, out } = await bench.run("--yes", "--attached", "--eni", "eni-managed");
  expect([exitCode, bench.cloud.changes()]).toEqual([1, []]);
  expect(out).toContain("another cloud service manages it");
});

describe("the confirmation", () => {
  test.each([
    ["the id of A", "i-a", 0],
    ["the id of B", "i-b", 1],
    ["yes", "yes", 1],
    ["nothing", undefined, 1],
  ])("%s", async (_what, typed, code) => {
    const bench = benchOf(caseOf("alicloud-ecs"));
    bench.typed = typed;
    const { exitCode, out } = await bench.run();
    expect(exitCode).toBe(code);
    expect(out).toContain("Type the id of instance A, i-a, to begin: ");
    expect(bench.cloud.changes().length).toBe(code === 0 ? 4 : 0);
    if (code === 1) expect(out).toContain("Not confirmed: nothing was changed.");
  });
});

describe("wrong usage is one line, and asks nobody", () => {
  const good = ["--vendor", "alicloud-ecs", "--region", "cn-hangzhou", "--eni", "eni-one"];
  test.each<[readonly string[], RegExp]>([
    [[], /--vendor is missing: one of alicloud-ecs, /],
    [["--vendor", "aws"], /--vendor must be one of alicloud-ecs, /],
    [["--vendor", "alicloud-ecs"], /--eni is missing/],
    [good, /--from is missing/],
    [[...good, "--from", "i-a"], /--to is missing/],
    [[...good, "--from", "i-a", "--to", "i-a"], /--from and --to must be two instances/],
    [[...good, "--from", "ins-a", "--to", "i-b"], /--from must be the id of .* begins with "i-"/],
    [["--vendor", "alicloud-ecs", "--region", "Hangzhou!"], /--region must be the name of a region/],
    [["--vendor", "alicloud-ecs", "--eni", "a-secret-of-mine"], /--eni must be the id of/],
    [["--vendor", "alicloud-ecs", "--secret=a-secret-of-mine"], /there is no option --secret/],
    [["a-secret-of-mine"], /it takes options alone/],
    [["--resume", "--vendor", "alicloud-ecs"], /--resume takes no other option/],
  ])("%j", async (args, says) => {
    const bench = benchOf(caseOf("alicloud-ecs"));
    const { exitCode, out, error } = await bench.plain(...args);
    expect([exitCode, out]).toEqual([2, ""]);
    const [first = "", ...rest] = error.split("\n");
    expect(first).toMatch(/^eni-attachment trial: /);
    expect(rest).toEqual(["The options: eni-attachment trial --help", ""]);
    expect(first).toMatch(says);
    expect(error).not.toContain("a-secret-of-mine");
    expect(bench.cloud.calls()).toEqual([]);
  });

  test("help is no wrong usage", async () => {
    const { exitCode, out } = await benchOf(caseOf("alicloud-ecs")).plain("--help");
    expect(exitCode).toBe(0);
    expect(out).toContain("Usage: eni-attachment trial");
  });
});
