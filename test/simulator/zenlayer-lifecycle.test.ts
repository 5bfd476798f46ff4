// The client against the face: every call is accepted as it is signed, and attach, move and detach end as they should under
// each switch of what Zenlayer does not document.
import { describe, expect, test } from "@jest/globals";
import type { Credentials } from "../../provider/http/credentials.ts";
import { ensureAttached, ensureDetached } from "../../provider/lifecycle/move.ts";
import { preflight } from "../../provider/lifecycle/preflight.ts";
import { DEFAULT_OWNER } from "../../simulator/world/schema.ts";
import { signed, ZecBench } from "./zenlayer-bench.ts";
import { ids, TOKEN } from "./zenlayer-callers.ts";
import type { ZecWorld } from "./zenlayer-callers.ts";

const onA: ZecWorld = { enis: [{ id: ids.nic1, instanceId: ids.a }] };
const keep = { reattach: false };
const withMore = (parts: ZecWorld, more: Record<string, unknown>): ZecWorld => ({ ...parts, more });

describe.each<[string, Credentials]>([
  ["a signature", signed],
  ["a token", { keyId: "", secret: "", bearer: TOKEN }],
])("with %s", (_how, credentials) => {
  test("attach, move and detach, and every call of theirs is accepted", async () => {
    const bench = new ZecBench();
    await bench.run(ensureAttached(await bench.operation({ credentials }), keep));
    expect(bench.nic).toBe(`inUse ${ids.a}`);
    await bench.run(ensureAttached(await bench.operation({ credentials, to: ids.b, attachedTo: ids.a }), keep));
    expect(bench.nic).toBe(`inUse ${ids.b}`);
    const { how } = await bench.run(ensureDetached(await bench.operation({ credentials, attachedTo: ids.b })));
    expect([how, bench.nic]).toEqual(["detached", "available -"]);
    expect(bench.changes).toEqual([`Attach ${ids.a}`, "Detach -", `Attach ${ids.b}`, "Detach -"]);
    const calls = bench.cloud.calls();
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(calls.map(({ action }) => action))).toEqual(
      new Set(["AttachNetworkInterface", "DetachNetworkInterface", "DescribeNetworkInterfaces", "DescribeInstances"]),
    );
  });
});

describe("what is documented nowhere", () => {
  const forms = ["empty", "null", "absent"];
  const times = ["whenDetaching", "whenAvailable"];
  const appearances = ["whenAttaching", "whenInUse"];
  const all = forms.flatMap((detachedInstanceId) =>
    times.flatMap((instanceIdClears) =>
      appearances.map((instanceIdAppears) => ({ detachedInstanceId, instanceIdClears, instanceIdAppears })),
    ),
  );

  test.each(all)("%j: a move and a detach", async (switches) => {
    const bench = new ZecBench(withMore(onA, { switches }));
    await bench.run(ensureAttached(await bench.operation({ to: ids.b, attachedTo: ids.a }), keep));
    expect(bench.nic).toBe(`inUse ${ids.b}`);
    const { how } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.b })));
    expect([how, bench.nic]).toEqual(["detached", "available -"]);
    expect(bench.changes).toEqual(["Detach -", `Attach ${ids.b}`, "Detach -"]);
  });

  test.each(times)("instanceId clears %s: a detach that somebody began is waited for", async (instanceIdClears) => {
    const enis = [{ id: ids.nic1, instanceId: ids.a, status: "detaching" }];
    const bench = new ZecBench(withMore({ enis }, { switches: { instanceIdClears } }));
    const { how, called } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })));
    expect([how, called, bench.nic]).toEqual(["detached", false, "available -"]);
  });

  describe.each(["new", "old"])("the %s generation of codes", (errors) => {
    const generation = (parts: ZecWorld): ZecWorld => ({ ...parts, settings: { errors } });

    test("detached by somebody at the last moment: done", async () => {
      const bench = new ZecBench(generation(onA));
      bench.before = (action) => action.startsWith("Detach") && bench.world.freeEni(ids.nic1);
      const { how } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })));
      expect([how, bench.nic]).toEqual(["detached", "available -"]);
    });

    test("deleted by somebody at the last moment: done", async () => {
      const bench = new ZecBench(generation(onA));
      bench.before = (action) => action.startsWith("Detach") && bench.world.eni(ids.nic1) && bench.world.deleteEni(ids.nic1); // prettier-ignore
      const { how } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })));
      expect(how).toBe("gone");
    });

    test("a stopped instance: the detach fails at once, says what to do, and nothing is detached", async () => {
      const bench = new ZecBench({ ...generation(onA), instances: [{ id: ids.a, status: "stopped" }, { id: ids.b }] });
      const error = await bench.fail(ensureDetached(await bench.operation({ attachedTo: ids.a })));
      expect(error.code).toBe("DETACH_REFUSED");
      expect(error.message).toMatch(/\(STOPPED\) does not allow it.*Start the instance .*only while it is RUNNING/);
      expect(bench.nic).toBe(`inUse ${ids.a}`);
    });

    test("an attach to an instance that does not exist says so", async () => {
      const bench = new ZecBench(generation({}));
      const error = await bench.fail(ensureAttached(await bench.operation({ to: "404" }), keep));
      expect(error.code).toBe("INSTANCE_NOT_FOUND");
    });

    test("a vNIC that does not exist", async () => {
      const bench = new ZecBench(generation({ enis: [] }));
      expect((await bench.fail(ensureAttached(await bench.operation(), keep))).code).toBe("ENI_NOT_FOUND");
      expect((await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })))).how).toBe("gone");
      expect(bench.changes).toEqual([]);
    });
  });
});

describe("before anything is detached", () => {
  const moving = async (instances: Record<string, unknown>[], enis = onA.enis ?? []) => {
    const bench = new ZecBench({ instances: [{ id: ids.a }, ...instances], enis });
    const error = await bench.fail(ensureAttached(await bench.operation({ to: ids.b, attachedTo: ids.a }), keep));
    expect([error.code, bench.changes, bench.nic]).toEqual(["PREFLIGHT_FAILED", [], `inUse ${ids.a}`]);
    return error.message;
  };

  test("a target that is stopped", async () => {
    const said = await moving([{ id: ids.b, status: "stopped" }]);
    expect(said).toMatch(new RegExp(`${ids.b} is STOPPED\\..* To do: Start the instance`));
  });

  test("a target in another region; zones of one region may differ", async () => {
    const said = await moving([{ id: ids.b, region: "europe-central-1" }]);
    expect(said).toMatch(/is in region asia-east-1, \d+ in europe-central-1/);
    const bench = new ZecBench({ ...onA, instances: [{ id: ids.a }, { id: ids.b, zone: "asia-east-1b", vpc: "7" }] });
    await bench.run(ensureAttached(await bench.operation({ to: ids.b, attachedTo: ids.a }), keep));
    expect(bench.nic).toBe(`inUse ${ids.b}`);
  });

  test("a target that does not exist", async () => expect(await moving([])).toMatch(/does not exist/));

  test("a target that is booting is waited for", async () => {
    const bench = new ZecBench({ ...onA, instances: [{ id: ids.a }, { id: ids.b, status: "stopped" }] });
    bench.world.startInstance(ids.b, 10_000);
    const op = await bench.operation({ to: ids.b, attachedTo: ids.a });
    const eni = await bench.run(op.look());
    expect(eni && (await bench.run(preflight(op, eni, ids.b))).transitional).toBe(true);
    await bench.run(ensureAttached(op, keep));
    expect([bench.nic, bench.changes]).toEqual([`inUse ${ids.b}`, ["Detach -", `Attach ${ids.b}`]]);
  });

  test("a primary vNIC is never touched", async () => {
    const bench = new ZecBench();
    const args = { networkInterfaceId: ids.primaryOfA };
    const error = await bench.fail(ensureAttached(await bench.operation({ to: ids.b, args }), keep));
    expect(error.message).toMatch(/it is a primary ENI.*declare a secondary vNIC/);
    expect(bench.changes).toEqual([]);
  });
});

describe("refusals with a remedy", () => {
  test("a load balancer's back end", async () => {
    const bench = new ZecBench({ enis: [{ id: ids.nic1, instanceId: ids.a, linked: true }] });
    const error = await bench.fail(ensureDetached(await bench.operation({ attachedTo: ids.a })));
    expect(error.message).toMatch(/INVALID_NIC_LB_ASSOCIATED.*back end of a load balancer: remove it there/);
    expect([error.code, bench.changes, bench.nic]).toEqual(["DETACH_REFUSED", ["Detach -"], `inUse ${ids.a}`]);
  });

  test("a full instance, and a failed check, after which a move is undone", async () => {
    for (const [world, says] of [
      [{ instances: [{ id: ids.a }, { id: ids.b, maxEnis: 1 }] }, /INVALID_INSTANCE_NIC_LIMIT.*[Dd]etach another one/],
      [{ settings: { abnormalInstances: [ids.b] } }, /INVALID_INSTANCE_PRECHECK_ABNORMAL.*guest agent \(QGA\)/],
    ] as const) {
      const bench = new ZecBench({ ...onA, ...world });
      const error = await bench.fail(ensureAttached(await bench.operation({ to: ids.b, attachedTo: ids.a }), keep));
      expect([error.code, bench.nic]).toEqual(["ROLLED_BACK", `inUse ${ids.a}`]);
      expect(error.message).toMatch(says);
    }
  });
});

describe("whose it is", () => {
  test("moved by somebody else between the look and the call: no detach is sent", async () => {
    const bench = new ZecBench(onA);
    let looks = 0;
    bench.before = (action) => {
      // After the look that plans, and before the one at the last moment.
      if (action === "DescribeNetworkInterfaces" && (looks += 1) === 2) bench.world.placeEni(ids.nic1, ids.b);
    };
    const { how } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })));
    expect([how, bench.changes, bench.nic]).toEqual(["elsewhere", [], `inUse ${ids.b}`]);
  });

  test.each(["whenDetaching", "whenAvailable"])(
    "a detach begun by somebody at that moment is waited for (%s)",
    async (instanceIdClears) => {
      const bench = new ZecBench(withMore(onA, { switches: { instanceIdClears } }));
      const order = { vendor: "zenlayer-zec", owner: DEFAULT_OWNER, eniId: ids.nic1, instanceId: ids.a };
      let looks = 0;
      bench.before = (action) => {
        if (action === "DescribeNetworkInterfaces" && (looks += 1) === 2)
          bench.world.detach(order, { instanceStates: ["running"] });
      };
      const { how } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })));
      expect([how, bench.changes, bench.nic]).toEqual(["detached", [], "available -"]);
    },
  );

  test("on another instance: create fails and names the holder, and takes over only when told to", async () => {
    const bench = new ZecBench(onA);
    const error = await bench.fail(ensureAttached(await bench.operation({ to: ids.b }), keep));
    expect([error.code, bench.changes]).toEqual(["ENI_ATTACHED_ELSEWHERE", []]);
    expect(error.message).toContain(ids.a);
    const op = await bench.operation({ to: ids.b, args: { onConflict: "takeOver" } });
    await bench.run(ensureAttached(op, keep));
    expect(bench.nic).toBe(`inUse ${ids.b}`);
  });

  test("a vNIC that went with its instance counts as detached", async () => {
    const bench = new ZecBench(onA);
    bench.world.releaseInstance(ids.a);
    const { how } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })));
    expect([how, bench.changes]).toEqual(["gone", []]);
  });
});

describe("trouble on the way", () => {
  const detaching = async (rule: Record<string, unknown>) => {
    const bench = new ZecBench(onA);
    bench.cloud.cloud.faults.add({ match: { action: "DetachNetworkInterface" }, times: 1, ...rule });
    const { how } = await bench.run(ensureDetached(await bench.operation({ attachedTo: ids.a })));
    expect([how, bench.nic]).toEqual(["detached", "available -"]);
    return bench;
  };

  test.each<[Record<string, unknown>, number]>([
    [{ kind: "throttle", times: 3 }, 4],
    [{ kind: "throttle", retryAfterMs: 2_000 }, 2],
    [{ kind: "dropBefore" }, 2],
    [{ kind: "dropAfter" }, 1],
    [{ kind: "html502" }, 2],
    [{ kind: "html502", applied: true }, 1],
    [{ kind: "serverError" }, 2],
    [{ kind: "serverError", status: 503, applied: true }, 1],
    [{ kind: "garbage" }, 1],
    [{ kind: "edge" }, 2],
    [{ kind: "edge", page: "blocked" }, 2],
  ])("%j: the detach is sent %i times, and never twice blindly", async (rule, calls) => {
    expect((await detaching(rule)).changes).toHaveLength(calls);
  });

  test("questions that are challenged are asked again, and if it stays so the error says what it is", async () => {
    await detaching({ kind: "edge", match: { action: "DescribeNetworkInterfaces" }, times: 2 });
    const bench = new ZecBench(onA);
    bench.cloud.cloud.faults.add({ kind: "edge" });
    const error = await bench.fail(ensureDetached(await bench.operation({ attachedTo: ids.a })));
    expect([error.code, bench.nic]).toEqual(["READ_FAILED", `inUse ${ids.a}`]);
    expect(error.message).toMatch(/SECURITY_CHALLENGE: HTTP 403: Cloudflare.*another network/);
  });

  test("states that are new to us are waited out", async () => {
    await detaching({ kind: "unknownState", word: "MIGRATING", match: { action: "DescribeNetworkInterfaces" }, skip: 2, times: 3 }); // prettier-ignore
  });

  test("a detach that falls back is told, soon; one that hangs is not sent again", async () => {
    const falling = new ZecBench({ enis: [{ id: ids.nic1, instanceId: ids.a, behaviours: { detachFallsBack: 1 } }] });
    const back = await falling.fail(ensureDetached(await falling.operation({ attachedTo: ids.a })));
    expect([back.code, falling.changes]).toEqual(["DETACH_FELL_BACK", ["Detach -"]]);
    const hanging = new ZecBench({ enis: [{ id: ids.nic1, instanceId: ids.a, behaviours: { detachSticks: 1 } }] });
    const stuck = await hanging.fail(ensureDetached(await hanging.operation({ attachedTo: ids.a })));
    expect([stuck.code, hanging.changes]).toEqual(["DETACH_TIMEOUT", ["Detach -"]]);
    expect(stuck.message).toMatch(/QGA/);
  });

  test("credentials that are not accepted are named, with the way out", async () => {
    for (const credentials of [
      { ...signed, secret: "another" },
      { keyId: "", secret: "", bearer: "token-EXAMPLE-9999" },
    ]) {
      const bench = new ZecBench(onA);
      const error = await bench.fail(ensureDetached(await bench.operation({ credentials, attachedTo: ids.a })));
      expect(error.code).toBe("CREDENTIALS_REJECTED");
      expect(error.message).toMatch(/AUTHFAILURE_.*ZENLAYERCLOUD_ACCESS_KEY_ID.*or ZENLAYER_TOKEN/);
      expect(error.message).not.toMatch(/another\b|9999/);
    }
  });
});
