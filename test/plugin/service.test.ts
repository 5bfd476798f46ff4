// The plugin's service: whatever throws in a call is its answer, and the process lives on.
import { describe, expect, test } from "@jest/globals";
import type * as Grpc from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { EniError } from "../../provider/errors.ts";
import { EngineLines } from "../../provider/plugin/engine-lines.ts";
import { CallFailed } from "../../provider/plugin/provider.ts";
import type { PluginProvider } from "../../provider/plugin/provider.ts";
import { serviceOf } from "../../provider/plugin/service.ts";
import type { LogLine } from "../../provider/engine/log-client.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

interface Bench {
  readonly sent: LogLine[];
  readonly underWay: () => number;
  /** Asks for a create on a row, and resolves to its answer. */
  readonly create: () => Promise<{ readonly error: Partial<Grpc.ServiceError> | null; readonly told: number }>;
}

function bench(create: () => Promise<unknown>, { log = () => Promise.resolve() } = {}): Bench {
  const clock = new VirtualClock();
  const sent: LogLine[] = [];
  const lines = new EngineLines({
    clock,
    connect: () => ({
      send: async (line) => {
        await log();
        sent.push(line);
      },
      close: () => undefined,
    }),
  });
  let calls = 0;
  const service = serviceOf({
    provider: {
      create: () => {
        lines.say({ text: "first", level: "info", urn: lines.row });
        return create();
      },
    } as unknown as PluginProvider,
    lines,
    version: "0.0.0",
    schema: () => Promise.resolve("{}"),
    onEngine: () => undefined,
    onCall: (change) => (calls += change),
  });
  return {
    sent,
    underWay: () => calls,
    create: () =>
      clock.until(
        new Promise((resolve) => {
          const request = new messages.CreateRequest().setUrn("urn:a");
          const call = { request } as Parameters<typeof service.create>[0];
          service.create(call, (error) => resolve({ error: error ?? null, told: sent.length }));
        }),
      ),
  };
}

describe("an exception in a call", () => {
  test.each([
    ["an error of ours", () => new CallFailed({ error: new EniError("INTERNAL_ERROR", { what: "no" }) }, "id"), /^no/],
    ["a fault of ours", () => new TypeError("x is undefined"), /a fault of pulumi-eni-attachment itself: TypeError: x/],
    ["what is no error", () => "nothing" as unknown as Error, /itself: nothing/],
    [
      "a state that cannot be told",
      () => new CallFailed({ error: new EniError("INTERNAL_ERROR", { what: "half" }), partial: { a: 1n } }, "id"),
      /^half.*could not be told to Pulumi/,
    ],
  ])("%s: is the answer, after the lines before it, and nothing is left under way", async (_what, thrown, message) => {
    const { create, underWay } = bench(() => Promise.reject(thrown()));
    const { error, told } = await create();
    expect(error?.message).toMatch(message);
    expect(told).toBe(1);
    expect(underWay()).toBe(0);
  });

  test("an engine that takes no line does not keep the answer for ever", async () => {
    const { create } = bench(() => Promise.reject(new Error("over")), { log: () => new Promise(() => undefined) });
    const { error } = await create();
    expect(error?.message).toContain("over");
  });
});

test("a line is on the row of the resource that it is about", async () => {
  const { create, sent } = bench(() => Promise.reject(new Error("over")));
  await create();
  expect(sent).toEqual([{ text: "first", level: "info", urn: "urn:a" }]);
});
