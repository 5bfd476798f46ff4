// The provider's lines in a review: in the form that they have at a preview, among events, and as the provider words them.
import { describe, expect, test } from "@jest/globals";
import type { Intent, Recorded } from "../../provider/attachment/preview.ts";
import { recordedForecast } from "../../provider/attachment/preview.ts";
import { forecastText } from "../../provider/lifecycle/forecast.ts";
import { describeSteps } from "../../provider/lifecycle/plan.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import type { ObservedEni } from "../../provider/vendors/vendor.ts";
import { readPlan } from "../../provider/cli/review/plan-lines.ts";
import { attachment } from "../support/on-cloud.ts";
import { attached, create, eventsOf, move, previewOf, remove, said, urnOf } from "./previews.ts";
import { linesOf, only, reviewOf } from "./rows.ts";

describe("plan lines", () => {
  test("a line is taken apart", () => {
    const line = readPlan(
      "detach from i-c, then attach to i-b; it is taken from i-c, which this resource did not attach it to; 2 EIPs (a, b) become unassociated and billed; i-c has to be RUNNING for the detach; as things are, up will fail: i-b is STOPPED; its zone is z",
    );
    expect(line).toMatchObject({
      detaches: true,
      attaches: true,
      victim: "i-c",
      billing: ["2 EIPs (a, b) become unassociated and billed"],
      risks: ["i-c has to be RUNNING for the detach"],
      failure: "i-b is STOPPED; its zone is z",
      none: false,
    });
  });

  test("a line from the state says why", () => {
    const line = readPlan("detach from i-a, then attach to i-b (could not be looked at: 503 (busy); try later)");
    expect(line).toMatchObject({
      unseen: true,
      risks: ["could not be looked at: 503 (busy); try later"],
      failure: undefined,
    });
  });

  test("several lines in one message, and the same line twice", async () => {
    const both = {
      message:
        "noise\n[eni-attachment alicloud-ecs/cn-hangzhou/eni-one] plan: detach from i-a, then attach to i-b\nmore",
      severity: "info",
    };
    expect((await only(previewOf([move()], [both, both]))).plan).toEqual(["detach from i-a, then attach to i-b"]);
  });
});

describe("a line that the engine got as a warning", () => {
  const line = "[eni-attachment alicloud-ecs/cn-hangzhou/eni-one] plan: up will fail: it is on i-c\n";

  test.each([
    ["of a digest", previewOf([move()], [{ message: `warning: ${line}`, severity: "warning" }])],
    ["of events", eventsOf([move()], [{ prefix: "warning: ", message: line, severity: "warning" }])],
  ])("%s", async (_of, preview) => {
    expect(await only(preview)).toMatchObject({ failure: "it is on i-c" });
  });
});

describe("lines of events", () => {
  const server = { op: "delete", urn: urnOf("server", "test:index:Instance"), oldState: { id: "i-a" } };

  test("the same rows as in a digest, but for the order, for which events have no dependencies", async () => {
    const steps = [
      remove(),
      server,
      move({
        name: "two",
        olds: attached({ networkInterfaceId: "eni-two" }),
        news: attachment({ networkInterfaceId: "eni-two", instanceId: "i-b" }),
      }),
    ];
    const [digest, events] = await Promise.all([reviewOf(previewOf(steps)), reviewOf(eventsOf(steps))]);
    expect(linesOf(events)).toEqual(linesOf(digest));
    expect(digest.warnings.map(({ code }) => code)).toEqual(["ORDER"]);
    expect(events.warnings).toEqual([]);
  });

  test("texts with quotes and braces in them, and what is for debugging or gone in a moment", async () => {
    const line = said('plan: detach from i-a, then attach to "}\\');
    const debug = { ...said("plan: debugged"), severity: "debug" };
    const row = await only(eventsOf([move()], [debug, { ...said("plan: ephemeral"), ephemeral: true }, line]));
    expect(row.plan).toEqual(['detach from i-a, then attach to "}\\']);
  });

  test("stack configuration that forbids a look at the cloud", async () => {
    const prelude = `${JSON.stringify({ sequence: 0, preludeEvent: { config: { "eni:preflight": "false" } } })}\n`;
    const events = eventsOf([create({})], [said("plan: attach to i-a")]);
    expect((await only(events)).kind).toBe("attach");
    expect((await only(prelude + events)).kind).toBe("adopt-or-attach");
  });
});

describe("lines as the provider words them", () => {
  const plan = (recorded: Partial<Recorded>, intent: Partial<Intent>, why?: string) => {
    const at = { state: "attached", instanceId: "i-a", attachedTo: "i-a", ...recorded } as const;
    const said = forecastText(recordedForecast(at, { to: "i-b", reattach: false, onConflict: "fail", ...intent }, why));
    return readPlan(said);
  };

  test("from the state", () => {
    expect(plan({}, {})).toMatchObject({ detaches: true, attaches: true, adopts: false, unseen: false });
    expect(plan({ state: "detached" }, {}, "not looked at: no credentials")).toMatchObject({
      detaches: false,
      attaches: true,
      unseen: true,
      risks: ["not looked at: no credentials"],
    });
    expect(plan({}, { to: "i-a" })).toMatchObject({ adopts: true, detaches: false });
    expect(plan({ instanceId: "i-c" }, {})).toMatchObject({
      none: true,
      failure: expect.stringMatching(/^the state has it on i-c/),
    });
    expect(plan({ instanceId: "i-c" }, { onConflict: "takeOver" }, "could not be looked at: x; y")).toMatchObject({
      victim: "i-c",
      detaches: true,
      risks: ["could not be looked at: x; y"],
    });
  });

  test("steps that wait", () => {
    const steps = describeSteps([
      { do: "detach", from: "i-a", underWay: true },
      { do: "attach", to: "i-b" },
    ]);
    expect(readPlan(steps)).toMatchObject({ detaches: true, attaches: true });
    expect(
      readPlan(
        describeSteps([
          { do: "wait", for: "creation" },
          { do: "attach", to: "i-b" },
        ]),
      ),
    ).toMatchObject({ detaches: false, attaches: true });
  });

  test("what a vendor says of a detach is billing or a risk", async () => {
    const eni = { publicIpAddresses: ["203.0.113.7", "203.0.113.8"], instanceId: "i-a" } as unknown as ObservedEni;
    for (const vendor of await allVendors()) {
      const said = vendor
        .afterDetach(eni)
        .map(({ text }) => text)
        .join("; ");
      const { billing, risks } = readPlan(`detach from i-a, then attach to i-b; ${said}`);
      expect([vendor.name, billing.length > 0]).toEqual([vendor.name, vendor.name.startsWith("tencentcloud-")]);
      expect([...billing, ...risks].join("; ")).toBe(said);
    }
  });
});
