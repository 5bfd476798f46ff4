// The API client: what is sent again and what is not, how long it waits, and what it makes of each outcome.
import { describe, expect, test } from "@jest/globals";
import type { ApiCall } from "../../provider/http/api.ts";
import { ApiClient } from "../../provider/http/client.ts";
import { LostReply, NoTurn, VendorRefusal, NotSent } from "../../provider/http/no-answer.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import type { Transport } from "../../provider/http/transport.ts";
import { calmRandom, credentials, ecsError, json, refusedConnection, rejectionOf, reset } from "./fakes.ts";
import { wiredClient } from "./wired-client.ts";

const question: ApiCall = { action: "DescribeNetworkInterfaces", mutates: false, parameters: { RegionId: "r" } };
const order: ApiCall = { action: "DetachNetworkInterface", mutates: true, parameters: { RegionId: "r" } };
const good = json({ RequestId: "R-1" });
const html = { status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad Gateway</html>" };

describe("many at a time", () => {
  /** Each exchange takes a second. */
  const slow = () => {
    const made = wiredClient(() => good);
    const { clock } = made;
    let under = 0;
    let most = 0;
    const transport: Transport = async (request, options) => {
      most = Math.max(most, (under += 1));
      await clock.sleep(1_000);
      under -= 1;
      return made.wire.transport(request, options);
    };
    const random = calmRandom();
    const client = new ApiClient({
      api: alicloudEcs.api("https://ecs.example.com"),
      clock,
      random,
      transport,
      limiter: new Limiter(clock, random, {}),
      credentials: { principal: "p", found: "test", get: () => Promise.resolve(credentials) },
    });
    return { ...made, client, most: () => most };
  };
  const many = Array.from({ length: 450 }, (_, index) => index);

  test("200 exchanges of a kind are under way; what waits is signed when its place has come", async () => {
    const { clock, client, wire, most } = slow();
    const deadline = clock.now() + 60_000;
    await clock.until(Promise.all(many.map(() => client.call(order, { deadline }))));
    expect(most()).toBe(200);
    const dates = wire.requests.map((request) => Date.parse(request.headers["x-acs-date"] ?? ""));
    expect(wire.at.map((at, index) => at - (dates[index] ?? 0))).toEqual(many.map(() => 1_000));
  });

  test("a question that a call asks before it goes out has a place, however many such calls there are", async () => {
    const { clock, client, wire } = slow();
    const deadline = clock.now() + 60_000;
    const before = async () => {
      await client.call(question, { deadline });
      return true;
    };
    await clock.until(Promise.all(many.map(() => client.call(order, { deadline, before }))));
    expect(wire.requests).toHaveLength(2 * many.length);
  });

  test("whose deadline passes meanwhile is not sent", async () => {
    const { clock, client, wire } = slow();
    const deadline = clock.now() + 1_500;
    const outcomes = await clock.until(Promise.allSettled(many.map(() => client.call(order, { deadline }))));
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(50);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { name: "LostReply", neverSent: true },
    });
    expect(wire.requests).toHaveLength(400);
  });
});

describe("attempts", () => {
  test("one good answer, one call", async () => {
    const { call, wire, clock } = wiredClient(() => good);
    expect(await call(question)).toMatchObject({ requestId: "R-1", body: { RequestId: "R-1" } });
    expect(wire.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test("each attempt has a new nonce and signature and its own date: nothing signed is sent twice", async () => {
    const { call, wire } = wiredClient((_request, attempt) => (attempt < 5 ? reset : good));
    await call(question);
    expect(wire.requests).toHaveLength(5);
    for (const name of ["x-acs-signature-nonce", "authorization"]) {
      expect(new Set(wire.requests.map((request) => request.headers[name])).size).toBe(5);
    }
    const dates = wire.requests.map((request) => Date.parse(request.headers["x-acs-date"] ?? ""));
    expect(dates).toEqual(wire.at.map((time) => Math.floor(time / 1_000) * 1_000));
    expect(new Set(dates).size).toBe(4);
  });

  test("credentials are asked for before each attempt, so that rotated ones are used", async () => {
    let asked = 0;
    const { call, wire } = wiredClient((_request, attempt) => (attempt < 3 ? reset : good), {
      key: () => ({ ...credentials, keyId: `LTAIROTATED00000${(asked += 1)}` }),
    });
    await call(question);
    expect(
      wire.requests.map((request) => /Credential=(\w+)/.exec(request.headers["authorization"] ?? "")?.[1]),
    ).toEqual(["LTAIROTATED000001", "LTAIROTATED000002", "LTAIROTATED000003"]);
  });

  test.each([
    ["a reset connection", reset],
    ["HTML of a proxy", html],
    ["the vendor's own trouble", ecsError("InternalError", 500)],
    ["a service that is unavailable", ecsError("ServiceUnavailable", 503)],
    ["a nonce that was seen", ecsError("SignatureNonceUsed")],
    ["JSON that was cut off", { status: 200, headers: {}, body: '{"RequestId":"R' }],
  ])("a question is asked again after %s, with growing pauses", async (_what, outcome) => {
    const { call, sentAt } = wiredClient((_request, attempt) => (attempt < 4 ? outcome : good));
    await call(question);
    expect(sentAt()).toEqual([0, 500, 1_500, 3_500]);
  });

  test.each([
    [undefined, 5],
    [1, 1],
    [3, 3],
  ])("with attempts %j a question is asked %i times, then the reply counts as lost", async (attempts, times) => {
    const { call, wire } = wiredClient(() => reset);
    const error = await rejectionOf(call(question, attempts === undefined ? {} : { attempts }));
    expect(error).toBeInstanceOf(LostReply);
    expect(wire.requests).toHaveLength(times);
  });

  test("what has to be asked at the last moment is asked before each attempt, after its turn has come", async () => {
    const asked: number[] = [];
    const { call, clock, sentAt } = wiredClient((_request, attempt) =>
      attempt < 3 ? ecsError("Throttling.User", 400) : good,
    );
    const start = clock.now();
    await call(order, {
      before: () => {
        asked.push(clock.now() - start);
        return Promise.resolve(true);
      },
    });
    expect(asked).toHaveLength(3);
    expect(asked).toEqual(sentAt());
  });

  test("a call that is not wanted any more is withheld", async () => {
    const { call, wire } = wiredClient(() => ecsError("Throttling.User", 400));
    const error = await rejectionOf(call(order, { before: () => Promise.resolve(wire.requests.length < 2) }));
    expect(error).toBeInstanceOf(NotSent);
    expect(wire.requests).toHaveLength(2);
  });

  test.each([
    ["a reset connection", reset],
    ["HTML of a proxy", html],
    ["the vendor's own trouble", ecsError("InternalError", 500)],
    ["a nonce that was seen", ecsError("SignatureNonceUsed")],
  ])("an order is not sent again after %s: it may have been carried out", async (_what, outcome) => {
    const { call, wire } = wiredClient(() => outcome);
    expect(await rejectionOf(call(order))).toMatchObject({ name: "LostReply", neverSent: false });
    expect(wire.requests).toHaveLength(1);
  });

  test("an order that never left is sent again, and told as such when it never does", async () => {
    const recovering = wiredClient((_request, attempt) => (attempt < 3 ? refusedConnection : good));
    await recovering.call(order);
    expect(recovering.wire.requests).toHaveLength(3);
    const hopeless = wiredClient(() => refusedConnection);
    expect(await rejectionOf(hopeless.call(order))).toMatchObject({ name: "LostReply", neverSent: true });
    expect(hopeless.wire.requests).toHaveLength(5);
  });

  test("an order whose reply is lost after one that never left is not sent again", async () => {
    const { call, wire } = wiredClient((_request, attempt) => (attempt === 1 ? refusedConnection : reset));
    expect(await rejectionOf(call(order))).toMatchObject({ neverSent: false });
    expect(wire.requests).toHaveLength(2);
  });

  test("the vendor's words count: they tell that a generic code is about the credentials", async () => {
    const { call } = wiredClient(() =>
      ecsError("InvalidParameter", 400, {}, 'The parameter "SecurityToken" is not valid.'),
    );
    expect(await rejectionOf(call(order))).toMatchObject({ meaning: "credentials" });
  });

  test("a refusal is final, whatever was asked", async () => {
    for (const what of [question, order]) {
      const { call, wire } = wiredClient(() => ecsError("InvalidEniId.NotFound", 404));
      expect(await rejectionOf(call(what))).toMatchObject({
        name: "VendorRefusal",
        meaning: "goneEni",
        words: { action: what.action, code: "InvalidEniId.NotFound", status: 404, requestId: "REQ-1" },
      });
      expect(wire.requests).toHaveLength(1);
    }
  });

  test("an attempt that would come after the deadline is neither made nor waited for: the last trouble is told", async () => {
    const { call, sentAt, clock } = wiredClient(() => reset);
    const began = clock.now();
    const error = await rejectionOf(call(question, { within: 1_400 }));
    expect(error).toMatchObject({ name: "LostReply", message: expect.stringContaining("ECONNRESET") });
    expect(sentAt()).toEqual([0, 500]);
    expect(clock.now() - began).toBe(500);
    expect(clock.pending).toBe(0);
  });

  test("after the deadline nothing is sent", async () => {
    const { call, wire } = wiredClient(() => good);
    expect(await rejectionOf(call(order, { within: -1 }))).toBeInstanceOf(NoTurn);
    expect(wire.requests).toEqual([]);
  });

  test("an answer is waited for until the deadline, at most 30 s and at least one", async () => {
    for (const [within, timeout] of [
      [10_000, 10_000],
      [600_000, 30_000],
      [200, 1_000],
    ] as const) {
      const { call, wire } = wiredClient(() => good);
      await call(question, { within });
      expect(wire.timeouts).toEqual([timeout]);
    }
  });
});

describe("throttling", () => {
  test.each([
    ["x-acs-retry-after in milliseconds", { "x-acs-retry-after": "7000" }],
    ["Retry-After in seconds", { "retry-after": "7" }],
  ])("a call waits as %s says, and is sent again, an order too", async (_what, headers) => {
    for (const what of [question, order]) {
      const { call, sentAt } = wiredClient((_request, attempt) =>
        attempt === 1 ? ecsError("Throttling.User", 400, headers) : good,
      );
      await call(what);
      expect(sentAt()).toEqual([0, 7_000]);
    }
  });

  test("it goes on until the deadline, not for a number of attempts, and then says what the vendor said", async () => {
    const { call, wire, sentAt } = wiredClient(() => ecsError("Throttling", 503));
    const error = await rejectionOf(call(order, { within: 120_000 }));
    expect(error).toMatchObject({ name: "VendorRefusal", meaning: "throttled", words: { code: "Throttling" } });
    expect(wire.requests.length).toBeGreaterThan(8);
    expect(Math.max(...sentAt())).toBeLessThanOrEqual(120_000);
    expect(Math.max(...sentAt())).toBeGreaterThan(90_000);
  });

  test("others on the same action wait as well", async () => {
    const { call, sentAt } = wiredClient((_request, attempt) =>
      attempt === 1 ? ecsError("Throttling.Api", 400, { "x-acs-retry-after": "3000" }) : good,
    );
    await Promise.all([call(question).then(() => call(question))]);
    expect(sentAt()).toEqual([0, 3_000, 3_000]);
  });

  test("throttling does not use up the attempts of a question", async () => {
    const outcomes = [reset, ecsError("Throttling"), reset, ecsError("Throttling"), good];
    const { call, wire } = wiredClient((_request, attempt) => outcomes[attempt - 1] ?? good);
    await call(question, { attempts: 3 });
    expect(wire.requests).toHaveLength(5);
  });

  test("no turn under the rate before the deadline is an error of its own, and nothing is sent", async () => {
    const { call, wire } = wiredClient(() => good, { rates: { "*": { requests: 1, perMs: 60_000 } } });
    await call(order, { within: 50_000 });
    const error = await rejectionOf(call(order, { within: 50_000 }));
    expect(error).toBeInstanceOf(NoTurn);
    expect(error).toMatchObject({ neverSent: true, action: order.action });
    expect(wire.requests).toHaveLength(1);
  });
});

describe("words", () => {
  const token = "CAISexample/Token+With=Signs==";
  const key = () => ({ ...credentials, token });

  test("the vendor's echo of key id, token and signature is not passed on, in refusals and in lost replies", async () => {
    const echo = `is: POST&%2F&AccessKeyId%3D${credentials.keyId} x-acs-security-token:${token} ${credentials.secret} Signature=${"a".repeat(64)}`;
    for (const code of ["SignatureDoesNotMatch", "InternalError"]) {
      const { call, trace } = wiredClient(() => ecsError(code, 400, {}, echo), { key });
      const error = await rejectionOf(call(order));
      if (!(error instanceof VendorRefusal || error instanceof LostReply)) throw new Error("another error");
      for (const text of [error.message, error.words?.message, JSON.stringify(error), ...trace]) {
        for (const hidden of [token, credentials.keyId, credentials.secret, "a".repeat(64)])
          expect(text).not.toContain(hidden);
      }
      expect(error.message).toContain("LTAI…0001");
    }
  });

  test("what is not the vendor's is told with status, kind and host, never with the query or the body", async () => {
    const { call } = wiredClient(() => html);
    const error = await rejectionOf(call(order));
    expect(error).toMatchObject({
      message: "DetachNetworkInterface: HTTP 502 with a body that is not the vendor's (text/html) from ecs.example.com",
      words: undefined,
    });
  });

  test("the trace has one line for each exchange, with neither query nor signature", async () => {
    const outcomes = [reset, ecsError("Throttling.User"), good];
    const { call, trace } = wiredClient((_request, attempt) => outcomes[attempt - 1] ?? good);
    await call(question);
    expect(trace).toEqual([
      "DescribeNetworkInterfaces -> ecs.example.com: ECONNRESET: the connection was reset (0 ms)",
      "DescribeNetworkInterfaces -> ecs.example.com: 400 Throttling.User (0 ms)",
      "DescribeNetworkInterfaces -> ecs.example.com: 200 (0 ms)",
    ]);
  });

  test("an error of ours is not taken for a lost reply", async () => {
    const { call, wire } = wiredClient(() => {
      throw new TypeError("ours");
    });
    expect(await rejectionOf(call(question))).toBeInstanceOf(TypeError);
    expect(wire.requests).toHaveLength(1);
  });
});
