// The end of a trial and of `--resume`: the ENI is put back, or the last line says where it is and how it is freed.
import type { CoreOptions } from "./core.ts";
import { Core } from "./core.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Journal } from "./journal.ts";
import type { Back, Cut } from "./put-back.ts";
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
  const { is, now, trouble } = await putBack(situation, core, cut);
  // Nothing of the trial is left to put back; only a missing ENI may be one of another account or region.
  if (is === "back" || is === "taken") journal.remove();
  return { isBack: is === "back", lastLine: `${lastWords(is, now, trouble, journal.file)}\n` };
}

function lastWords(is: Back["is"], now: string, trouble: string | undefined, file: string): string {
  switch (is) {
    case "back":
      return `The ENI is as before the trial: ${now}.`;
    case "taken":
      return `Now: ${now}. Somebody else has attached it there, so it is left alone: nothing of the trial is left.`;
    case "gone":
      return `Now: ${now}. If it was deleted, delete ${file}; if not, with the credentials of the trial: eni-attachment trial --resume`;
    case "left": {
      const why = trouble === undefined ? "" : `It could not be put back: ${trouble}\n`;
      return `${why}Now: ${now}. To free it: eni-attachment trial --resume`;
    }
  }
}
