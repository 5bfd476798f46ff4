// Answers that nobody here made up (test/fixtures/vendor-answers: public logs, vendors' samples, API models, SDK tables), each
// read by its vendor's client. One more is added by adding a file; its `expect` says what the answer means.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { ApiCall } from "../../provider/http/api.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import type { Listing, ObservedInstance, Vendor } from "../../provider/vendors/vendor.ts";

const folder = "test/fixtures/vendor-answers";

const common = {
  vendor: z.string(),
  /** Where it was found: a public issue, a page, a table of an SDK. */
  source: z.string().min(10),
  recorded: z.enum([
    "log",
    "vendor doc sample",
    "API model",
    "SDK table",
    "SDK behaviour",
    "third-party code",
    "gateway page",
  ]),
  note: z.string().optional(),
  status: z.int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown(),
};
/** The items in their order, each with these fields at least, and where the next page begins: null for nowhere. */
const listed = z.strictObject({
  items: z.array(z.record(z.string(), z.unknown())),
  next: z.string().nullable().optional(),
});
const ids = z.array(z.string()).min(1);
const action = z.string();

const fixture = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("enis"), ids, expect: listed }),
  z.strictObject({ ...common, kind: z.literal("instances"), ids, expect: listed }),
  z.strictObject({ ...common, kind: z.literal("taskId"), expect: z.strictObject({ taskId: z.string() }) }),
  z.strictObject({
    ...common,
    kind: z.literal("task"),
    expect: z.strictObject({ status: z.enum(["running", "succeeded", "failed"]), output: z.string().optional() }),
  }),
  z.strictObject({ ...common, kind: z.literal("success"), action, expect: z.strictObject({ requestId: z.string() }) }),
  z.strictObject({
    ...common,
    kind: z.literal("error"),
    action,
    // `hint`: words that the remedy has; null: there is none.
    expect: z.strictObject({
      meaning: z.string(),
      code: z.string().optional(),
      hint: z.string().nullable().optional(),
    }),
  }),
  // Nobody's answer: a page of a gateway.
  z.strictObject({ ...common, kind: z.literal("foreign"), action, expect: z.strictObject({}) }),
]);
type Fixture = z.infer<typeof fixture>;

function readFixture(file: string, text: string): Fixture {
  const read = fixture.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  throw new Error(`${folder}/${file}:\n${z.prettifyError(read.error)}`);
}

const fixtures = readdirSync(folder)
  .map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }))
  .map(({ file, text }) => ({ file, fixture: readFixture(file, text) }));
const vendors = new Map((await allVendors()).map((vendor) => [vendor.name, vendor]));

const region = "ap-guangzhou";

function answerOf({ status, headers, body }: Fixture, { api, origin }: Vendor) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return api(origin(region), region).answer({ status, headers, body: text });
}

/** The body of an answer that counts as a success. */
function bodyOf(one: Fixture, vendor: Vendor): unknown {
  const answer = answerOf(one, vendor);
  if (!answer?.ok) throw new Error(`not a success: ${JSON.stringify(answer)}`);
  return answer.body;
}

function isList<T>(one: Fixture & { kind: "enis" | "instances" }, vendor: Vendor, listing: Listing<T>): void {
  const asked: ApiCall = listing.byIds(one.ids, region);
  const { items, next, unread } = listing.read(bodyOf(one, vendor), asked);
  expect({ unread, count: items.length }).toEqual({ unread: undefined, count: one.expect.items.length });
  for (const [index, item] of one.expect.items.entries()) expect(items[index]).toMatchObject(item);
  if (one.expect.next !== undefined) expect(next ?? null).toBe(one.expect.next);
}

function means(one: Fixture, vendor: Vendor): void {
  switch (one.kind) {
    case "enis":
      return isList(one, vendor, vendor.enis);
    case "instances":
      return isList<ObservedInstance>(one, vendor, vendor.instances);
    case "taskId":
      return expect(vendor.task?.idOf(bodyOf(one, vendor))).toBe(one.expect.taskId);
    case "task":
      return expect(vendor.task?.read(bodyOf(one, vendor))).toMatchObject(one.expect);
    case "success":
      return expect(answerOf(one, vendor)).toMatchObject({ ok: true, requestId: one.expect.requestId });
    case "foreign":
      return expect(answerOf(one, vendor)).toBeUndefined();
    case "error": {
      const answer = answerOf(one, vendor);
      if (!answer || answer.ok) throw new Error(`not an error of the vendor's: ${JSON.stringify(answer)}`);
      const api = vendor.api(vendor.origin(region), region);
      const { meaning, hint } = api.interpret(answer.code, one.action, one.status, answer.message);
      expect(meaning).toBe(one.expect.meaning);
      if (one.expect.code !== undefined) expect(answer.code).toBe(one.expect.code);
      if (typeof one.expect.hint === "string") expect(hint).toContain(one.expect.hint);
      if (one.expect.hint === null) expect(hint).toBeUndefined();
    }
  }
}

describe.each([...vendors.values()].map((vendor) => [vendor.name, vendor] as const))("%s", (name, vendor) => {
  const own = fixtures.filter(({ fixture: one }) => one.vendor === name);
  for (const { file, fixture: one } of own) test(file, () => means(one, vendor));
});

test("every file is of a vendor, and is in this form", () => {
  const strangers = fixtures.filter(({ fixture: one }) => !vendors.has(one.vendor)).map(({ file }) => file);
  expect(strangers).toEqual([]);
  expect(fixtures.length).toBeGreaterThan(40);
});
