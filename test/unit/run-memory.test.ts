// What one provider process knows of each ENI: one operation at a time, and what earlier calls of the run said.
import { describe, expect, test } from "@jest/globals";
import { RunMemory } from "../../provider/attachment/run-memory.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { rejectionOf } from "./fakes.ts";

const key = "alicloud/cn-hangzhou/eni-1";
const other = "alicloud/cn-hangzhou/eni-2";

describe("exclusively", () => {
  function make() {
    const clock = new VirtualClock(0);
    const ledger = new RunMemory();
    const log: string[] = [];
    const work = (name: string, ms: number) => async () => {
      log.push(`${name} begins at ${clock.now()}`);
      await clock.sleep(ms);
      log.push(`${name} ends at ${clock.now()}`);
      return name;
    };
    return { clock, ledger, log, work };
  }

  test("operations on one ENI follow each other in order; those on others go side by side", async () => {
    const { clock, ledger, log, work } = make();
    const all = [
      ledger.exclusively(key, work("first", 100)),
      ledger.exclusively(key, work("second", 50)),
      ledger.exclusively(other, work("other", 30)),
      ledger.exclusively(key, work("third", 10)),
    ];
    expect(await clock.until(Promise.all(all))).toEqual(["first", "second", "other", "third"]);
    expect(log).toEqual([
      "first begins at 0",
      "other begins at 0",
      "other ends at 30",
      "first ends at 100",
      "second begins at 100",
      "second ends at 150",
      "third begins at 150",
      "third ends at 160",
    ]);
  });

  test("one that fails fails alone: the next one begins", async () => {
    const { clock, ledger, work } = make();
    const failing = ledger.exclusively(key, () => Promise.reject(new Error("no")));
    const next = ledger.exclusively(key, work("next", 10));
    expect(await rejectionOf(clock.until(failing))).toEqual(new Error("no"));
    expect(await clock.until(next)).toBe("next");
    expect(await clock.until(ledger.exclusively(key, work("later", 0)))).toBe("later");
  });

  test("one that joins while the last one is ending does not overtake it", async () => {
    const { clock, ledger, log, work } = make();
    const first = ledger.exclusively(key, work("first", 10)).then(() => ledger.exclusively(key, work("third", 10)));
    const second = ledger.exclusively(key, work("second", 10));
    await clock.until(Promise.all([first, second]));
    expect(log.filter((line) => line.includes("begins"))).toEqual([
      "first begins at 0",
      "second begins at 10",
      "third begins at 20",
    ]);
  });
});

test("kept is claimed, and not taken, until released", () => {
  const ledger = new RunMemory();
  ledger.keep(key);
  expect([ledger.isTaken(key), ledger.isClaimed(key), ledger.isClaimed(other)]).toEqual([false, true, false]);
  ledger.release(key);
  expect(ledger.isClaimed(key)).toBe(false);
});

test("taken until released; what a diff found unchanged is no claim; and each ENI is its own", () => {
  const ledger = new RunMemory();
  ledger.markUnchanged(key, { attachedTo: "i-a" });
  expect([ledger.isTaken(key), ledger.unchanged(key)]).toEqual([false, { attachedTo: "i-a" }]);
  ledger.take(key);
  expect([ledger.isTaken(key), ledger.isTaken(other), ledger.unchanged(other)]).toEqual([true, false, undefined]);
  ledger.release(key);
  expect(ledger.isTaken(key)).toBe(false);
});

test("checked is remembered for the run; a line is announced once", () => {
  const ledger = new RunMemory();
  expect(ledger.wasChecked(key)).toBe(false);
  ledger.markChecked(key, false);
  ledger.release(key);
  expect(ledger.wasCheckedAsNew(key)).toBe(false);
  ledger.markChecked(key, true);
  expect(ledger.wasCheckedAsNew(key)).toBe(true);
  expect([ledger.wasChecked(key), ledger.wasChecked(other)]).toEqual([true, false]);
  expect([ledger.announceOnce(key), ledger.announceOnce(key), ledger.announceOnce(other)]).toEqual([true, false, true]);
});
