// A host that has to be reached in a time: what the client tries until then, and how long each attempt may take.
import { describe, expect, test } from "@jest/globals";
import type { ApiCall } from "../../provider/http/api.ts";
import { LostReply } from "../../provider/http/no-answer.ts";
import { refusedConnection, rejectionOf, reset } from "./fakes.ts";
import { wiredClient } from "./wired-client.ts";

const question: ApiCall = { action: "DescribeInstances", mutates: false, parameters: {} };

describe("a host that has to be reached in a time", () => {
  const reach = { within: 2_000, andAnswer: false };
  test("is not tried after it, and has the rest of it for each attempt", async () => {
    const { call, wire, sentAt } = wiredClient(() => refusedConnection);
    expect(await rejectionOf(call(question, { reach }))).toBeInstanceOf(LostReply);
    expect(Math.max(...sentAt())).toBeLessThanOrEqual(2_000);
    expect(wire.connectTimes).toEqual(sentAt().map((at) => 2_000 - at));
  });

  test("may take longer for its answer, and is asked again as any other when that is lost", async () => {
    const { call, sentAt } = wiredClient(() => reset);
    await rejectionOf(call(question, { reach }));
    expect([sentAt().length, Math.max(...sentAt()) > 2_000]).toEqual([5, true]);
  });

  test("has to answer in it too, if that is asked", async () => {
    const { call, wire, sentAt } = wiredClient(() => reset);
    await rejectionOf(call(question, { reach: { ...reach, andAnswer: true } }));
    expect(Math.max(...sentAt())).toBeLessThanOrEqual(2_000);
    expect(wire.timeouts).toEqual(sentAt().map((at) => 2_000 - at));
  });
});
