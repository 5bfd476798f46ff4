// `eni-attachment trial --resume`: puts back what the last trial left, as its journal has it.
import { end } from "./ending.ts";
import { exitCodes } from "./exit-codes.ts";
import { Interrupts } from "./interrupts.ts";
import { Journal } from "./journal.ts";
import type { TrialIo } from "./trial-io.ts";

/** @returns the exit code. @throws FileTrouble. */
export async function resume({ out, onInterrupt, tools }: TrialIo): Promise<number> {
  const journal = new Journal(tools.environment);
  const left = await journal.read();
  if (!left) {
    out(`There is nothing to put back: ${journal.file} does not exist.\n`);
    return exitCodes.agrees;
  }
  const { situation, step, cut } = left;
  const { eni, origin } = situation;
  out(
    `The last trial of ${eni} ended in the step "${step}". Before it, the ENI was ${origin === "" ? "detached" : `attached to ${origin}`}.\n`,
  );
  const interrupts = new Interrupts(onInterrupt);
  try {
    const { isBack, lastLine } = await end(situation, cut, {
      tools,
      say: (line) => out(`${line}\n`),
      journal,
      interrupts,
    });
    out(lastLine);
    return isBack ? exitCodes.agrees : exitCodes.failed;
  } finally {
    interrupts.stop();
  }
}
