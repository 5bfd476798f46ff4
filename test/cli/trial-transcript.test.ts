// The transcript of a trial: written for its user alone, shown, without the values that were left out, and replayed: a trial against
// a local cloud that answers from it comes to the same end with the same differences.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { transcriptSchema } from "../../provider/cli/trial/transcript.ts";
import { caseOf, vendorCases } from "../contract/vendor-cases.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import type { TrialBench } from "./trial-bench.ts";
import { benchesOfEachTest } from "./trial-bench.ts";

const benchOf = benchesOfEachTest();

const read = (file: string) => transcriptSchema.parse(JSON.parse(readFileSync(file, "utf8")));

/** Records a trial. */
async function record(bench: TrialBench) {
  const file = path.join(bench.folder, "transcript.json");
  const { exitCode, out } = await bench.run("--yes", "--record", file);
  return { file, exitCode, out };
}

/** Records a trial of a cloud that answers from the transcript. */
const replay = (vendor: VendorCase, file: string) =>
  record(benchOf(vendor, { transcript: JSON.parse(readFileSync(file, "utf8")) as unknown }));

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (name, vendor) => {
  test("holds none of the ids, addresses and keys, and is replayed", async () => {
    const bench = benchOf(vendor);
    const { file, exitCode, out } = await record(bench);
    expect([exitCode, statSync(file).mode & 0o777]).toEqual([0, 0o600]);
    expect(out).toContain(`Transcript: ${file}; look at it with eni-attachment trial --show ${file}`);
    const text = readFileSync(file, "utf8");
    const { enis, instances } = bench.world.snapshot();
    const values = [
      ...enis.flatMap(({ id, mac, primaryIp, vpc }) => [id, mac, primaryIp, vpc]),
      ...instances.map(({ id }) => id),
    ];
    for (const value of [...values, ...Object.values(vendor.environment)])
      expect(text.toLowerCase()).not.toContain(value.toLowerCase());

    const transcript = read(file);
    expect(transcript).toMatchObject({ vendor: name, outcome: "agrees", differences: [] });
    expect(transcript.exchanges.filter(({ action }) => /^(Attach|Detach)/.test(action))).toHaveLength(4);

    const again = await replay(vendor, file);
    expect([again.exitCode, again.out.match(/^Differences.*$/m)?.[0]]).toEqual([0, expect.stringContaining("none")]);
    const replayed = read(again.file);
    expect(replayed.exchanges.map(({ step, action }) => [step, action])).toEqual(
      transcript.exchanges.map(({ step, action }) => [step, action]),
    );
  });

  test("one with differences is replayed with them", async () => {
    const bench = benchOf(vendor, {
      world: { switches: { instanceIdAppears: "whenInUse", detachedInstanceId: "absent" } },
    });
    bench.cloud.cloud.faults.add({ kind: "html502", times: 1, match: { action: "DetachNetworkInterface" } });
    bench.cloud.cloud.faults.add({ kind: "throttle", times: 1, match: { action: "AttachNetworkInterface" } });
    const first = await record(bench);
    const { outcome, differences } = read(first.file);
    expect([first.exitCode, outcome]).toEqual([3, "differs"]);
    expect(differences).toEqual(expect.arrayContaining(["foreign", "rate"]));
    const again = await replay(vendor, first.file);
    expect([again.exitCode, read(again.file).differences]).toEqual([3, differences]);
  });

  test("of a trial that failed, too", async () => {
    const bench = benchOf(vendor);
    bench.cloud.cloud.faults.add({ kind: "error", code: vendor.codes.refused, times: 1, skip: 1, match: { action: "AttachNetworkInterface" } }); // prettier-ignore
    const first = await record(bench);
    expect([first.exitCode, read(first.file).outcome]).toEqual([1, "failed"]);
    const again = await replay(vendor, first.file);
    expect([again.exitCode, read(again.file).outcome]).toEqual([1, "failed"]);
    expect(again.out).toContain('Failed in the step "move to B"');
  });
});

describe("--show and --record", () => {
  const vendor = caseOf("alicloud-ecs");

  test("show prints all that is in the file", async () => {
    const bench = benchOf(vendor);
    const { file } = await record(bench);
    const { exitCode, out } = await bench.plain("--show", file);
    expect(exitCode).toBe(0);
    expect(out).toContain("Transcript of a trial: alicloud-ecs, cn-hangzhou; agrees\nKinds of differences: none\n");
    expect(out).toContain('attach to A: AttachNetworkInterface {"InstanceId":"<instance#1>",');
    expect(out).toContain('"Status": "Attaching"');
    for (const placeholder of readFileSync(file, "utf8").match(/<\w+#\d+>/g) ?? []) expect(out).toContain(placeholder);
  });

  test.each([
    ["that does not exist", undefined, "does not exist"],
    ["that is no JSON", "<html>", "is not a transcript of a trial"],
    ["that is a journal", '{"version":1}', "is not a transcript of a trial"],
  ])("a file %s", async (_what, text, says) => {
    const bench = benchOf(vendor);
    const file = path.join(bench.folder, "other.json");
    if (text !== undefined) writeFileSync(file, text);
    const { exitCode, out, error } = await bench.plain("--show", file);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(error.split("\n")[0]).toBe(`eni-attachment trial: ${file} ${says}`);
  });

  test("a file that exists is not overwritten", async () => {
    const bench = benchOf(vendor);
    const file = path.join(bench.folder, "mine.json");
    writeFileSync(file, "mine");
    const { exitCode, error } = await bench.run("--yes", "--record", file);
    expect([exitCode, error.split("\n")[0], readFileSync(file, "utf8")]).toEqual([
      2,
      `eni-attachment trial: --record: ${file} exists already; name a new file`,
      "mine",
    ]);
    expect(bench.cloud.calls()).toEqual([]);
  });

  test("a folder that cannot be written keeps nothing from being put back", async () => {
    const bench = benchOf(vendor);
    const blocked = path.join(bench.folder, "file");
    writeFileSync(blocked, "");
    const { exitCode, out } = await bench.run("--yes", "--record", path.join(blocked, "t.json"));
    expect([exitCode, bench.place, existsSync(bench.journal)]).toEqual([0, "free", false]);
    expect(out).toMatch(/^No transcript: .* cannot be written: /m);
  });

  test("Ctrl-C still writes it", async () => {
    const bench = benchOf(vendor);
    bench.onRequest = (_request, action) => {
      if (action.startsWith("Detach")) bench.interrupt();
    };
    const { file, exitCode } = await record(bench);
    expect([exitCode, read(file).outcome]).toEqual([130, "interrupted"]);
  });
});
