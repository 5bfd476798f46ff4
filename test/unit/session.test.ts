// What operations share: one client, limiter and watcher for an account, region and endpoint; answers for previews.
import { describe, expect, test } from "@jest/globals";
import { accountOf, describeCredentials, fixedCredentials } from "../../provider/http/credentials.ts";
import { SharedAnswers, Sessions } from "../../provider/lifecycle/session.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { calmRandom, credentials, FakeWire, json, rejectionOf } from "./fakes.ts";

describe("sessions", () => {
  const key = { vendor: alicloudEcs, region: "cn-hangzhou", origin: "https://ecs.example.com", rates: {} };
  const source = fixedCredentials("environment (X)", credentials);
  const make = () => {
    const clock = new VirtualClock();
    const page = { RequestId: "R", NetworkInterfaceSets: { NetworkInterfaceSet: [] } };
    const wire = new FakeWire(
      () => clock.now(),
      () => json(page),
    );
    return { clock, wire, sessions: new Sessions({ clock, random: calmRandom(), transport: wire.transport }) };
  };

  test("the same for the same account, region and endpoint, however many ask at once", async () => {
    const { sessions } = make();
    const all = await Promise.all([1, 2, 3].map(() => sessions.get(key, source)));
    expect(new Set(all).size).toBe(1);
    expect(all[0]?.identity).toBe("environment (X), key id LTAI…0001");
  });

  test("another one for another region, endpoint or account", async () => {
    const { sessions } = make();
    const first = await sessions.get(key, source);
    const others = [
      await sessions.get({ ...key, region: "cn-beijing" }, source),
      await sessions.get({ ...key, origin: "http://127.0.0.1:1" }, source),
      await sessions.get(key, fixedCredentials("X", { ...credentials, keyId: "LTAIANOTHERKEY000002" })),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  test("looks of several operations go out as one call, to the session's endpoint and region", async () => {
    const { clock, sessions, wire } = make();
    const [one, two] = [await sessions.get(key, source), await sessions.get(key, source)];
    await clock.until(Promise.all([one.watcher.look("eni-1"), two.watcher.look("eni-2")]));
    expect(wire.requests).toHaveLength(1);
    expect(wire.requests[0]?.url).toMatch(
      /^https:\/\/ecs\.example\.com\/\?.*NetworkInterfaceId\.2=eni-2.*RegionId=cn-hangzhou/,
    );
  });

  test("a rate of the settings counts before the vendor's, and leaves its others", async () => {
    const { clock, sessions, wire } = make();
    const rates = { DescribeNetworkInterfaces: { requests: 1, perMs: 5_000 } };
    const { watcher } = await sessions.get({ ...key, rates }, source);
    for (let look = 0; look < 3; look += 1) await clock.until(watcher.look("eni-1"));
    const [first = 0, second = 0, third = 0] = wire.at;
    expect([second - first, third - second]).toEqual([5_000, 5_000]);
  });
});

describe("accounts", () => {
  test("a bearer token tells accounts apart without being shown", () => {
    const bearer = (token: string) => accountOf({ keyId: "", secret: "", bearer: token });
    expect(bearer("token-one")).not.toBe(bearer("token-two"));
    expect(bearer("token-one")).not.toContain("token");
    expect(accountOf(credentials)).toBe(credentials.keyId);
    expect(describeCredentials("environment (Y)", "")).toBe("environment (Y), a bearer token");
  });
});

describe("shared answers", () => {
  const make = () => {
    const clock = new VirtualClock();
    let asked = 0;
    const answers = new SharedAnswers(clock);
    const get = (key = "eni eni-1") => answers.get(key, () => Promise.resolve((asked += 1)));
    return { clock, answers, get };
  };

  test("are kept for half a minute, then asked for again", async () => {
    const { clock, get } = make();
    expect([await get(), await get()]).toEqual([1, 1]);
    await clock.advance(29_999);
    expect(await get()).toBe(1);
    await clock.advance(1);
    expect(await get()).toBe(2);
  });

  test("are one question for those who ask together, and one for each thing", async () => {
    const { get } = make();
    expect(await Promise.all([get(), get(), get("instance i-a")])).toEqual([1, 1, 2]);
  });

  test("are forgotten once a call may have changed the thing", async () => {
    const { answers, get } = make();
    await get();
    answers.forget("eni eni-1");
    expect(await get()).toBe(2);
  });

  test("a failure is told to those who asked together, and not kept", async () => {
    const { answers, get } = make();
    const failing = () => answers.get("eni eni-1", () => Promise.reject(new Error("no")));
    expect(await Promise.all([rejectionOf(failing()), rejectionOf(failing())])).toEqual([
      new Error("no"),
      new Error("no"),
    ]);
    expect(await get()).toBe(1);
  });
});
