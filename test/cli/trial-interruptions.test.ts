// A trial that is interrupted at each of its calls: once, and the ENI is put back; twice, and the last line says how, which
// `--resume` does. And a trial whose steps fail.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { TransportFailure } from "../../provider/http/transport.ts";
import { caseOf, vendorCases } from "../contract/vendor-cases.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import type { TrialBench } from "./trial-bench.ts";
import { benchesOfEachTest } from "./trial-bench.ts";

const benchOf = benchesOfEachTest();

const lastLine = (out: string) => out.trimEnd().split("\n").at(-1) ?? "";

/**
 * The calls of a whole trial at which it is interrupted, by their numbers: at one vendor all of them, at the others those that change
 * something and those after them.
 */
async function cutsOf(vendor: VendorCase, origin?: string): Promise<number[]> {
  const bench = benchOf(vendor);
  if (origin !== undefined) bench.world.placeEni(vendor.ids.eni, origin);
  const actions: string[] = [];
  bench.onRequest = (_request, action) => void actions.push(action);
  await bench.run("--yes", "--attached");
  const changes = (call: number) => /^(Attach|Detach)/.test(actions[call - 1] ?? "");
  const all = actions.map((_action, index) => index + 1);
  return vendor.vendor === "alicloud-ecs" && origin === undefined
    ? all
    : all.filter((call) => changes(call) || changes(call - 1));
}

/** A trial with Ctrl-C, once or twice, at the call of this number. The first calls are the checks, which nobody interrupts. */
function interruptedAt(vendor: VendorCase, call: number, times: 1 | 2): TrialBench {
  const bench = benchOf(vendor);
  let count = 0;
  bench.onRequest = () => {
    count += 1;
    if (count === call) for (let pressed = 0; pressed < times; pressed += 1) bench.interrupt();
  };
  return bench;
}

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  const { eni, b } = vendor.ids;

  test.each([
    ["a detached ENI", undefined],
    ["an attached ENI", b],
  ])("Ctrl-C at each call: %s is put back", async (_what, origin) => {
    for (const call of await cutsOf(vendor, origin)) {
      const bench = interruptedAt(vendor, call, 1);
      if (origin !== undefined) bench.world.placeEni(eni, origin);
      const { exitCode, out } = await bench.run("--yes", "--attached");
      const begun = out.includes("Journal: ");
      expect({ call, place: bench.place, journal: existsSync(bench.journal) }).toEqual({
        call,
        place: origin ?? "free",
        journal: false,
      });
      expect(begun).toBe(true);
      expect([0, 130]).toContain(exitCode);
      expect(lastLine(out)).toContain("The ENI is as before the trial: ");
    }
  });

  test("Ctrl-C twice at each call: the last line says how, and --resume does it", async () => {
    let resumed = 0;
    for (const call of await cutsOf(vendor)) {
      const bench = interruptedAt(vendor, call, 2);
      const { out } = await bench.run("--yes");
      const left = existsSync(bench.journal);
      if (left) {
        resumed += 1;
        expect(lastLine(out)).toMatch(/^Now: .*\. To free it: eni-attachment trial --resume$/);
        expect(lastLine(out)).toContain(eni);
        const again = await bench.run("--yes");
        expect([again.exitCode, again.error.split("\n")[0]]).toEqual([
          2,
          expect.stringContaining("put it back with --resume"),
        ]);
        bench.onRequest = () => undefined;
        const back = await bench.plain("--resume");
        expect({ call, exitCode: back.exitCode, out: lastLine(back.out) }).toMatchObject({ call, exitCode: 0 });
      }
      // A call that was on its way when the process ended may still have its effect: time passes.
      await bench.cloud.clock.advance(60_000);
      expect({ call, place: bench.place, journal: existsSync(bench.journal) }).toEqual({
        call,
        place: "free",
        journal: false,
      });
    }
    expect(resumed).toBeGreaterThan(4);
  });

  test("a step that fails is undone", async () => {
    const bench = benchOf(vendor);
    bench.world.patchEni(eni, { behaviours: { attachFallsBack: 1 } });
    const { exitCode, out } = await bench.run("--yes");
    expect([exitCode, bench.place, existsSync(bench.journal)]).toEqual([1, "free", false]);
    expect(out).toContain('Failed in the step "attach to A": ');
    expect(out).not.toContain("Durations:");
    expect(lastLine(out)).toContain("The ENI is as before the trial: ");
  });
});

describe("the journal", () => {
  const vendor = caseOf("alicloud-ecs");

  test("is only for its user, holds no secret, and is announced", async () => {
    const bench = benchOf(vendor);
    let text = "";
    bench.onRequest = (_request, action) => {
      if (!action.startsWith("Attach")) return;
      text = readFileSync(bench.journal, "utf8");
      expect(statSync(bench.journal).mode & 0o777).toBe(0o600);
    };
    const { out } = await bench.run("--yes");
    expect(JSON.parse(text)).toMatchObject({ vendor: "alicloud-ecs", eni: "eni-one", target: "i-b", isOpen: true });
    for (const secret of Object.values(vendor.environment)) expect(text).not.toContain(secret);
    expect(out).toContain(`Journal: ${bench.journal}\n`);
  });

  test("--resume without one says so", async () => {
    const bench = benchOf(vendor);
    const { exitCode, out } = await bench.plain("--resume");
    expect([exitCode, out]).toEqual([0, `There is nothing to put back: ${bench.journal} does not exist.\n`]);
  });

  test("an endpoint that is gone in the middle: --resume puts back once it answers", async () => {
    const bench = benchOf(vendor);
    let isDown = false;
    bench.onRequest = (_request, action) => {
      if (isDown) throw new TransportFailure("ECONNREFUSED: nobody listens", true);
      isDown = action.startsWith("Detach");
    };
    const first = await bench.run("--yes");
    expect([first.exitCode, existsSync(bench.journal)]).toEqual([1, true]);
    expect(lastLine(first.out)).toContain("To free it: eni-attachment trial --resume");
    expect((await bench.plain("--resume")).exitCode).toBe(1);
    isDown = false;
    bench.onRequest = () => undefined;
    const back = await bench.plain("--resume");
    expect([back.exitCode, bench.place, existsSync(bench.journal)]).toEqual([0, "free", false]);
  });

  test("an ENI that somebody else has taken is left alone, and the last line says where it is", async () => {
    const { instances } = vendor.world();
    const bench = benchOf(vendor, { world: { instances: [...(instances as object[]), { id: "i-c" }] } });
    let isTaken = false;
    bench.onRequest = (_request, action) => {
      if (isTaken || !action.startsWith("Detach")) return;
      isTaken = true;
      bench.world.freeEni("eni-one");
      bench.world.placeEni("eni-one", "i-c");
    };
    const { exitCode, out } = await bench.run("--yes");
    expect([exitCode, bench.place, existsSync(bench.journal)]).toEqual([1, "i-c", false]);
    expect(lastLine(out)).toMatch(/^Now: eni-one is attached to i-c .*left alone/);
  });

  test("an ENI that is gone: the journal stays, and the last line says what to do with it", async () => {
    const bench = benchOf(vendor);
    bench.onRequest = (_request, action) => {
      if (action.startsWith("Detach")) bench.world.deleteEni("eni-one");
    };
    const { exitCode, out } = await bench.run("--yes");
    expect([exitCode, existsSync(bench.journal)]).toEqual([1, true]);
    expect(lastLine(out)).toMatch(
      /^Now: eni-one was not found .* If it was deleted, delete .*trial\.json; if not, .* --resume$/,
    );
  });

  test("where it cannot be written, nothing begins", async () => {
    const bench = benchOf(vendor);
    writeFileSync(path.join(bench.folder, "eni-attachment"), "");
    const { exitCode, error } = await bench.run("--yes");
    expect([exitCode, bench.cloud.changes()]).toEqual([1, []]);
    expect(error).toMatch(/^eni-attachment trial: .*trial\.json cannot be (written|read): \w+\n$/);
  });
});
