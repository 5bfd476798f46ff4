// The review of previews that the real engine made (test/e2e/review.test.ts makes them anew).
import { describe, expect, test } from "@jest/globals";
import type { Review } from "../../provider/cli/review/report.ts";
import { kinds } from "../../provider/cli/review/row.ts";
import { render } from "../../provider/cli/review/phrase.ts";
import type { Phrase } from "../../provider/cli/review/phrase.ts";
import { expected, linesOf, reviewOf } from "./rows.ts";
import { readSample, sampleNames } from "./samples.ts";

const plain = (phrase: Phrase): string => render(phrase, (text) => text);
const rowOf = ({ rows }: Review, name: string) => {
  const row = rows.find((one) => one.name === name);
  if (!row) throw new Error(`no row of ${name}`);
  return { ...row, what: plain(row.what), billing: plain(row.billing), risk: plain(row.risk) };
};
const warnings = ({ warnings: all }: Review, code: string) =>
  all.filter((warning) => warning.code === code).map(({ text }) => plain(text));

test("every kind is among the samples, in the order of the rows", async () => {
  const { rows } = await reviewOf(readSample("digest"));
  expect([...new Set(rows.map(({ kind }) => kind))]).toEqual(kinds);
});

test.each(sampleNames.filter((name) => Object.hasOwn(expected, name)))(
  "%s: the rows are those of the whole preview",
  async (name) => {
    const lines = linesOf(await reviewOf(readSample(name)));
    expect(lines.length).toBeGreaterThan(0);
    expect(expected[name]).toEqual(expect.arrayContaining(lines));
  },
);

describe("what a row says", () => {
  const sample = reviewOf(readSample("digest"));

  test("a move: from the old outputs to the new inputs, with the provider's line", async () => {
    expect(rowOf(await sample, "vpc-moved")).toMatchObject({
      vendor: { is: "known", value: "tencentcloud-vpc" },
      eni: { is: "known", value: "eni-vpc10003" },
      was: {},
      what: "detached, then attached",
      billing: "EIPs of the ENI, if it has any, become unassociated and are billed",
      risk: "",
      plan: [expect.stringMatching(/^detach from ins-aaaaaaaa, then attach to ins-bbbbbbbb; EIPs/)],
    });
  });

  test("a placement argument: the same instance, with the reason", async () => {
    expect(rowOf(await sample, "ali-card").what).toBe("detached, and attached there again because of networkCardIndex");
  });

  test("a replacement is one row, with both ENIs or regions and the engine's reason", async () => {
    expect(rowOf(await sample, "ali-swapped")).toMatchObject({
      was: { eni: { value: "eni-ali10013" } },
      eni: { value: "eni-ali10014" },
      what: "replaced because of networkInterfaceId: detached first, then attached",
    });
    expect(rowOf(await sample, "ali-region")).toMatchObject({
      was: { region: { value: "cn-hangzhou" } },
      region: { value: "cn-beijing" },
    });
  });

  test("an instance that is replaced delete-first takes its attachment along, with and without its three steps", async () => {
    const row = {
      kind: "replace",
      what: "replaced because of instanceId: detached first, then attached",
      to: { is: "unknown" },
      risk: "it stays detached until the new instance is there",
    };
    expect(rowOf(await sample, "ali-leads")).toMatchObject(row);
    expect(rowOf(await reviewOf(readSample("steps")), "ali-leads")).toMatchObject(row);
  });

  test("vendors that have conditions of their own, also for a detach, of which no line is printed", async () => {
    expect(rowOf(await sample, "zec-removed").risk).toBe("zec-aaaaaaaa has to be RUNNING for the detach");
    expect(rowOf(await sample, "vpc-removed").billing).toMatch(/billed/);
    expect(rowOf(await sample, "ali-removed")).toMatchObject({ billing: "", risk: "", plan: [] });
  });

  test("what stays attached", async () => {
    expect(rowOf(await sample, "ali-kept").what).toBe("no call: leaves the state and stays attached (retainOnDelete)");
    expect(rowOf(await sample, "ali-renamed").what).toMatch(/^no call: ali-renamed-too has this ENI now/);
    expect(rowOf(await sample, "ali-lost").what).toMatch(
      /^left alone: it is on i-cccccccc, .* attached it to i-aaaaaaaa$/,
    );
    expect(rowOf(await sample, "ali-guarded").what).toBe("no call: no longer protected");
    expect(rowOf(await sample, "ali-waits").what).toBe("no call: timeouts");
  });

  test("who loses the ENI to a take-over", async () => {
    for (const name of ["ali-taken", "ali-retaken"]) {
      expect(rowOf(await sample, name)).toMatchObject({
        what: "taken from i-cccccccc, then attached",
        risk: "i-cccccccc loses it, and this resource had not attached it there",
      });
    }
  });

  test("whose attachment is given up: not that of a resource that was renamed", async () => {
    expect(rowOf(await sample, "ali-there")).toMatchObject({
      adoption: "adopts",
      risk: expect.stringMatching(/^somebody else attached it .* destroy of this stack will detach it$/),
    });
    expect(rowOf(await sample, "ali-renamed-too").risk).toBe("");
    expect(warnings(await sample, "ADOPTS")).toEqual([expect.stringMatching(/: ali-there$/)]);
    expect(rowOf(await sample, "ali-adopted")).toMatchObject({ adoption: "detaches", what: "detached" });
    expect(warnings(await sample, "DETACHES_ADOPTED")).toEqual([expect.stringMatching(/: ali-adopted$/)]);
  });

  test("what up will fail with", async () => {
    expect(rowOf(await sample, "ali-elsewhere").what).toBe("nothing: up will fail");
    expect(rowOf(await sample, "ali-hopeless").what).toBe("detached, then attached; as things are, up will fail");
    expect(rowOf(await sample, "ali-doomed")).toMatchObject({
      what: "replaced because of networkInterfaceId: detached first, then attached; as things are, up will fail",
      risk: "up will fail",
    });
    expect(warnings(await sample, "UP_WOULD_FAIL")).toEqual([
      expect.stringMatching(
        /^ali-doomed: up will fail: eni-nowhere0 was not found in .*\. rides, replaced with it, may be deleted before that$/,
      ),
      "ali-hopeless: up will fail: instance i-xxxxxxxx does not exist in cn-hangzhou (or not in this account)",
      expect.stringMatching(/^zec-moved: up will fail: zec-bbbbbbbb is STOPPED: start the instance/),
      expect.stringMatching(
        /^ali-elsewhere: up will fail: it is attached to i-cccccccc \(InUse\), and not by this resource/,
      ),
    ]);
  });

  test("without a look at the cloud, the vendor's rules and the state say what follows", async () => {
    const unlooked = await reviewOf(readSample("unlooked"));
    expect(rowOf(unlooked, "vpc-moved")).toMatchObject({
      billing: expect.stringMatching(/billed/),
      risk: "not looked at: no credentials",
    });
    expect(rowOf(unlooked, "zec-moved").risk).toBe(
      "zec-aaaaaaaa has to be RUNNING for the detach; not looked at: no credentials",
    );
    expect(warnings(unlooked, "NOT_LOOKED_AT")).toEqual([
      expect.stringMatching(/^\S+ was not looked at, so the state is all that is known: no credentials for /),
    ]);
  });
});

describe("warnings", () => {
  test("an instance that goes without a dependency on it, and not one with", async () => {
    expect(warnings(await reviewOf(readSample("digest")), "ORDER")).toEqual([
      expect.stringMatching(
        /^box is deleted in the same run, maybe before the detach: no dependency on it in ali-loose\./,
      ),
    ]);
    // Events do not tell dependencies.
    expect(warnings(await reviewOf(readSample("stream")), "ORDER")).toEqual([]);
  });

  test("a protected attachment, once, though the engine has an error of it too", async () => {
    const guarded = await reviewOf(readSample("protected"));
    expect(guarded.warnings.map(({ code }) => code)).toEqual(["PROTECTED"]);
    expect(warnings(guarded, "PROTECTED")).toEqual([
      expect.stringMatching(/^ali-protected is protected and would be destroyed: up refuses/),
    ]);
    expect(guarded.errors).toHaveLength(1);
  });

  test("EIPs that are billed, in one line", async () => {
    expect(warnings(await reviewOf(readSample("digest")), "BILLED")).toEqual([
      "EIPs become unassociated, and unassociated EIPs are billed: vpc-swapped, vpc-removed and vpc-moved",
    ]);
  });

  test("a preview that failed", async () => {
    expect(warnings(await reviewOf(readSample("broken")), "PREVIEW_FAILED")).toEqual([
      expect.stringMatching(/^the preview has an error: .*resource 'ali-card': property networkCardIndex value {none}/),
    ]);
  });
});

describe("secrets", () => {
  test.each(["digest", "stream"])(
    "%s: an instance that is a secret is shown nowhere, in the clear or in a line",
    async (name) => {
      const row = rowOf(await reviewOf(readSample(name)), "ali-secret");
      expect(row).toMatchObject({ kind: "move", from: { is: "secret" }, to: { is: "secret" }, plan: [], drift: [] });
      expect(JSON.stringify(row)).not.toMatch(/i-[ab]{8}/);
    },
  );
});

test("a refresh: what it finds is told with the row, and what is gone leaves the state", async () => {
  const refresh = await reviewOf(readSample("refresh"));
  expect(rowOf(refresh, "ali-same").drift).toEqual([
    expect.stringMatching(/is detached \(Available\); this stack had attached it to/),
  ]);
  expect(rowOf(refresh, "ali-strayed").what).toBe("nothing: up will fail");
  const only = await reviewOf(readSample("refresh-only"));
  expect(only.rows.map(({ name }) => name)).toEqual(["ali-waits"]);
  expect(rowOf(only, "ali-waits").what).toBe("no call: it was not found, and leaves the state");
});
