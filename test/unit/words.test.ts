// The words for what is seen: an ENI's place, how long something took, and a preflight that says what it found.
import { describe, expect, test } from "@jest/globals";
import { durationInWords, inWords } from "../../provider/lifecycle/failure.ts";
import { preflight } from "../../provider/lifecycle/preflight.ts";
import { inLine } from "../../provider/lifecycle/refusal.ts";
import type { AttachmentArguments, EniPhase } from "../../provider/vendors/vendor.ts";
import { Bench, smallWorld } from "./bench.ts";
import { ecsError, makeEni, reset } from "./fakes.ts";

test.each<[EniPhase, string | undefined, string, string]>([
  ["detached", undefined, "Available", "is detached (Available)"],
  ["attached", "i-a", "InUse", "is attached to i-a (InUse)"],
  ["attached", undefined, "InUse", "is attached to an instance that the vendor does not name (InUse)"],
  ["attaching", "i-a", "Attaching", "is attaching to i-a (Attaching)"],
  ["detaching", "i-a", "Detaching", "is detaching from i-a (Detaching)"],
  ["deleting", undefined, "Deleting", "is being deleted (Deleting)"],
  ["pending", undefined, "Creating", "is being created (Creating)"],
  ["unknown", undefined, "Rebalancing", 'is in a state that is not known here ("Rebalancing")'],
  ["detached", undefined, "", "is detached (no state given)"],
])("%s on %s, %j: %s", (phase, instanceId, vendorState, words) => {
  expect(inWords(makeEni({ phase, instanceId, vendorState }))).toBe(words);
});

test.each([
  [0, "0 s"],
  [40, "0 s"],
  [1_234, "1.2 s"],
  [60_000, "60 s"],
  [9_949, "9.9 s"],
  [9_950, "10 s"],
  [66_200, "66 s"],
  [119_499, "119 s"],
  [119_500, "2 min"],
  [120_000, "2 min"],
  [605_000, "10.1 min"],
  [3_600_000, "60 min"],
])("%i ms are %s", (ms, words) => expect(durationInWords(ms)).toBe(words));

describe("preflight", () => {
  const seen = makeEni({ phase: "attached", instanceId: "i-a", zone: "cn-hangzhou-h" });
  const look = async (bench: Bench, to = "i-b", eni = seen) => {
    const op = await bench.operation({ to, attachedTo: "i-a" });
    const { problems, ...report } = (await bench.run(preflight(op, eni, to))).result;
    return { ...report, problems: problems.map(inLine) };
  };
  const fine = { problems: [], skipped: [], transitional: false, onlyFull: false };

  test("nothing to say of a target that can take it", async () => {
    expect(await look(new Bench())).toMatchObject(fine);
  });

  /** i-b has its primary ENI, and room for so many in all. */
  const holding = (maxEnis: number) =>
    new Bench(
      smallWorld(
        {},
        {
          instances: [{ id: "i-a" }, { id: "i-b", maxEnis, type: "ecs.tiny" }],
          enis: [{ id: "eni-0", kind: "primary", instanceId: "i-b" }],
        },
      ),
    );

  test("the last free place of a target is free", async () => {
    expect(await look(holding(2))).toMatchObject({ ...fine, room: 1 });
  });

  test("a target that is full is named with its limit, unless the ENI is on it already", async () => {
    const world = () => holding(1);
    expect((await look(world())).problems).toEqual([expect.stringMatching(/^i-b is full: its type .* holds 1 ENI$/)]);
    expect(await look(world(), "i-b", { ...seen, instanceId: "i-b" })).toEqual(fine);
  });

  /** eni-1 is to be a member of the trunk of i-b, which has taken one and can take so many. */
  const memberOf = async (maxMembers: number) => {
    const type = { maxEnis: 2, maxMembers, type: "ecs.trunk" };
    const bench = new Bench(
      smallWorld(
        {},
        {
          instances: [{ id: "i-a" }, { id: "i-b", ...type }],
          enis: [
            { id: "eni-0", kind: "primary", instanceId: "i-b" },
            { id: "eni-t", kind: "trunk", instanceId: "i-b" },
            { id: "eni-m", kind: "member", trunkEniId: "eni-t", instanceId: "i-b" },
          ],
        },
      ),
    );
    const args: Partial<AttachmentArguments> & { trunkNetworkInstanceId: string } = { trunkNetworkInstanceId: "eni-t" };
    const op = await bench.operation({ to: "i-b", attachedTo: "i-a", args });
    return (await bench.run(preflight(op, seen, "i-b"))).result;
  };

  test("a member of a trunk needs a place among its members, not among the ENIs", async () => {
    expect(await memberOf(2)).toMatchObject({ problems: [], room: 1 });
    expect((await memberOf(1)).problems.map(inLine)).toEqual([
      "i-b is full: its type ecs.trunk holds 1 member of its trunk ENI",
    ]);
  });

  test("a network card that the target's type does not have is told before a detach", async () => {
    const problemsWith = async (networkCardIndex: number) => {
      const world = smallWorld({}, { instances: [{ id: "i-a" }, { id: "i-b", networkCards: 2, type: "ecs.two" }] });
      const bench = new Bench(world);
      const args: Partial<AttachmentArguments> & { networkCardIndex: number } = { networkCardIndex };
      const op = await bench.operation({ to: "i-b", attachedTo: "i-a", args });
      return (await bench.run(preflight(op, seen, "i-b"))).result.problems.map(inLine);
    };
    expect(await problemsWith(1)).toEqual([]);
    expect(await problemsWith(2)).toEqual([
      "`networkCardIndex` is 2, and the type of i-b, ecs.two, has 2 network cards, 0 to 1",
    ]);
  });

  test("what is not known of the ENI or the target is no problem", async () => {
    expect(await look(new Bench(), "i-b", { ...seen, zone: undefined, vpc: undefined })).toMatchObject(fine);
  });

  test("all problems are told at once", async () => {
    const { problems } = await look(new Bench(), "i-b", { ...seen, zone: "cn-hangzhou-z", vpc: "vpc-other" });
    expect(problems).toEqual([
      "eni-1 is in zone cn-hangzhou-z, i-b in cn-hangzhou-h",
      expect.stringMatching(/^eni-1 is in VPC vpc-other, i-b in vpc-/),
    ]);
  });

  test("a target that is not there is a problem, as long as the present holder is shown", async () => {
    expect((await look(new Bench(), "i-nowhere")).problems).toEqual([
      "instance i-nowhere does not exist in cn-hangzhou (or not in this account)",
    ]);
    const blind = new Bench();
    blind.cut = (action) =>
      action === "DescribeInstances"
        ? { status: 200, headers: {}, body: '{"RequestId":"R","Instances":{"Instance":[]}}' }
        : undefined;
    expect(await look(blind)).toMatchObject({
      problems: [],
      skipped: [expect.stringContaining("i-b could not be looked at")],
    });
  });

  test.each([
    ["it may not be looked at", () => ecsError("Forbidden.RAM", 403)],
    ["no answer comes", () => reset],
    ["the answer is no answer", () => ({ status: 200, headers: {}, body: '{"RequestId":"R"}' })],
  ])("when %s, that is said, and the attach has to tell", async (_why, answer) => {
    const bench = new Bench();
    bench.cut = (action) => (action === "DescribeInstances" ? answer() : undefined);
    const report = await look(bench);
    expect(report).toMatchObject({ problems: [], transitional: false });
    expect(report.skipped).toEqual([expect.stringMatching(/^i-b could not be looked at before \(/)]);
  });

  test("a limit that may not be asked for is no problem", async () => {
    const bench = new Bench();
    bench.cut = (action) => (action === "DescribeInstanceTypes" ? ecsError("Forbidden.RAM", 403) : undefined);
    expect(await look(bench)).toEqual(fine);
  });

  test("a target that is starting is told as such", async () => {
    const bench = new Bench();
    bench.world.startInstance("i-b", 60_000);
    expect(await look(bench)).toMatchObject({ ...fine, transitional: true });
  });
});
