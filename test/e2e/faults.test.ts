// A selection of what goes wrong between us and a vendor, on the real engine: what is lived through is not seen in the result, and
// what is not ends in a state that says where the ENI is, from which the next run goes on.
import { expect, test } from "@jest/globals";
import type { Ship } from "./fleet.ts";
import { Fleet } from "./fleet.ts";
import { accountOf } from "../support/account.ts";
import { Script } from "./script.ts";
import { fail, MINUTES, succeed, TYPE } from "./setting.ts";
import { withoutRemedy } from "./without-remedy.ts";

const three = ["ali", "vpc", "old"] as const;
/** What an ENI meets. */
const parts = {
  "lost-reply": three,
  throttled: three,
  breakdowns: three,
  slow: three,
  stuck: ["ali"], // only Alibaba's documents know this trouble and its remedy
  "falls-back": three,
  refused: ["ali"], // its attach to b is refused for good, and there is no rollback
} satisfies Record<string, readonly string[]>;
const renewed = { accessKeyId: "LTAI5tRENEWEDKEYID000002", accessKeySecret: "RenewedSecretNotARealOne000002" };
const refusal = "InvalidOperation.Ipv4CountExceeded";

function disturb(fleet: Fleet, ...actions: ("Attach" | "Detach")[]): void {
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

const more: Record<string, Record<string, unknown>> = {
  stuck: { timeouts: { detach: "30s" } },
  refused: { rollback: false },
};
const declare = (fleet: Fleet, side: "a" | "b") => fleet.declare(({ part }) => [side, more[part] ?? {}]);

const script = new Script(() => Fleet.open({ parts }));
const open = script.step((fleet) => Promise.resolve(fleet));

const created = script.step(async (fleet) => {
  await declare(fleet, "a");
  disturb(fleet, "Attach");
  const output = await succeed(fleet.stack.up());
  return { output, log: fleet.log(), recorded: await fleet.recorded() };
});

const moved = script.step(async (fleet) => {
  await declare(fleet, "b");
  disturb(fleet, "Attach", "Detach");
  for (const ship of fleet.of("falls-back")) fleet.behave(ship, { attachFallsBack: 1 });
  for (const ship of fleet.of("stuck")) fleet.behave(ship, { detachSticks: 1 });
  for (const ship of fleet.of("refused")) fleet.disturb(ship, "Attach", { kind: "error", code: refusal });
  const mark = fleet.mark();
  const output = await fail(fleet.stack.up({ args: ["--continue-on-error"] }));
  const { resources } = await fleet.stack.exportState();
  const stored = resources.filter(({ type, urn }) => type === TYPE && urn.endsWith("-refused"));
  return { output, log: fleet.log(mark), places: fleet.places(), recorded: await fleet.recorded(), stored };
});

const movedAgain = script.step(async (fleet) => {
  fleet.cloud.faults.clear();
  const mark = fleet.mark();
  // With a refresh, which runs the code that the failure has left in the state.
  await succeed(fleet.stack.up({ args: ["--refresh"] }));
  return { log: fleet.log(mark), recorded: await fleet.recorded() };
});

/** Whether the vendor has said where this ENI is since it was told to detach it: that is what an error can write down. */
function seenSinceDetach(fleet: Fleet, ship: Ship, mark: number): boolean {
  const calls = fleet.calls(ship, mark);
  const told = calls.findIndex(({ action }) => action.startsWith("Detach"));
  return (
    told >= 0 && calls.slice(told + 1).some(({ action, status }) => action.startsWith("Describe") && status === 200)
  );
}

const expired = script.step(async (fleet) => {
  await fleet.declare(() => "c");
  for (const ship of fleet.ships) fleet.behave(ship, { detachSticks: 1, detachReissues: "never" });
  const mark = fleet.mark();
  const run = fleet.stack.startUp();
  await fleet.until(() => fleet.ships.every((ship) => seenSinceDetach(fleet, ship, mark)));
  await fleet.renewAccount(renewed);
  const output = await fail(run.result);
  return { output, mark, log: fleet.log(mark), recorded: await fleet.recorded() };
});

const finished = script.step(async (fleet) => {
  const { mark } = await expired();
  await succeed(fleet.stack.up({ env: accountOf(renewed.accessKeyId, renewed.accessKeySecret) }));
  return { log: fleet.log(mark), recorded: await fleet.recorded() };
});

test(
  "a create lives through lost replies, throttling, breakdowns and slow answers; every change is made once",
  async () => {
    const fleet = await open();
    const { output, log, recorded } = await created();
    const slowed = "Attach a (throttle)";
    expect(log).toEqual({
      ...fleet.everywhere(["Attach a"]),
      ...fleet.expected({
        "lost-reply": ["Attach a (dropAfter)"],
        throttled: [slowed, slowed, slowed, "Attach a"],
        slow: ["Attach a (delay)"],
      }),
    });
    expect(recorded).toEqual(fleet.everywhere("a"));
    expect(output).not.toMatch(/error|warning/);
  },
  MINUTES,
);

test(
  "a move too; a detach that hangs is sent again where the vendor says so, and one that falls back is rolled back",
  async () => {
    const fleet = await open();
    const { output, log, places, recorded } = await moved();
    const throttled = (call: string) => Array<string>(3).fill(`${call} (throttle)`);
    expect(log).toEqual({
      ...fleet.everywhere(["Detach", "Attach b"]),
      ...fleet.expected({
        "lost-reply": ["Detach (dropAfter)", "Attach b (dropAfter)"],
        throttled: [...throttled("Detach"), "Detach", ...throttled("Attach b"), "Attach b"],
        slow: ["Detach (delay)", "Attach b (delay)"],
        "falls-back": ["Detach", "Attach b", "Attach a"],
        stuck: ["Detach", "Detach", "Attach b"],
        refused: ["Detach", "Attach b (error)"],
      }),
    });
    const there = { ...fleet.everywhere("b"), ...fleet.expected({ "falls-back": "a" }) };
    expect(places).toEqual({ ...there, ...fleet.expected({ refused: "free" }) });
    expect(recorded).toEqual({ ...there, ...fleet.expected({ refused: "detached ()" }) });
    expect(output).toMatch(/is still detaching from i-aaaaaaaa after [\d.]+ s: sending the detach again \(1 of 5\)/);
    for (const { label } of fleet.of("falls-back")) expect(output).toContain(`${label} plan: detach from `);
    expect(output.match(/It was put back on .*\[ROLLED_BACK\]/g)).toHaveLength(3);

    const again = await movedAgain();
    expect(again.log).toEqual({
      ...fleet.everywhere([]),
      ...fleet.expected({ "falls-back": ["Detach", "Attach b"], refused: ["Attach b"] }),
    });
    expect(again.recorded).toEqual(fleet.everywhere("b"));
  },
  MINUTES,
);

test(
  "an attach that is refused after the detach: up fails with the vendor's words, the next up --refresh attaches",
  async () => {
    const { output, stored } = await moved();
    expect(output).toMatch(/InvalidOperation\.Ipv4CountExceeded: .*\[ATTACH_REFUSED\]/s);
    expect(stored).toMatchObject([{ outputs: { state: "detached", attachedTo: "" } }]);
    expect(stored[0]?.initErrors).toEqual([expect.stringContaining("[ATTACH_REFUSED]")]);
    const { log, recorded } = await movedAgain();
    expect(log["ali-refused"]).toEqual(["Attach b"]);
    expect(recorded["ali-refused"]).toBe("b");
  },
  MINUTES,
);

test(
  "credentials that expire in the middle of a move: the state says so much as is known, and good ones finish it",
  async () => {
    const fleet = await open();
    const { output, log, recorded } = await expired();
    expect(withoutRemedy(log, fleet.ships)).toEqual(fleet.everywhere(["Detach"]));
    expect(output.match(/\[CREDENTIALS_REJECTED\]/g)?.length).toBeGreaterThanOrEqual(fleet.ships.length);
    expect(recorded).toEqual(fleet.everywhere("detached (b)"));

    const after = await finished();
    expect(withoutRemedy(after.log, fleet.ships)).toEqual(fleet.everywhere(["Detach", "Attach c"]));
    expect(after.recorded).toEqual(fleet.everywhere("c"));
  },
  MINUTES,
);
