// Refused optional questions: remembered for a minute at most, until another key or a success, and never about the ENI itself.
import { describe, expect, test } from "@jest/globals";
import type { ApiCall } from "../../provider/http/api.ts";
import type { Meaning } from "../../provider/http/meaning.ts";
import { LostReply, VendorRefusal } from "../../provider/http/no-answer.ts";
import { fixedCredentials } from "../../provider/http/credentials.ts";
import { Sessions } from "../../provider/session/session.ts";
import { tencentcloudVpc } from "../../provider/vendors/tencentcloud-vpc/index.ts";
import { Refusals } from "../../provider/watch/refusals.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { calmRandom, credentials, FakeWire, json, rejectionOf } from "./fakes.ts";

const call: ApiCall = { action: "DescribeInstances", mutates: false, parameters: {} };

function refusal(meaning: Meaning, code: string, message = "no"): VendorRefusal {
  return new VendorRefusal({ action: call.action, code, message, requestId: "R", status: 200 }, meaning);
}

/** `answers` are given one after another; undefined is a success. */
function asking(...answers: readonly (Error | undefined)[]) {
  return askingAt(false, ...answers);
}

function askingAt(atOtherHost: boolean, ...answers: readonly (Error | undefined)[]) {
  const clock = new VirtualClock();
  const state = { key: "key-1", sent: 0 };
  const refusals = new Refusals(clock, () => Promise.resolve(state.key));
  const send = () => {
    const answer = answers[state.sent];
    state.sent += 1;
    return answer ? Promise.reject(answer) : Promise.resolve({ body: {}, requestId: "R" });
  };
  const ask = (about: readonly string[] = ["ins-1"], action = call.action) =>
    refusals
      .optional(send, atOtherHost)({ ...call, action }, { deadline: clock.now() + 1_000, attempts: 1, about })
      .then(() => "answered")
      .catch((error: unknown) => error);
  const note = () => refusals.noting(send)(call, { deadline: clock.now() + 1_000, attempts: 1 });
  return { clock, state, ask, note };
}

// The raw body of an outage: what looks final may be over in a minute (terraform-provider-tencentcloud #278).
const outage = refusal("forbidden", "UnauthorizedOperation.PermissionDenied", "send request err");

describe("a refusal", () => {
  test("is not asked for again, whatever id the question is about", async () => {
    const { ask, state } = asking(outage);
    expect([await ask(), await ask(["ins-2"]), await ask([])]).toEqual([outage, outage, outage]);
    expect(state.sent).toBe(1);
  });

  test("counts for 60 s", async () => {
    const { clock, ask, state } = asking(outage);
    await ask();
    await clock.advance(59_900);
    expect(await ask()).toBe(outage);
    await clock.advance(200);
    expect([await ask(), state.sent]).toEqual(["answered", 2]);
  });

  test("counts until the credentials are renewed", async () => {
    const { ask, state } = asking(outage);
    await ask();
    state.key = "key-2";
    expect([await ask(), state.sent]).toEqual(["answered", 2]);
  });

  test("counts until the action succeeds, whoever asked", async () => {
    const { ask, note, state } = asking(outage);
    await ask();
    await note();
    expect([await ask(), state.sent]).toEqual(["answered", 3]);
  });

  test("of one action says nothing of another", async () => {
    const { ask, state } = asking(outage);
    await ask();
    expect([await ask([], "DescribeInstanceTypes"), state.sent]).toEqual(["answered", 2]);
  });

  test("that names a resource counts for that one only", async () => {
    const named = refusal("forbidden", "UnauthorizedOperation", "resource (qcs::cvm:r:uin/1:instance/ins-1) denied.");
    const { ask, state } = asking(named);
    await ask(["ins-1", "ins-12"]);
    expect([await ask(["ins-1"]), state.sent]).toEqual([named, 1]);
    expect([await ask(["ins-12"]), state.sent]).toEqual(["answered", 2]);
  });

  test.each(["InvalidAction", "InvalidAction.NotFound", "ActionOffline", "6100"])(
    "of an action that is not known counts too: %s",
    async (code) => {
      const { ask, state } = asking(refusal("refused", code));
      await ask();
      await ask();
      expect(state.sent).toBe(1);
    },
  );
});

test.each([
  ["throttled", refusal("throttled", "RequestLimitExceeded")],
  ["credentials", refusal("credentials", "AuthFailure")],
  ["another refusal", refusal("refused", "InvalidParameter")],
  ["a lost reply", new LostReply("DescribeInstances", "connection reset")],
])("%s is asked again", async (_what, answer) => {
  const { ask, state } = asking(answer);
  await ask();
  expect([await ask(), state.sent]).toEqual(["answered", 2]);
});

test("another product's host without an answer is not asked again for a while", async () => {
  const lost = new LostReply("DescribeInstances", "connection reset");
  const { ask, state } = askingAt(true, lost);
  expect([await ask(), await ask(["ins-2"]), state.sent]).toEqual([lost, lost, 1]);
});

describe("in a session", () => {
  const error = (Code: string, Message: string) => json({ Response: { Error: { Code, Message }, RequestId: "R" } });
  const open = async (respond: (ids: readonly string[]) => ReturnType<typeof json>) => {
    const clock = new VirtualClock();
    const wire = new FakeWire(
      () => clock.now(),
      ({ body }) => {
        const { InstanceIds, NetworkInterfaceIds } = JSON.parse(body) as Record<string, string[] | undefined>;
        return respond(InstanceIds ?? NetworkInterfaceIds ?? []);
      },
    );
    const sessions = new Sessions({ clock, random: calmRandom(), transport: wire.transport });
    const session = await sessions.get(
      { vendor: tencentcloudVpc, region: "ap-guangzhou", origin: "https://vpc.tencentcloudapi.com", rates: {} },
      fixedCredentials("X", credentials),
    );
    const look = (id: string) => clock.until(session.instances.look(id).catch((reason: unknown) => reason));
    return { clock, wire, session, look };
  };

  test("100 instances that may not be looked at, one after another, are one call", async () => {
    const { look, wire } = await open(() => error("UnauthorizedOperation", "you are not authorized"));
    for (let number = 0; number < 100; number += 1)
      expect(await look(`ins-${number}`)).toMatchObject({ meaning: "forbidden" });
    expect(wire.requests).toHaveLength(1);
  });

  test("an ENI is looked at again each time", async () => {
    const { clock, session, wire } = await open(() => error("UnauthorizedOperation", "you are not authorized"));
    for (let look = 0; look < 3; look += 1) await clock.until(rejectionOf(session.enis.look("eni-1")));
    expect(wire.requests).toHaveLength(3);
  });

  test("the others are asked for when the second line of a refusal names one of them", async () => {
    const { clock, session, wire, look } = await open((ids) =>
      ids.includes("ins-1")
        ? error("UnauthorizedOperation", "not authorized to perform\nresource (qcs::cvm:r::instance/ins-1) denied")
        : json({ Response: { TotalCount: 1, InstanceSet: ids.map((InstanceId) => ({ InstanceId })), RequestId: "R" } }),
    );
    const both = ["ins-1", "ins-2"].map((id) => session.instances.look(id).catch((reason: unknown) => reason));
    expect(await clock.until(Promise.all(both))).toMatchObject([{ meaning: "forbidden" }, { instanceId: "ins-2" }]);
    expect(wire.requests).toHaveLength(2);
    // The success for the other one says nothing of it.
    expect(await look("ins-1")).toMatchObject({ meaning: "forbidden" });
    expect(wire.requests).toHaveLength(2);
  });
});
