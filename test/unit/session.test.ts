// What operations share: one client, limiter and watcher for an account, region and endpoint; answers for previews.
import { describe, expect, test } from "@jest/globals";
import type { CredentialSource } from "../../provider/http/credentials.ts";
import {
  principalOf,
  describeCredentials,
  fixedCredentials,
  renewedCredentials,
} from "../../provider/http/credentials.ts";
import { Sessions } from "../../provider/session/session.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { tencentcloudVpcV2 } from "../../provider/vendors/tencentcloud-vpc-v2/index.ts";
import { tencentcloudVpc } from "../../provider/vendors/tencentcloud-vpc/index.ts";
import type { Vendor } from "../../provider/vendors/vendor.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { calmRandom, credentials, FakeWire, json } from "./fakes.ts";

const settled = (work: Promise<unknown>) => Promise.allSettled([work]);

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

  test("keys that are renewed keep session, limiter and watcher, and one renewal serves all", async () => {
    const { clock, sessions, wire } = make();
    let loaded = 0;
    const load = async () => {
      loaded += 1;
      await clock.sleep(1_000);
      return { ...credentials, keyId: `STS.NUMBER${loaded}EXAMPLE000${loaded}` };
    };
    const role = () => renewedCredentials({ found: "a role", which: ["web"] }, load, clock);
    const open = (place: CredentialSource) => clock.until(sessions.get(key, place));
    const first = await open(role());
    expect(first.identity).toBe("a role, key id STS.…0001");
    // A later search finds the role again.
    const again = await clock.until(Promise.all([1, 2, 3].map(() => sessions.get(key, role()))));
    expect(new Set([first, ...again]).size).toBe(1);
    expect([loaded, first.identity]).toEqual([2, "a role, key id STS.…0002"]);
    await clock.until(Promise.all([first.enis.look("eni-1"), first.instances.look("i-1")].map(settled)));
    expect(loaded).toBeLessThanOrEqual(4);
    expect(wire.requests.length).toBeGreaterThan(0);
    const other = renewedCredentials({ found: "a role", which: ["another"] }, load, clock);
    expect(await open(other)).not.toBe(first);
  });

  test("renewed keys share one rate with those before", async () => {
    const { clock, sessions, wire } = make();
    let loaded = 0;
    const load = () => Promise.resolve({ ...credentials, keyId: `STS.KEY${(loaded += 1)}` });
    const rates = { DescribeNetworkInterfaces: { requests: 1, perMs: 5_000 } };
    for (let look = 0; look < 2; look += 1) {
      const role = renewedCredentials({ found: "a role" }, load, clock);
      const { enis } = await clock.until(sessions.get({ ...key, rates }, role));
      await clock.until(enis.look("eni-1"));
    }
    const [first = 0, second = 0] = wire.at;
    expect([loaded >= 4, second - first]).toEqual([true, 5_250]);
  });

  test("looks of several operations go out as one call, to the session's endpoint and region", async () => {
    const { clock, sessions, wire } = make();
    const [one, two] = [await sessions.get(key, source), await sessions.get(key, source)];
    await clock.until(Promise.all([one.enis.look("eni-1"), two.enis.look("eni-2")]));
    expect(wire.requests).toHaveLength(1);
    expect(wire.requests[0]?.url).toMatch(
      /^https:\/\/ecs\.example\.com\/\?.*NetworkInterfaceId\.2=eni-2.*RegionId=cn-hangzhou/,
    );
  });

  test.each([
    ["https://vpc.tencentcloudapi.com", undefined, "https://cvm.tencentcloudapi.com/"],
    ["https://vpc.ap-shanghai-fsi.tencentcloudapi.com", undefined, "https://cvm.ap-shanghai-fsi.tencentcloudapi.com/"],
    ["https://vpc.intl.tencentcloudapi.com", undefined, "https://cvm.intl.tencentcloudapi.com/"],
    ["http://vpc.internal.tencentcloudapi.com:8080", undefined, "http://cvm.internal.tencentcloudapi.com:8080/"],
    ["https://vpc.example.com", undefined, "https://vpc.example.com/"],
    ["https://vpc.tencentcloudapi.com.example.com", undefined, "https://vpc.tencentcloudapi.com.example.com/"],
    ["http://127.0.0.1:8080", undefined, "http://127.0.0.1:8080/"],
    ["https://vpc.example.com", "https://cvm.example.com", "https://cvm.example.com/"],
    ["https://vpc.intl.tencentcloudapi.com", "https://cvm.example.com", "https://cvm.example.com/"],
  ])("beside %s, configured as %j, instances are looked at through %s", async (origin, instancesOrigin, expected) => {
    const { clock, sessions, wire } = make();
    const place = { vendor: tencentcloudVpc, region: "ap-guangzhou", origin, instancesOrigin, rates: {} };
    const session = await sessions.get(place, source);
    await clock.until(Promise.allSettled([session.enis.look("eni-1"), session.instances.look("ins-1")]));
    const asked = new Map(wire.requests.map(({ headers, url }) => [headers["x-tc-action"], url]));
    expect([asked.get("DescribeNetworkInterfaces"), asked.get("DescribeInstances")]).toEqual([`${origin}/`, expected]);
  });

  const legacy = "https://vpc.api.qcloud.com";
  test.each([
    [legacy, "ap-guangzhou", undefined, "https://cvm.tencentcloudapi.com/"],
    [legacy, "ap-shanghai-fsi", undefined, "https://cvm.ap-shanghai-fsi.tencentcloudapi.com/"],
    ["https://vpc.example.com", "ap-guangzhou", "https://cvm.example.com", "https://cvm.example.com/"],
    ["https://vpc.example.com", "ap-guangzhou", undefined, undefined],
  ])(
    "beside %s of the legacy API in %s, CVM configured as %j, it is %s",
    async (origin, region, instancesOrigin, at) => {
      const { clock, sessions, wire } = make();
      const session = await sessions.get(
        { vendor: tencentcloudVpcV2, region, origin, instancesOrigin, rates: {} },
        source,
      );
      await clock.until(Promise.allSettled([session.instances.look("ins-1")]));
      const atCvm = wire.requests.filter(({ headers }) => headers["x-tc-action"] === "DescribeInstances");
      expect([session.looksAtInstances, [...new Set(atCvm.map(({ url }) => url))]]).toEqual([
        at !== undefined,
        at === undefined ? [] : [at],
      ]);
    },
  );

  test("regions of one account share one rate where the vendor counts so, and have one each where not", async () => {
    const { clock, sessions, wire } = make();
    const rates = { DescribeNetworkInterfaces: { requests: 1, perMs: 5_000 } };
    const look = async (vendor: Vendor, region: string) => {
      const session = await sessions.get({ vendor, region, origin: vendor.origin(region), rates }, source);
      await Promise.allSettled([session.enis.look("eni-1", clock.now() + 60_000)]);
    };
    const both = (vendor: Vendor, one: string, other: string) =>
      clock.until(Promise.all([look(vendor, one), look(vendor, other)]));
    await both(tencentcloudVpc, "ap-guangzhou", "ap-beijing");
    await both(alicloudEcs, "cn-hangzhou", "cn-beijing");
    // What is answered is nobody's answer here; only when it was asked counts.
    const first = (host: string) =>
      wire.at[wire.requests.findIndex(({ url }) => new URL(url).host.includes(host))] ?? 0;
    expect(Math.abs(first("guangzhou") - first("beijing"))).toBeGreaterThanOrEqual(5_000);
    expect(first("cn-hangzhou")).toBe(first("cn-beijing"));
  });

  test("a rate of the settings counts before the vendor's, and leaves its others", async () => {
    const { clock, sessions, wire } = make();
    const rates = { DescribeNetworkInterfaces: { requests: 1, perMs: 5_000 } };
    const { enis } = await sessions.get({ ...key, rates }, source);
    for (let look = 0; look < 3; look += 1) await clock.until(enis.look("eni-1"));
    const [first = 0, second = 0, third = 0] = wire.at;
    expect([second - first, third - second]).toEqual([5_250, 5_250]);
  });
});

describe("accounts", () => {
  test("a bearer token tells accounts apart without being shown", () => {
    const bearer = (token: string) => principalOf({ keyId: "", secret: "", bearer: token });
    expect(bearer("token-one")).not.toBe(bearer("token-two"));
    expect(bearer("token-one")).not.toContain("token");
    expect(principalOf(credentials)).toBe(credentials.keyId);
    expect(describeCredentials("environment (Y)", "")).toBe("environment (Y), a bearer token");
  });
});
