// The recorder of a trial: nothing but what its allow list has gets into a transcript, and what is recorded still means the same.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { messageWords } from "../../provider/cli/trial/message-words.ts";
import { transcriptOf } from "../../provider/cli/trial/recorder.ts";
import type { Exchange } from "../../provider/cli/trial/tap.ts";
import { transcriptSchema } from "../../provider/cli/trial/transcript.ts";
import type { AnswerFields, Shape } from "../../provider/vendors/fields.ts";
import { isEither, leafOf } from "../../provider/vendors/fields.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import type { Vendor } from "../../provider/vendors/vendor.ts";

const known = await Promise.all(
  (await allVendors()).map(async (vendor) => ({ vendor, fields: await vendor.fields() })),
);
const subject = { eni: "eni-secret001", from: "i-secret00a", to: "i-secret00b" };
const region = "cn-hangzhou";

interface Answered {
  readonly body: string;
  readonly action?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

function recorded({ vendor, fields }: (typeof known)[number], answered: Answered) {
  const { body, action = "DescribeNetworkInterfaces", status = 200, headers = {}, parameters = {} } = answered;
  const exchange: Exchange = {
    step: "checks",
    call: { action, parameters },
    at: 5,
    took: 1,
    response: { status, headers, body },
  };
  const transcript = transcriptOf({ ...subject, vendor, region, fields }, [exchange], {
    outcome: "agrees",
    differences: [],
  });
  return transcriptSchema.parse(transcript);
}

/** All that a transcript may hold besides placeholders: names of fields, words, codes, and its own form. */
function vocabulary({ errors, regions, name }: Vendor, fields: AnswerFields): string {
  const own = JSON.stringify(
    transcriptSchema.parse({
      transcript: 1, vendor: name, region: null, outcome: "agrees", differences: [],
      exchanges: [{ step: "checks", action: "A", about: { enis: [], instances: [] }, parameters: {}, at: 0, took: 1, answer: { status: 200, headers: {}, body: null } }],
    }), // prettier-ignore
  );
  const shapes = [...Object.values(fields.actions), fields.error].flatMap(wordsOf);
  const headers = ["content-type application/json application/xml text/xml text/html text/plain retry-after x-acs-retry-after cf-mitigated challenge"]; // prettier-ignore
  const looks = ["eni", "instance", "vpc", "text", "digits", "time", "localTime", "address", "mac", "number", "field"];
  return [own, ...shapes, ...Object.keys(errors), ...fields.codes, ...Object.keys(fields.actions), ...regions, ...messageWords, ...headers, ...looks].join("\n").toLowerCase(); // prettier-ignore
}

function wordsOf(shape: Shape): string[] {
  if (typeof shape === "string") return [...(leafOf(shape).words ?? [])];
  if (isEither(shape)) return shape.either.flatMap(wordsOf);
  if (Array.isArray(shape)) return wordsOf(shape[0] as Shape);
  return Object.entries(shape).flatMap(([name, of]) => [name, ...wordsOf(of)]);
}

/** Substrings of six characters of the inputs that are in the output and in no word of the vocabulary. */
function survivors(inputs: readonly string[], output: string, words: string): string[] {
  return inputs.flatMap((input) =>
    Array.from({ length: Math.max(0, input.length - 5) }, (_, at) => input.slice(at, at + 6)).filter(
      // In JSON some characters are escaped: what is looked for is both forms.
      (part) =>
        [part, JSON.stringify(part).slice(1, -1)].some((form) => output.includes(form)) &&
        !words.includes(part.toLowerCase()),
    ),
  );
}

const secret = fc.oneof(
  fc.string({ minLength: 6, maxLength: 30 }),
  fc.string({ unit: "grapheme", minLength: 6, maxLength: 20 }),
  fc.stringMatching(/^(eni|i|ins|sg)-[a-z0-9]{6,17}$/),
  fc.stringMatching(/^[A-Z][a-z]{3,9}[A-Z][a-z]{3,9}$/),
  fc.ipV4(),
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.nat({ max: 9_999_999_999 }).map((number) => String(number).padStart(10, "7")),
);

/** A body of the shape, with secrets for texts, and sometimes something of another shape. */
function bodyOf(shape: Shape): fc.Arbitrary<unknown> {
  const strange = fc.oneof({ maxDepth: 2 }, secret, fc.bigInt({ min: 1_000_000n, max: 9_007_199_254_740_991n }).map(Number), fc.array(secret, { maxLength: 2 }), fc.dictionary(secret, secret, { maxKeys: 2 })); // prettier-ignore
  const expected = (): fc.Arbitrary<unknown> => {
    if (typeof shape === "string") return leafBody(shape);
    if (isEither(shape)) return fc.oneof(...shape.either.map(bodyOf));
    if (Array.isArray(shape)) return fc.array(bodyOf(shape[0] as Shape), { maxLength: 2 });
    const fields = Object.fromEntries(Object.entries(shape).map(([name, of]) => [name, bodyOf(of)]));
    return fc
      .tuple(fc.record(fields, { requiredKeys: [] }), fc.dictionary(secret, secret, { maxKeys: 1 }))
      .map(([own, more]) => ({ ...more, ...own }));
  };
  return fc.oneof({ weight: 9, arbitrary: expected() }, { weight: 1, arbitrary: strange });
}

function leafBody(spec: string): fc.Arbitrary<unknown> {
  const { types, words } = leafOf(spec);
  const message = fc
    .array(fc.oneof(secret, fc.constantFrom(...messageWords)), { maxLength: 6 })
    .map((parts) => parts.join(" "));
  if (types.includes("message")) return message;
  return fc.oneof(secret, fc.boolean(), fc.constantFrom(null, "", ...(words ?? [])));
}

/** Every text of a value, names of fields included, words of messages one by one. Numbers of unknown fields count as texts. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.split(/\s+/);
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [...(Array.isArray(value) ? [] : [name]), ...textsIn(one)]);
}

describe.each(known.map((one) => [one.vendor.name, one] as const))("%s", (name, one) => {
  const words = vocabulary(one.vendor, one.fields);
  const shapes = [...Object.entries(one.fields.actions), ["AttachNetworkInterface", one.fields.error] as const];

  test("no six characters of a text of an answer or of a call survive", () => {
    const answers = fc
      .constantFrom(...shapes)
      .chain(([action, shape]) => bodyOf(shape).map((body) => ({ action, body })));
    fc.assert(
      fc.property(answers, fc.dictionary(fc.constantFrom("InstanceIds", "nicId", "TaskId"), secret), secret, fc.constantFrom(200, 400), ({ action, body }, parameters, header, status) => {
        const headers = { "content-type": header, "x-request-id": header, "retry-after": header };
        const transcript = recorded(one, { action, body: JSON.stringify(body), status, headers, parameters });
        const inputs = [...textsIn(body), ...Object.values(parameters), header];
        // Numbers of known fields are kept, and may be those of a text.
        const output = JSON.stringify(transcript).replaceAll(/(?<=[:[,])-?\d+(\.\d+)?(?=[,}\]])/g, "0");
        expect(survivors(inputs, output, words)).toEqual([]);
      }), // prettier-ignore
      { numRuns: 300, seed: 15 },
    );
  });

  test("a body that is not JSON leaves nothing", () => {
    const { exchanges } = recorded(one, { body: "<html>an internal-host-name</html>", status: 502, headers: { "content-type": "text/html; charset=x" } }); // prettier-ignore
    expect(exchanges[0]?.answer).toEqual({ status: 502, headers: { "content-type": "text/html" }, body: null });
  });

  test("a recorded refusal means the same", () => {
    const fixture = z.looseObject({ vendor: z.string(), kind: z.string(), action: z.string().optional(), status: z.int(), body: z.unknown() }); // prettier-ignore
    const folder = "test/fixtures/vendor-answers";
    const api = one.vendor.api(one.vendor.origin(region), region);
    const refusals = readdirSync(folder)
      .map((file) => ({ file, ...fixture.parse(JSON.parse(readFileSync(`${folder}/${file}`, "utf8"))) }))
      .filter(({ vendor, kind }) => vendor === name && kind === "error");
    // No public refusal of ECM's was found; its envelope is that of VPC.
    if (name !== "tencentcloud-ecm") expect(refusals.length).toBeGreaterThan(0);
    for (const { file, action = "", status, body } of refusals) {
      const meaningOf = (text: string) => {
        const answer = api.answer({ status, headers: {}, body: text }, action);
        if (!answer || answer.ok) return undefined;
        return api.interpret(answer.code, action, status, answer.message).meaning;
      };
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const [exchange] = recorded(one, { body: text, action, status }).exchanges;
      expect([file, meaningOf(JSON.stringify(exchange?.answer?.body))]).toEqual([file, meaningOf(text)]);
    }
  });
});

test("the same value has the same placeholder, and the ids of the trial have their own", () => {
  const alicloud = known.find(({ vendor }) => vendor.name === "alicloud-ecs");
  if (!alicloud) throw new Error("there is no alicloud-ecs");
  const eni = { NetworkInterfaceId: subject.eni, Status: "InUse", InstanceId: subject.from, Attachment: { InstanceId: subject.from, DeviceIndex: 1 }, VpcId: "vpc-1", VSwitchId: "vpc-1", MacAddress: "00:16:3e:12:00:01", ServiceID: 7, QueueNumber: 2, ServiceManaged: false, BrandNewThing: { secretive: "x" } }; // prettier-ignore
  const { exchanges } = recorded(alicloud, {
    body: JSON.stringify({ RequestId: "r", NetworkInterfaceSets: { NetworkInterfaceSet: [eni] } }),
    parameters: { "NetworkInterfaceId.1": subject.eni, InstanceIds: JSON.stringify([subject.to]), MaxResults: 100 },
  });
  expect(exchanges[0]).toMatchObject({
    about: { enis: ["<eni#1>"], instances: ["<instance#2>"] },
    parameters: { "NetworkInterfaceId.1": "<eni#1>", InstanceIds: ["<instance#2>"], MaxResults: 100 },
    answer: {
      body: {
        RequestId: "<text#1>",
        NetworkInterfaceSets: {
          NetworkInterfaceSet: [
            {
              NetworkInterfaceId: "<eni#1>",
              Status: "InUse",
              InstanceId: "<instance#1>",
              Attachment: { InstanceId: "<instance#1>", DeviceIndex: 1 },
              VpcId: "<vpc#1>",
              VSwitchId: "<vpc#1>",
              MacAddress: "<mac#1>",
              ServiceID: "<number#1>",
              QueueNumber: 2,
              ServiceManaged: false,
              "<field#1>": { "<field#2>": "<text#2>" },
            },
          ],
        },
      },
    },
  });
});
