// A selection of what goes wrong between us and a vendor, on the real engine: what is lived through is not seen in the result, and
// what is not ends in a state that says where the ENI is, from which the next run goes on.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { accountOf, Fleet } from "./fleet.ts";
import { fail, MINUTES, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

/** What an ENI meets. */
const parts = ["lost-reply", "throttled", "breakdowns", "slow", "stuck", "falls-back"];
const renewed = { accessKeyId: "LTAI5tRENEWEDKEYID000002", accessKeySecret: "RenewedSecretNotARealOne000002" };

let fleet: Fleet;
beforeAll(async () => {
  fleet = await Fleet.open({ vendors: ["ali", "vpc", "old"], parts });
}, ENGINE_TIMEOUT_MS);
afterAll(() => fleet.close());

function disturb(...actions: ("Attach" | "Detach")[]): void {
  for (const action of actions) {
    for (const ship of fleet.of("lost-reply")) fleet.disturb(ship, action, { kind: "dropAfter", times: 1 });
    for (const ship of fleet.of("throttled"))
      fleet.disturb(ship, action, { kind: "throttle", retryAfterMs: 200, times: 3 });
    for (const ship of fleet.of("slow")) fleet.disturb(ship, action, { kind: "delay", ms: 1_500, times: 1 });
  }
  // Three answers in a row that say nothing, to the questions after those of plan and first look.
  for (const ship of fleet.of("breakdowns")) {
    for (const kind of ["serverError", "html502", "garbage"] as const) {
      fleet.disturb(ship, "Describe", { kind, skip: 2, times: 1 });
    }
  }
}

test(
  "a create and a move live through lost replies, throttling, breakdowns and slow answers; every change is made once",
  async () => {
    await fleet.declare(({ part }) => (part === "stuck" ? ["a", { timeouts: { detach: "6s" } }] : "a"));
    disturb("Attach");
    const created = await succeed(fleet.stack.up());
    const slowed = "Attach a (throttle)";
    expect(fleet.log()).toEqual({
      ...fleet.everywhere(["Attach a"]),
      ...fleet.expected({
        "lost-reply": ["Attach a (dropAfter)"],
        throttled: [slowed, slowed, slowed, "Attach a"],
        slow: ["Attach a (delay)"],
      }),
    });
    expect(await fleet.recorded()).toEqual(fleet.everywhere("a"));
    expect(created).not.toMatch(/error|warning/);
  },
  MINUTES,
);

test(
  "a move too; a detach that hangs is sent again where the vendor says so, and one that falls back is rolled back",
  async () => {
    await fleet.declare(({ part }) => (part === "stuck" ? ["b", { timeouts: { detach: "6s" } }] : "b"));
    disturb("Attach", "Detach");
    for (const ship of fleet.of("falls-back")) fleet.behave(ship, { attachFallsBack: 1 });
    // Only Alibaba's documents know this trouble and its remedy.
    for (const ship of fleet.of("stuck").filter(({ vendor }) => vendor === "ali"))
      fleet.behave(ship, { detachSticks: 1 });
    const mark = fleet.mark();
    const failed = await fail(fleet.stack.up());
    const throttled = (call: string) => Array<string>(3).fill(`${call} (throttle)`);
    expect(fleet.log(mark)).toEqual({
      ...fleet.everywhere(["Detach", "Attach b"]),
      ...fleet.expected({
        "lost-reply": ["Detach (dropAfter)", "Attach b (dropAfter)"],
        throttled: [...throttled("Detach"), "Detach", ...throttled("Attach b"), "Attach b"],
        slow: ["Detach (delay)", "Attach b (delay)"],
        "falls-back": ["Detach", "Attach b", "Attach a"],
      }),
      "ali-stuck": ["Detach", "Detach", "Attach b"],
    });
    const places = { ...fleet.everywhere("b"), ...fleet.expected({ "falls-back": "a" }) };
    expect(fleet.places()).toEqual(places);
    expect(await fleet.recorded()).toEqual(places);
    expect(failed).toMatch(/is still detaching from i-aaaaaaaa after [\d.]+ s: sending the detach again \(1 of 5\)/);
    for (const { label } of fleet.of("falls-back")) expect(failed).toContain(`${label} plan: detach from `);
    expect(failed.match(/It was put back on .*\[ROLLED_BACK\]/g)).toHaveLength(3);

    const again = fleet.mark();
    await succeed(fleet.stack.up());
    expect(fleet.log(again)).toEqual({
      ...fleet.everywhere([]),
      ...fleet.expected({ "falls-back": ["Detach", "Attach b"] }),
    });
    expect(await fleet.recorded()).toEqual(fleet.everywhere("b"));
  },
  MINUTES,
);

test(
  "credentials that expire in the middle of a move: the state says so much as is known, and good ones finish it",
  async () => {
    await fleet.declare(() => "c");
    for (const ship of fleet.ships) fleet.behave(ship, { detachSticks: 1, detachReissues: "never" });
    const mark = fleet.mark();
    const run = fleet.stack.startUp();
    await fleet.until(() => fleet.ships.every(({ eni }) => fleet.cloud.world.eni(eni)?.status === "detaching"));
    await fleet.renewAccount(renewed);
    const failed = await fail(run.result);
    expect(fleet.log(mark)).toEqual(fleet.everywhere(["Detach"]));
    expect(failed.match(/\[CREDENTIALS_REJECTED\]/g)?.length).toBeGreaterThanOrEqual(fleet.ships.length);
    expect(await fleet.recorded()).toEqual(fleet.everywhere("detached (b)"));

    const env = accountOf(renewed.accessKeyId, renewed.accessKeySecret);
    await succeed(fleet.stack.up({ env }));
    expect(fleet.log(mark)).toEqual(fleet.everywhere(["Detach", "Attach c"]));
    expect(await fleet.recorded()).toEqual(fleet.everywhere("c"));
  },
  MINUTES,
);
