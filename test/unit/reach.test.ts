// A host that has to be reached in a time: what the client tries until then, and how long each attempt may take.
import { describe, expect, test } from "@jest/globals";
import type { ApiCall } from "../../provider/http/api.ts";
import type { CallOptions } from "../../provider/http/client.ts";
import { ApiClient } from "../../provider/http/client.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { LostReply } from "../../provider/http/no-answer.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import type { Responder } from "./fakes.ts";
import { calmRandom, credentials, FakeWire, refusedConnection, rejectionOf, reset } from "./fakes.ts";

const question: ApiCall = { action: "DescribeInstances", mutates: false, parameters: {} };

function make(respond: Responder) {
  const clock = new VirtualClock();
  const start = clock.now();
  const wire = new FakeWire(() => clock.now(), respond);
  const random = calmRandom();
  const client = new ApiClient({
    api: alicloudEcs.api("https://ecs.example.com"),
    clock,
    random,
    transport: wire.transport,
    limiter: new Limiter(clock, random, {}),
    credentials: { principal: "p", found: "test", get: () => Promise.resolve(credentials) },
  });
  const call = (what: ApiCall, options: Partial<CallOptions>) =>
    clock.until(client.call(what, { deadline: start + 60_000, ...options }));
  return { wire, call, sentAt: () => wire.at.map((time) => time - start) };
}

describe("a host that has to be reached in a time", () => {
  const reach = { within: 2_000, andAnswer: false };
  test("is not tried after it, and has the rest of it for each attempt", async () => {
    const { call, wire, sentAt } = make(() => refusedConnection);
    expect(await rejectionOf(call(question, { reach }))).toBeInstanceOf(LostReply);
    expect(Math.max(...sentAt())).toBeLessThanOrEqual(2_000);
    expect(wire.connectTimes).toEqual(sentAt().map((at) => 2_000 - at));
  });

  test("may take longer for its answer, and is asked again as any other when that is lost", async () => {
    const { call, sentAt } = make(() => reset);
    await rejectionOf(call(question, { reach }));
    expect([sentAt().length, Math.max(...sentAt()) > 2_000]).toEqual([5, true]);
  });

  test("has to answer in it too, if that is asked", async () => {
    const { call, wire, sentAt } = make(() => reset);
    await rejectionOf(call(question, { reach: { ...reach, andAnswer: true } }));
    expect(Math.max(...sentAt())).toBeLessThanOrEqual(2_000);
    expect(wire.timeouts).toEqual(sentAt().map((at) => 2_000 - at));
  });
});
