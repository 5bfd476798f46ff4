// A provider process whose engine is gone ends itself, when nothing is under way in it.
import { expect, test } from "@jest/globals";
import { isIdle, keepVigil } from "../../provider/engine/vigil.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const idleProcess = ["PipeWrap", "PipeWrap", "TCPServerWrap"];

/** @param answers of the engine, one for each question; the last one stays. */
function watch(answers: readonly boolean[], active: (now: number) => readonly string[] = () => idleProcess) {
  const clock = new VirtualClock(0);
  let asked = 0;
  let endedAt: number | undefined;
  const vigil = keepVigil({
    clock,
    engineAnswers: () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? true),
    isIdle: () => isIdle(active(clock.now())),
    end: () => (endedAt = clock.now()),
  });
  const after = async (ms: number) => {
    await clock.until(Promise.race([clock.sleep(ms), vigil]));
    return endedAt;
  };
  return { after };
}

test("three refusals in a row: it ends after 60 s", async () => {
  expect(await watch([false]).after(1_000_000)).toBe(60_000);
});

test("an engine that answers now and then is no dead one", async () => {
  expect(await watch([false, false, true, false, false, true]).after(120_000)).toBeUndefined();
  expect(await watch([true]).after(1_000_000)).toBeUndefined();
});

test.each([["Timeout"], ["TCPSocketWrap"], ["ProcessWrap"], ["FSReqCallback"]])(
  "%s: something is under way, ours or another library's, and is not cut off",
  async (kind) => {
    const until = 200_000;
    const { after } = watch([false], (now) => (now < until ? [...idleProcess, kind] : idleProcess));
    expect(await after(1_000_000)).toBe(until);
  },
);
