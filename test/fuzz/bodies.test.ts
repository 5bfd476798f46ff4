// Answers that are hurt as bytes, or come under a status that is not theirs: cut off, in another charset, of another kind.
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { vendorCases } from "../contract/vendor-cases.ts";
import { readingOf } from "./reading.ts";
import type { Sample } from "./samples.ts";
import { collectSamples } from "./samples.ts";
import { seedOf, timesOf } from "./seeds.ts";

let samples: readonly Sample[] = [];
/** One answer for each schema. */
let kinds: readonly Sample[] = [];
beforeAll(async () => {
  samples = await collectSamples();
  kinds = [...new Map(samples.map((sample) => [`${sample.vendor.name} ${sample.about}`, sample])).values()];
});

const read = (sample: Sample, body: string, more: { status?: number; headers?: Record<string, string> } = {}) =>
  readingOf(sample, { ...sample.response, ...more, body });
const successes = () => samples.filter((sample) => sample.about !== "refusal");
const refusals = () => samples.filter((sample) => sample.about === "refusal");

test.each(vendorCases.map((one) => [one.vendor, one] as const))(
  "there is an answer to every call of %s",
  (name, { actions, otherActions }) => {
    const asked = new Set(samples.filter(({ vendor }) => vendor.name === name).map(({ call }) => call.action));
    expect([...asked].sort()).toEqual([...Object.values(actions), ...otherActions].sort());
  },
);

test("cut off anywhere, an answer is not understood", () => {
  for (const sample of kinds) {
    const { body } = sample.response;
    for (let length = 0; length < body.length; length += 1)
      expect([sample.name, length, read(sample, body.slice(0, length)).is]).toEqual([sample.name, length, "lost"]);
  }
});

test.each([
  "",
  " ",
  "null",
  "true",
  "5",
  '"Success"',
  "[]",
  "[[]]",
  "{}",
  "NaN",
  "undefined",
  "<html>",
  "{}{}",
  "\0",
  "{'a':1}",
])("a body of %j is not understood", (body) => {
  for (const sample of kinds)
    expect([sample.name, read(sample, body, { headers: {} }).is]).toEqual([sample.name, "lost"]);
});

describe("charsets", () => {
  const inUtf8 = (bytes: Buffer) => bytes.toString("utf8");

  test("a byte order mark does not matter", () => {
    for (const sample of samples) {
      const marked = inUtf8(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(sample.response.body)]));
      expect(read(sample, marked)).toEqual(read(sample, sample.response.body));
    }
  });

  test("UTF-16 and UTF-32 are not understood", () => {
    for (const sample of kinds) {
      const le = Buffer.from(sample.response.body, "utf16le");
      const wide = Buffer.concat([...sample.response.body].map((one) => Buffer.from([one.charCodeAt(0), 0, 0, 0])));
      for (const bytes of [le, Buffer.from(le).swap16(), wide]) expect(read(sample, inUtf8(bytes)).is).toBe("lost");
    }
  });

  test.each([
    ["Latin-1", Buffer.from("dém\xe9, \xff", "latin1")],
    ["GBK", Buffer.from([0xb2, 0xe2, 0xca, 0xd4])],
    ["GBK whose second byte is a backslash", Buffer.from([0x81, 0x5c, 0x5c])],
    ["half of a character", Buffer.from([0xe6, 0xb5])],
    ["an overlong slash", Buffer.from([0xc0, 0xaf])],
    ["a surrogate", Buffer.from([0xed, 0xa0, 0x80])],
  ])("names in %s change nothing of what is read", (_what, bytes) => {
    for (const sample of kinds) {
      const body = sample.response.body.replace("{", '{"a name":"@@",');
      const [before = "", after = ""] = body.split("@@");
      const text = inUtf8(Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]));
      expect([sample.name, read(sample, text)]).toEqual([sample.name, read(sample, sample.response.body)]);
    }
  });
});

describe("status and envelope", () => {
  const statuses = [
    300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 408, 409, 410, 429, 451, 499, 500, 502, 503, 504, 599,
  ];

  test("a success under a status of failure is none", () => {
    for (const sample of successes()) {
      for (const status of statuses) {
        const outcome = read(sample, sample.response.body, { status });
        expect([sample.name, status, outcome.is]).not.toEqual([sample.name, status, "read"]);
        if (outcome.is === "refused") expect(outcome.meaning).not.toMatch(/gone|notAttached/);
      }
    }
  });

  test("an error is one under HTTP 200 too, and is never taken for a success", () => {
    for (const sample of refusals()) {
      const own = read(sample, sample.response.body);
      expect(read(sample, sample.response.body, { status: 200 })).toEqual(own);
      for (const status of statuses) expect(read(sample, sample.response.body, { status }).is).not.toBe("read");
    }
  });

  test("the content type does not matter, and nothing else is read where it is missing", () => {
    for (const sample of kinds) {
      for (const headers of [{}, { "content-type": "text/html" }, { "content-type": "application/xml; charset=gbk" }]) {
        const asSent = read(sample, sample.response.body, { headers: { ...sample.response.headers, ...headers } });
        expect([sample.name, asSent]).toEqual([sample.name, read(sample, sample.response.body)]);
      }
    }
  });
});

describe("bytes that are changed by chance", () => {
  test("are read without a crash", () => {
    const hurt = fc.record({ at: fc.nat(5_000), cut: fc.nat(40), put: fc.uint8Array({ maxLength: 12 }) });
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(hurt, { minLength: 1, maxLength: 3 }), (which, changes) => {
        const sample = samples[which % samples.length] as Sample;
        let bytes = Buffer.from(sample.response.body);
        for (const { at, cut, put } of changes) {
          const from = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]);
        }
        // What is read may be another thing by now; that it is read without a crash is what counts.
        expect(["read", "lost", "refused"]).toContain(read(sample, bytes.toString("utf8")).is);
      }),
      { seed: seedOf(20_260_117), numRuns: timesOf(3_000) },
    );
  });
});
