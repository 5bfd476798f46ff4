// Cases of a review that a preview of the real engine shows seldom, and input of versions that are not there yet.
import { describe, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import { attached, create, move, previewOf, remove, said, step, type, urnOf } from "./previews.ts";
import { linesOf, only, reviewOf, warningsOf } from "./rows.ts";

const codes = async (text: string) => (await warningsOf(text)).map(([code]) => code);

describe("kinds", () => {
  test.each([
    ["attached elsewhere, wanted where it was", { instanceId: "i-c" }, {}, {}, "reattach"],
    ["attached elsewhere, wanted somewhere new", { instanceId: "i-c" }, {}, { instanceId: "i-b" }, "move"],
    ["detached, wanted somewhere new", { state: "detached" }, {}, { instanceId: "i-b" }, "move"],
    ["detached", { state: "detached" }, {}, {}, "reattach"],
    ["detached by a run that failed", { state: "detached", attachedTo: "" }, { initErrors: ["x"] }, {}, "resume"],
    [
      "the same, and wanted somewhere new",
      { state: "detached", attachedTo: "" },
      { initErrors: ["x"] },
      { instanceId: "i-b" },
      "resume",
    ],
    ["as wanted, by a run that failed", {}, { initErrors: ["x"] }, {}, "resume"],
    ["rolled back by a run that failed", {}, { initErrors: ["x"] }, { instanceId: "i-b" }, "move"],
    [
      "the other API of one cloud",
      { vendor: "tencentcloud-vpc-v2", vpcId: "vpc-1" },
      {},
      { vendor: "tencentcloud-vpc" },
      "state-only",
    ],
  ])("%s", async (_what, olds, before, news, kind) => {
    const changed = Object.keys(news);
    const text = previewOf([
      step("update", {
        olds: attached(olds),
        before,
        news: attachment(news),
        more: { diffReasons: [...changed, ...("vpcId" in olds ? ["vpcId"] : [])] },
      }),
    ]);
    expect((await only(text)).kind).toBe(kind);
  });

  test("a detached ENI has no downtime left to lose", async () => {
    const text = previewOf([
      step("update", { olds: attached({ state: "detached" }), news: attachment({ instanceId: "i-b" }) }),
    ]);
    expect(await only(text)).toMatchObject({ downtime: "none", what: "attached: it is detached now" });
  });

  test("of a new attachment only a look at the cloud says that it is not there already", async () => {
    const plan = [said("plan: attach to i-a")];
    expect((await only(previewOf([create({})], plan))).kind).toBe("attach");
    expect((await only(previewOf([create({ preflight: false })], plan))).kind).toBe("adopt-or-attach");
    expect((await only(previewOf([create({})], plan, { config: { "eni:preflight": "false" } }))).kind).toBe(
      "adopt-or-attach",
    );
    expect((await only(previewOf([create({})]))).kind).toBe("adopt-or-attach");
  });

  test("an ENI that a refresh did not find, and that the program still wants: there is nothing that it comes from", async () => {
    const text = previewOf([remove(), create({})], [said("gone: eni-one was not found"), said("plan: attach to i-a")]);
    expect(await only(text)).toMatchObject({ kind: "attach", from: { is: "absent" }, to: { value: "i-a" } });
  });

  test("an older one of the same name that is still to be deleted is not what the change comes from", async () => {
    const older = step("delete-replaced", {
      olds: attached({ networkInterfaceId: "eni-old", instanceId: "i-old", attachedTo: "i-old" }),
    });
    for (const steps of [
      [older, move()],
      [move(), older],
    ]) {
      expect(linesOf(await reviewOf(previewOf(steps)))).toEqual(["move web: i-a -> i-b, while it moves"]);
    }
  });

  test("protection alone", async () => {
    const text = (before: object, after: object) =>
      previewOf([step("same", { olds: attached(), before: { ...before }, news: attachment(), after: { ...after } })]);
    expect(await only(text({}, { protect: true }))).toMatchObject({
      kind: "state-only",
      what: "no call: protected from now on",
    });
    expect((await reviewOf(text({}, {}))).rows).toEqual([]);
  });
});

describe("detach", () => {
  test("what this resource had not attached is not detached", async () => {
    const text = previewOf([remove({ olds: attached({ state: "detached", attachedTo: "" }) })]);
    expect(await only(text)).toMatchObject({ kind: "state-only", what: "no call: this resource had not attached it" });
  });

  test("together with the instance that it is deleted with", async () => {
    const server = { op: "delete", urn: urnOf("server", "test:index:Instance"), oldState: { id: "i-a" } };
    const tied = remove({ before: { deletedWith: server.urn, dependencies: [server.urn] } });
    expect(await only(previewOf([tied, server]))).toMatchObject({
      kind: "detach",
      what: "no call: it goes with server (deletedWith)",
      risk: "releasing the instance may delete the ENI",
    });
    // The instance stays.
    expect((await only(previewOf([tied]))).what).toBe("detached");
  });

  test("an order that hangs on something in between, on the parent, or on nothing", async () => {
    const server = { op: "delete", urn: urnOf("server", "test:index:Instance"), oldState: { id: "i-a" } };
    const eni = {
      op: "delete",
      urn: urnOf("eni", "test:index:Eni"),
      oldState: { id: "eni-x", dependencies: [server.urn] },
    };
    expect(await codes(previewOf([remove(), server]))).toEqual(["ORDER"]);
    expect(await codes(previewOf([remove({ before: { dependencies: [eni.urn] } }), eni, server]))).toEqual([]);
    expect(
      await codes(previewOf([remove({ before: { propertyDependencies: { instanceId: [server.urn] } } }), server])),
    ).toEqual([]);
    expect(await codes(previewOf([remove({ before: { parent: server.urn } }), server]))).toEqual([]);
    // The ENI itself goes.
    expect(await codes(previewOf([remove(), { ...eni, oldState: { id: "eni-one" } }]))).toEqual(["ORDER"]);
  });

  test("a secret instance is not told by where the ENI was last", async () => {
    const text = previewOf([
      remove({ olds: attached({ instanceId: "[secret]", state: "detached", attachedTo: "i-hidden" }) }),
    ]);
    expect(JSON.stringify(await only(text))).not.toContain("i-hidden");
  });
});

test("one ENI in two resources, by two APIs of one cloud", async () => {
  const tencent = { vendor: "tencentcloud-vpc", region: "ap-guangzhou" };
  const steps = [create(tencent, "one"), create({ ...tencent, vendor: "tencentcloud-vpc-v2" }, "two")];
  const { warnings } = await reviewOf(previewOf(steps));
  expect(warnings).toEqual([expect.objectContaining({ code: "SHARED", attachments: ["one", "two"] })]);
});

test("a protected attachment that is replaced", async () => {
  const replace = step("replace", {
    olds: attached(),
    before: { protect: true },
    news: attachment({ networkInterfaceId: "eni-two" }),
  });
  expect(await codes(previewOf([replace]))).toEqual(["PROTECTED"]);
});

test("a replacement that is forced has no line, and the vendor's rule tells what follows", async () => {
  const tencent = { vendor: "tencentcloud-vpc", region: "ap-guangzhou" };
  const text = previewOf([
    step("replace", { olds: attached({ ...tencent, publicIpAddresses: ["203.0.113.7"] }), news: attachment(tencent) }),
  ]);
  expect(await only(text)).toMatchObject({
    kind: "replace",
    downtime: "while it moves",
    billing: "1 EIP (203.0.113.7) becomes unassociated and billed",
  });
});

test("what a refresh says twice is told once", async () => {
  const drift = said("drift: eni-one is detached");
  const text = previewOf(
    [step("update", { olds: attached({ state: "detached" }), news: attachment() })],
    [drift, drift],
  );
  expect((await only(text)).drift).toEqual(["eni-one is detached"]);
});

describe("secret instances", () => {
  test("who loses the ENI is not told where instances are secrets", async () => {
    const plan = said(
      "plan: detach from i-c, then attach to i-hidden; it is taken from i-c, which this resource did not attach it to",
    );
    for (const secretly of [
      move({ olds: attached({ instanceId: "[secret]" }), news: attachment({ instanceId: "[secret]" }) }),
      create({ instanceId: "[secret]" }),
    ]) {
      const row = await only(previewOf([secretly], [plan]));
      expect(row.what).toBe("taken from another instance, then attached");
      expect(JSON.stringify(row)).not.toMatch(/i-c|i-hidden/);
    }
  });

  const secret = { instanceId: "[secret]" };
  const update = (reasons: readonly string[]) =>
    only(
      previewOf([
        step("update", {
          olds: attached(secret),
          news: attachment({ ...secret, timeouts: { attach: "5m" } }),
          more: { diffReasons: reasons },
        }),
      ]),
    );

  test("whether it changed is what the engine says", async () => {
    expect(await update(["timeouts"])).toMatchObject({ kind: "state-only", what: "no call: timeouts" });
    expect(await update(["timeouts", "instanceId"])).toMatchObject({ kind: "move", from: { is: "secret" } });
    // A drift has no reasons.
    expect(await update([])).toMatchObject({ kind: "reattach" });
  });
});

/** The provider's words and what `review` reads out of them are written in two rooms. */
describe("what is not known here", () => {
  test("operations, fields and shapes are passed over; what could not be read is said", async () => {
    const odd = { op: 5, urn: "x" };
    const text = previewOf(
      [
        step("teleport", { olds: attached(), news: attachment({ networkInterfaceId: "eni-two" }) }),
        odd,
        move({ name: "two", more: { diffReasons: null, new: { field: [] } } }),
      ],
      [{ message: 7 }, said("sing: la")],
      { later: {} },
    );
    const review = await reviewOf(text);
    expect(linesOf(review)).toEqual(["move two: i-a -> i-b, while it moves"]);
    expect(await warningsOf(text)).toEqual([
      ["NOT_UNDERSTOOD", "steps of the preview that could not be read: 1"],
      ["NOT_UNDERSTOOD", "web: the operation teleport is not known here"],
    ]);
  });

  test.each([
    ["no outputs", step("update", { olds: {}, news: attachment() })],
    ["inputs that are no object", step("create", { news: {}, after: { inputs: 7 } })],
    [
      "a vendor that is not known",
      step("update", { olds: attached({ vendor: "moon" }), news: attachment({ vendor: "moon", instanceId: "i-b" }) }),
    ],
    ["an update without states", { op: "update", urn: urnOf("web") }],
    ["a state that is a text", { op: "delete", urn: urnOf("web"), oldState: "gone" }],
    [
      "a URN without a name",
      { op: "delete", urn: `urn:pulumi:prod::shop::${type}`, oldState: { outputs: attached() } },
    ],
  ])("%s does not throw", async (_what, odd) => {
    await expect(reviewOf(previewOf([odd as Record<string, unknown>]))).resolves.toBeDefined();
  });

  test("attachments inside of components, with a name of many parts", async () => {
    const name = "a::b::c";
    const urn = `urn:pulumi:prod::shop::my:index:Pair$${type}::${name}`;
    expect((await only(previewOf([{ ...move(), urn }]))).name).toBe(name);
    expect((await reviewOf(previewOf([{ ...move(), urn: urnOf("web", "other:index:EniAttachment") }]))).rows).toEqual(
      [],
    );
  });
});
