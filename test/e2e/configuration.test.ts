// Stack configuration that is corrected between up and destroy, on the real engine: which of the two a command has, and the way out that
// the error names.
import { expect, test } from "@jest/globals";
import { Script } from "./script.ts";
import { fail, MINUTES, Setting, succeed } from "./setting.ts";

const script = new Script(() => Setting.open());

const destroyed = script.step(async (setting) => {
  const { stack } = setting;
  const config = (...args: string[]) => succeed(stack.run(["config", ...args, "--stack", "test"]));
  const runProgram = { args: ["--run-program"] };
  await succeed(stack.up());
  await config("set", "eni:rateLimits", "7");
  const old = await succeed(stack.refresh());
  const today = await fail(stack.refresh(runProgram));
  // A command that has today's writes it down, also where it fails.
  await config("rm", "eni:rateLimits");
  const written = await fail(stack.destroy());
  const mark = setting.mark();
  await succeed(stack.destroy(runProgram));
  return { old, today, written, changes: setting.changes(mark) };
});

test(
  "a setting that cannot be read: corrected, it counts with --run-program, as the error says",
  async () => {
    const { old, today, written, changes } = await destroyed();
    expect(old).not.toContain("[CONFIGURATION_INVALID]");
    for (const output of [today, written])
      expect(output).toMatch(
        /eni:rateLimits \(stack configuration\): .* To do: Correct or remove it, then run this with `--run-program`: .*\[CONFIGURATION_INVALID\]/,
      );
    expect(changes).toEqual(["Detach eni-one i-a"]);
  },
  MINUTES,
);
