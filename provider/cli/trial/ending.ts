// The end of a trial and of `--resume`: the ENI is put back, or the last line says where it is and how it is freed.
import type { CoreOptions } from "./core.ts";
import { Core } from "./core.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Journal } from "./journal.ts";
import type { Cut } from "./put-back.ts";
import { putBack } from "./put-back.ts";
import type { Situation } from "./situation.ts";

export interface Ending {
  readonly isBack: boolean;
  /** The last line, with its line break. */
  readonly lastLine: string;
}

/** Puts the ENI back with operations of their own, which only the second Ctrl-C ends. */
export async function end(
  situation: Situation,
  cut: Cut,
  { journal, interrupts, ...options }: Omit<CoreOptions, "signal"> & { journal: Journal; interrupts: Interrupts },
): Promise<Ending> {
  const core = new Core({ ...options, signal: interrupts.second });
  const { isBack, now, trouble } = await putBack(situation, core, cut);
  if (isBack) {
    journal.remove();
    return { isBack, lastLine: `The ENI is as before the trial: ${now}.\n` };
  }
  const why = trouble === undefined ? "" : `It could not be put back: ${trouble}\n`;
  return { isBack, lastLine: `${why}Now: ${now}. To free it: eni-attachment trial --resume\n` };
}
