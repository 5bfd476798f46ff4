// `review --live`: what the cloud says now takes the place of what the preview saw, and nothing but questions is sent.
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { review } from "../../provider/cli/review/review.ts";
import { attachment, credentials, key, world } from "../support/on-cloud.ts";
import { vendorCases } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import { calmRandom } from "../unit/fakes.ts";
import { projectRoot } from "../../tools/engine.ts";
import { attached, create, move, previewOf, remove, said, step } from "./previews.ts";

type Json = Record<string, unknown>;
interface Row {
  readonly kind: string;
  readonly name: string;
  readonly from: Json;
  readonly what: string;
  readonly failure: string | null;
  readonly plan: readonly string[];
  readonly billing: string;
}
interface Made {
  readonly rows: readonly Row[];
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
  readonly lookedAt?: string;
}

async function live(text: string, more: Json = {}, environment: Readonly<Record<string, string>> = credentials) {
  const inProcess = new InProcess({ world: world(more) });
  const written = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") => ({ isTTY: false, write: (part: string) => (written[name] += part) });
  const env = { HOME: "/nonexistent", ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...environment };
  const io = { stdin: Readable.from([text]), stdout: sink("stdout"), stderr: sink("stderr"), env };
  const { clock, transport } = inProcess;
  const tools = { environment: env, clock, transport, random: calmRandom() };
  const code = await clock.until(review(["--live", "--format", "json", "-"], io, tools));
  const calls = inProcess.calls().map(({ action }) => action);
  expect(calls.filter((action) => !action.startsWith("Describe"))).toEqual([]);
  expect(`${written.stdout}${written.stderr}`).not.toContain(key.accessKeySecret);
  expect({ code, stderr: written.stderr }).toEqual({ code: 0, stderr: "" });
  const made = JSON.parse(written.stdout) as Made;
  const [row] = made.rows;
  return { ...made, row, calls, codes: made.warnings.map((warning) => warning.code) };
}

const on = (instanceId: string, more: Json = {}) => ({
  enis: [{ id: "eni-one", instanceId, ...more }, { id: "eni-two" }],
});
/** A preview without credentials knows the state alone. */
const unlooked = [
  said("the cloud cannot be looked at before up: no credentials", "alicloud-ecs"),
  said("plan: attach to i-a, unless it is there already (not looked at: no credentials)"),
];

describe("a new attachment", () => {
  test("is one, or is adopted, or cannot be: as it is now", async () => {
    const text = previewOf([create({})], unlooked);
    const free = await live(text);
    expect(free.row).toMatchObject({ kind: "attach", plan: ["attach to i-a"] });
    expect(free.codes).toEqual([]);
    expect(free.lookedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    const there = await live(text, on("i-a"));
    expect(there.row).toMatchObject({
      kind: "adopt-or-attach",
      what: "adopted: it is attached there already",
      adoption: "adopts",
    });
    expect(there.codes).toEqual(["ADOPTS"]);
    const elsewhere = await live(text, on("i-b"));
    expect(elsewhere.codes).toEqual(["UP_WOULD_FAIL"]);
    expect(elsewhere.row?.failure).toContain("it is attached to i-b (InUse), and not by this resource");
  });

  test("the target is looked at too", async () => {
    const { row, codes } = await live(previewOf([create({ instanceId: "i-none" })]));
    expect(row?.failure).toBe("instance i-none does not exist in cn-hangzhou (or not in this account)");
    expect(codes).toEqual(["UP_WOULD_FAIL"]);
  });
});

describe("a move", () => {
  test("of what has gone elsewhere since the last run", async () => {
    const { row, codes, warnings } = await live(previewOf([move()]), {
      ...on("i-c"),
      instances: [{ id: "i-a" }, { id: "i-b" }, { id: "i-c" }],
    });
    expect(codes).toEqual(["UP_WOULD_FAIL", "STRAYED"]);
    expect(row?.what).toBe("nothing: up will fail");
    expect(warnings.at(-1)?.text).toBe("web: the state has eni-one attached to i-a, and it is attached to i-c now");
  });

  test("a line of the preview is not believed beside what is seen", async () => {
    const stale = [said("plan: detach from i-a, then attach to i-b; as things are, up will fail: i-b is full")];
    const { row, codes } = await live(previewOf([move()], stale), on("i-a"));
    expect(row).toMatchObject({ kind: "move", failure: null, plan: ["detach from i-a, then attach to i-b"] });
    expect(codes).toEqual([]);
  });

  test("to an instance that is not known yet, or is a secret", async () => {
    const unknown = step("update", {
      olds: attached(),
      news: attachment({ instanceId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
      more: { diffReasons: ["instanceId"] },
    });
    expect((await live(previewOf([unknown]), on("i-a"))).row?.plan).toEqual([
      "detach from i-a, then attach to an instance that is not known yet",
    ]);
    const secret = move({ news: attachment({ instanceId: "[secret]" }) });
    const { row } = await live(previewOf([secret]), on("i-a"));
    expect(row?.plan).toEqual([]);
  });
});

describe("a detach, of which a preview tells nothing", () => {
  const text = previewOf([remove()]);

  test("from where it is, with what follows from it", async () => {
    const { row } = await live(text, on("i-a", { publicIps: ["203.0.113.7"] }));
    expect(row).toMatchObject({ kind: "detach", what: "detached", plan: ["detach from i-a"] });
  });

  test("of what was adopted, while it is there", async () => {
    const adopted = previewOf([remove({ olds: attached({ adopted: true }) })]);
    expect((await live(adopted, on("i-a"))).codes).toEqual(["DETACHES_ADOPTED"]);
    expect((await live(adopted, on("i-b"))).codes).toEqual([]);
  });

  test("is left alone elsewhere, and nothing when it is off already or not there", async () => {
    const other = await live(text, on("i-b"));
    expect(other.row).toMatchObject({ from: { value: "i-b" }, what: expect.stringContaining("left alone") });
    const off = await live(text);
    expect(off.row?.what).toContain("nothing to detach");
    const gone = await live(text, { enis: [{ id: "eni-two" }] });
    expect(gone.row).toMatchObject({ kind: "state-only", what: "no call: it was not found, and leaves the state" });
  });
});

describe("a replacement", () => {
  test("has the detach of the old one", async () => {
    const swap = step("replace", {
      olds: attached(),
      news: attachment({ networkInterfaceId: "eni-two" }),
      more: { replaceReasons: ["networkInterfaceId"] },
    });
    const { row } = await live(previewOf([swap]), on("i-a"));
    expect(row?.plan).toEqual(["replace: detach from i-a; then attach alicloud-ecs/cn-hangzhou/eni-two to i-a"]);
  });
});

describe("a replacement of the same ENI", () => {
  const swap = (instanceId: string, reasons: Json) =>
    previewOf([step("replace", { olds: attached(), news: attachment({ instanceId }), more: reasons })]);
  const onChanges = { diffReasons: ["instanceId"], replaceReasons: ["instanceId"] };
  const forced = { replaceReasons: ["id"] };

  test.each([
    ["replaceOnChanges", onChanges],
    ["forced", forced],
  ])("%s: its target is looked at", async (_what, reasons) => {
    const { row, codes } = await live(swap("i-none", reasons), on("i-a"));
    expect(row?.failure).toBe("instance i-none does not exist in cn-hangzhou (or not in this account)");
    expect(codes).toEqual(["UP_WOULD_FAIL"]);
    const fine = await live(swap("i-b", reasons), on("i-a"));
    expect(fine.row).toMatchObject({ failure: null, plan: ["detach from i-a, then attach to i-b"] });
    const elsewhere = await live(swap("i-b", reasons), {
      ...on("i-c"),
      instances: ["i-a", "i-b", "i-c"].map((id) => ({ id })),
    });
    expect(elsewhere.row).toMatchObject({ what: "nothing: up will fail" });
  });

  test("on the same instance it is detached and attached again, not called attached already", async () => {
    const { row } = await live(swap("i-a", forced), on("i-a"));
    expect(row).toMatchObject({ kind: "replace", failure: null, plan: ["detach from i-a, then attach to i-a"] });
  });
});

test("a stopped Zenlayer instance lets nothing go", async () => {
  const zenlayer = vendorCases.find(({ vendor }) => vendor === "zenlayer-zec");
  const { instances, enis, ...rest } = zenlayer?.world() as Record<"instances" | "enis", { id: string }[]>;
  const [instance, eni] = [instances[0] ?? { id: "" }, enis[0] ?? { id: "" }];
  const more = {
    ...rest,
    instances: [{ ...instance, status: "stopped" }],
    enis: [{ ...eni, instanceId: instance.id }],
  };
  const there = { vendor: "zenlayer-zec", networkInterfaceId: eni.id, instanceId: instance.id };
  const olds = attached({ ...there, region: undefined, attachedTo: instance.id });
  const { row, codes } = await live(previewOf([remove({ olds })]), more, zenlayer?.environment);
  expect(codes).toContain("UP_WOULD_FAIL");
  expect(row?.failure).toContain(`${instance.id} is STOPPED`);
});

test("without credentials it says so, and the preview's word stays", async () => {
  const { row, codes, calls, lookedAt } = await live(
    previewOf([move()], [said("plan: detach from i-a, then attach to i-b")]),
    on("i-a"),
    {},
  );
  expect(calls).toEqual([]);
  expect(row?.plan).toEqual(["detach from i-a, then attach to i-b"]);
  expect(codes).toEqual(["NOT_LOOKED_AT"]);
  expect(lookedAt).toBeUndefined();
});

test("what nothing is called for is not asked for", async () => {
  const later = step("update", {
    olds: attached(),
    news: attachment({ timeouts: { attach: "5m" } }),
    more: { diffReasons: ["timeouts"] },
  });
  const { row, calls } = await live(previewOf([later]), on("i-b"));
  expect(row?.kind).toBe("state-only");
  expect(calls).toEqual([]);
});

test("the page says what it does", async () => {
  const page = await readFile(`${projectRoot}/docs/review.md`, "utf8");
  for (const word of ["--live", "STRAYED", "lookedAt"]) expect(page).toContain(word);
});
