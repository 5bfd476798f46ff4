// A cloud that answers from a transcript: parts in their order, the last answer again, values of the caller in place of placeholders.
import { describe, expect, test } from "@jest/globals";
import type { OpenCall } from "../../simulator/faces/face.ts";
import { Transcript } from "../../simulator/transcript.ts";

type Recorded = readonly [action: string, enis: readonly string[], instances: readonly string[], body: unknown];

const transcriptOf = (...exchanges: readonly Recorded[]) =>
  new Transcript({
    transcript: 1,
    vendor: "alicloud-ecs",
    exchanges: exchanges.map(([action, enis, instances, body]) => ({
      action,
      about: { enis, instances },
      answer: body === undefined ? null : { status: 200, headers: {}, body },
    })),
  });

const call = (action: string, enis: readonly string[] = [], instances: readonly string[] = []): OpenCall => {
  const none = () => {
    throw new Error("not for a transcript");
  };
  return { vendor: "alicloud-ecs", action, parameters: {}, enis, instances, requestId: "r", admit: () => undefined, perform: none, fail: none, throttle: none, serverError: none }; // prettier-ignore
};

const bodyOf = (outcome: ReturnType<Transcript["answer"]>): unknown =>
  outcome.kind === "answer" ? JSON.parse(outcome.body) : outcome.kind;

const eni = "<eni#1>";
const [a, b] = ["<instance#1>", "<instance#2>"];

test("questions have the answers of their part, and the last one again", () => {
  const transcript = transcriptOf(
    ["Describe", [eni], [], "free"],
    ["Attach", [eni], [a], "accepted"],
    ["Describe", [eni], [], "attaching"],
    ["Describe", [eni], [], "attached"],
    ["Detach", [eni], [a], "accepted"],
    ["Describe", [eni], [], "gone again"],
  );
  const said = (action: string, instance?: string) =>
    bodyOf(transcript.answer(call(action, ["eni-x"], instance === undefined ? [] : [instance])));
  expect([said("Describe"), said("Describe")]).toEqual(["free", "free"]);
  expect(said("Attach", "i-x")).toBe("accepted");
  expect([said("Describe"), said("Describe"), said("Describe")]).toEqual(["attaching", "attached", "attached"]);
  expect(said("Detach", "i-x")).toBe("accepted");
  expect(said("Describe")).toBe("gone again");
});

test("ids are the caller's, and each stands for one placeholder", () => {
  const transcript = transcriptOf(
    ["DescribeInstances", [], [a], { id: a }],
    ["DescribeInstances", [], [b], { id: b, other: a }],
    ["Describe", [eni], [], { at: a, name: "<text#3>", mac: "<mac#2>", when: "<localTime#1>", big: "<number#4>", digits: "<digits#4>", address: "<address#9>", "<field#1>": "message of <text#3> and <eni#1>" }], // prettier-ignore
  );
  expect(bodyOf(transcript.answer(call("DescribeInstances", [], ["i-one"])))).toEqual({ id: "i-one" });
  expect(bodyOf(transcript.answer(call("DescribeInstances", [], ["i-two"])))).toEqual({ id: "i-two", other: "i-one" });
  expect(bodyOf(transcript.answer(call("DescribeInstances", [], ["i-one"])))).toEqual({ id: "i-one" });
  expect(bodyOf(transcript.answer(call("Describe", ["eni-x"])))).toEqual({
    at: "i-one",
    name: "text-3",
    mac: "02:00:00:00:00:02",
    when: "2026-01-01 00:00:01",
    big: 1004,
    digits: "1004",
    address: "192.0.2.9",
    "field-1": "message of text-3 and eni-x",
  });
});

test("a lost reply is a reset, and a call that is not there says so", () => {
  const transcript = transcriptOf(["Attach", [eni], [a], undefined]);
  expect(transcript.answer(call("Attach", ["eni-x"], ["i-x"]))).toEqual({ kind: "reset" });
  expect(transcript.answer(call("Attach", ["eni-x"], ["i-x"]))).toMatchObject({
    status: 404,
    body: '{"error":"the transcript has no answer to this call of Attach"}',
  });
});

describe("what is not a transcript is refused", () => {
  test.each([[{}], [{ transcript: 2, vendor: "x", exchanges: [] }], [{ transcript: 1, vendor: "x", exchanges: [{}] }]])(
    "%j",
    (input) => expect(() => new Transcript(input)).toThrow(/^not a transcript: /),
  );
});
