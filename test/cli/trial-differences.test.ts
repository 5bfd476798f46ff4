// A trial against clouds with strange switches: each difference from what is taken for granted is told, with the section that it
// contradicts.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import GithubSlugger from "github-slugger";
import type { HttpRequest, HttpResponse } from "../../provider/http/transport.ts";
import { caseOf, vendorCases } from "../contract/vendor-cases.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { benchesOfEachTest } from "./trial-bench.ts";

const benchOf = benchesOfEachTest();

/** The told differences, as `state DescribeNetworkInterfaces: …`, and their sections. */
function told(out: string): { readonly lines: string[]; readonly sections: string[] } {
  const lines = [...out.matchAll(/^ {2}(field|type|state|code|order|lag|rate|foreign) +(.*)$/gm)];
  const sections = [...out.matchAll(/^ +against (.*)$/gm)];
  return {
    lines: lines.map(([, kind, says]) => `${kind} ${says}`),
    sections: sections.map(([, section = ""]) => section),
  };
}

/** Changes every object of an answer that is the ENI of the trial. */
function changing(vendor: VendorCase, change: (eni: Record<string, unknown>) => void) {
  return (_request: HttpRequest, response: HttpResponse): HttpResponse => {
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const isEni = Object.entries(value).some(
        ([name, one]) => /^(networkInterfaceId|nicId)$/i.test(name) && one === vendor.ids.eni,
      );
      if (isEni && !Array.isArray(value)) change(value as Record<string, unknown>);
      Object.values(value).forEach(visit);
    };
    const body: unknown = JSON.parse(response.body);
    visit(body);
    return { ...response, body: JSON.stringify(body) };
  };
}

const nameOf = (eni: Record<string, unknown>, pattern: RegExp): string =>
  Object.keys(eni).find((name) => pattern.test(name)) ?? "none";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  const { eni } = vendor.ids;

  test("a field that is not known", async () => {
    const bench = benchOf(vendor, { tamper: changing(vendor, (one) => (one["brandNew"] = "x")) });
    const { exitCode, out } = await bench.run("--yes");
    expect(exitCode).toBe(3);
    const { lines } = told(out);
    expect(lines).toContainEqual(
      expect.stringMatching(/^field DescribeNetworkInterfaces: .*\[\]\.brandNew is not known \(text\)$/),
    );
    expect(lines.every((line) => line.includes("brandNew"))).toBe(true);
  });

  test("a field that is missing, and one of another type", async () => {
    const tamper = changing(vendor, (one) => {
      Reflect.deleteProperty(one, nameOf(one, /^(vpcId|regionId)$/i));
      one[nameOf(one, /^macAddress$/i)] = 17;
    });
    // The legacy API's calls need the VPC.
    const isNeeded = vendor.vendor === "tencentcloud-vpc-v2";
    const { exitCode, out } = await benchOf(vendor, { tamper }).run("--yes");
    if (isNeeded) return expect(exitCode).toBe(1);
    expect(exitCode).toBe(3);
    expect(told(out).lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^field .*(vpcId|regionId) is missing$/i),
        expect.stringMatching(/^type .*macAddress is a number, taken for text$/i),
      ]),
    );
  });

  test("a word that is not known", async () => {
    const bench = benchOf(vendor);
    bench.cloud.cloud.faults.add({ kind: "unknownState", word: "Rebalancing", times: 1, match: { action: "DescribeNetworkInterfaces", eni } }); // prettier-ignore
    bench.cloud.cloud.faults.add({ kind: "unknownState", word: "Rebalancing", times: 1, match: { action: "DescribeVpcTaskResult" } }); // prettier-ignore
    const { exitCode, out } = await bench.run("--yes");
    expect(told(out).lines).toContainEqual(
      expect.stringMatching(/^state .* is "Rebalancing", a word that is not known$/),
    );
    expect([1, 3]).toContain(exitCode);
  });

  test("a code that is not known", async () => {
    const bench = benchOf(vendor);
    bench.cloud.cloud.faults.add({
      kind: "error",
      code: "BrandNew.Refusal",
      times: 1,
      match: { action: "AttachNetworkInterface" },
    });
    const { exitCode, out } = await bench.run("--yes");
    expect([exitCode, bench.place]).toEqual([1, "free"]);
    expect(told(out).lines).toContainEqual(
      expect.stringMatching(/^code AttachNetworkInterface: the code "BrandNew.Refusal" is not known$/),
    );
  });

  test("an answer that is not the vendor's", async () => {
    const bench = benchOf(vendor);
    bench.cloud.cloud.faults.add({ kind: "html502", times: 1, match: { action: "DetachNetworkInterface" } });
    const { exitCode, out } = await bench.run("--yes");
    expect(exitCode).toBe(3);
    expect(told(out).lines).toContainEqual(
      expect.stringMatching(
        /^foreign DetachNetworkInterface: HTTP 502 with a body that is not the vendor's \(text\/html\)$/,
      ),
    );
  });

  test("rates that are met", async () => {
    const bench = benchOf(vendor, {
      world: { limits: { perSecond: { [`${vendor.vendor}/DescribeNetworkInterfaces`]: 1 } } },
    });
    const { exitCode, out } = await bench.run("--yes");
    expect(exitCode).toBe(3);
    expect(told(out).lines).toContainEqual(
      expect.stringMatching(/^rate DescribeNetworkInterfaces: throttled .*, at \d+ in a second; /),
    );
  });

  test.each(["previous", "empty"] as const)("a list that is behind and shows: %s", async (shows) => {
    const bench = benchOf(vendor);
    bench.world.patchEni(eni, {
      behaviours: { staleReads: { reads: shows === "empty" ? 1 : 3, shows, after: "both" } },
    });
    const { exitCode, out } = await bench.run("--yes");
    expect([exitCode, bench.place]).toEqual([3, "free"]);
    const { lines } = told(out);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !/^(lag|code|order) /.test(line))).toEqual([]);
    expect(lines.some((line) => line.startsWith("lag "))).toBe(true);
  });

  test("an attach that falls back", async () => {
    const bench = benchOf(vendor);
    bench.world.patchEni(eni, { behaviours: { attachFallsBack: "always" } });
    const { exitCode, out } = await bench.run("--yes");
    expect([exitCode, bench.place]).toEqual([1, "free"]);
    if (vendor.showsTransitions)
      expect(told(out).lines).toContainEqual("order after an accepted attach the ENI went back to detached");
  });

  test("each section that is named exists", async () => {
    const slugger = new GithubSlugger();
    const page = readFileSync(`docs/vendors/${vendor.vendor}.md`, "utf8");
    const anchors = [...page.matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => slugger.slug(heading));
    const bench = benchOf(vendor, {
      tamper: changing(vendor, (one) => (one["brandNew"] = "x")),
      world: { limits: { perSecond: { [`${vendor.vendor}/DescribeNetworkInterfaces`]: 1 } } },
    });
    bench.cloud.cloud.faults.add({ kind: "html502", times: 1, match: { action: "DetachNetworkInterface" } });
    bench.cloud.cloud.faults.add({ kind: "unknownState", word: "Odd", times: 1, match: { eni } });
    const { sections } = told((await bench.run("--yes")).out);
    expect(sections.length).toBeGreaterThan(1);
    for (const section of sections) {
      const [file, anchor] = section.split("#");
      expect([file, anchors]).toEqual([`docs/vendors/${vendor.vendor}.md`, expect.arrayContaining([anchor])]);
    }
  });
});

describe("switches of one vendor", () => {
  const cases: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ["alicloud-ecs", { switches: { detachedInstanceId: "absent" } }, /^field .*\[\]\.InstanceId is missing$/],
    ["zenlayer-zec", { switches: { detachedInstanceId: "absent" } }, /^field .*\[\]\.instanceId is missing$/],
    ["zenlayer-zec", { switches: { detachedInstanceId: "null" } }, /^type .*\[\]\.instanceId is null, taken for text$/],
    ["alicloud-ecs", { switches: { instanceIdAppears: "whenInUse" } }, /^order while an attach is under way, .* does not name the instance$/], // prettier-ignore
    ["zenlayer-zec", { switches: { instanceIdClears: "whenDetaching" } }, /^order while a detach is under way, .* does not name the instance$/], // prettier-ignore
    [
      "tencentcloud-ecm",
      { faces: { "tencentcloud-ecm": { emptyLists: "null" } } },
      /^type .* is null, taken for a list$/,
    ],
    ["tencentcloud-vpc-v2", { tasks: { ends: "before", byMs: 2_500 } }, /^lag .* after the end of the task of the attach did not show the ENI attached$/], // prettier-ignore
  ];

  test.each(cases)("%s %j", async (name, world, says) => {
    const { exitCode, out } = await benchOf(caseOf(name), { world }).run("--yes");
    expect(exitCode).toBe(3);
    expect(told(out).lines).toContainEqual(expect.stringMatching(says));
  });
});
