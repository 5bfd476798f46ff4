// Conducts a trial: checks, confirmation, steps, the way back, and the report.
import type { Clock } from "../../http/clock.ts";
import { announcement } from "./announcement.ts";
import type { TrialRequest } from "./arguments.ts";
import { UsageError } from "../doctor/arguments.ts";
import { check } from "./checks.ts";
import { consents } from "./consent.ts";
import { Core, StepFailure } from "./core.ts";
import { differences } from "./differences.ts";
import { end } from "./ending.ts";
import { exitCodes } from "./exit-codes.ts";
import { Interrupts } from "./interrupts.ts";
import { Journal } from "./journal.ts";
import { FileTrouble, writePrivately } from "./private-file.ts";
import type { Cut } from "./put-back.ts";
import { transcriptOf } from "./recorder.ts";
import { report } from "./report.ts";
import type { Situation } from "./situation.ts";
import type { Conduct, Done } from "./steps.ts";
import { doneLine, runSteps } from "./steps.ts";
import { Tap } from "./tap.ts";
import type { Transcript } from "./transcript.ts";
import { transcriptText } from "./transcript.ts";
import type { TrialIo } from "./trial-io.ts";

/** @returns the exit code. @throws UsageError, FileTrouble. */
export async function conductTrial(request: TrialRequest, io: TrialIo): Promise<number> {
  const { out, onInterrupt } = io;
  const journal = new Journal(io.tools.environment);
  const left = await journal.read();
  if (left)
    throw new UsageError(
      `the last trial left ${left.situation.eni}: put it back with --resume (journal ${journal.file})`,
    );
  const fields = await request.vendor.fields();
  const tap = new Tap(io.tools.transport, io.tools.clock, Object.keys(fields.actions));
  const tools = { ...io.tools, transport: tap.transport };
  const checked = await check(request, tools);
  if ("why" in checked) {
    out(checked.why);
    return exitCodes.failed;
  }
  const { situation, observed, says } = checked;
  out(`${says}\n${announcement(situation, observed)}`);
  if (!request.yes && !(await consents(io, request.from))) {
    out("Not confirmed: nothing was changed. Where nobody can type it, --yes begins without asking.\n");
    return exitCodes.failed;
  }
  const interrupts = new Interrupts(onInterrupt);
  try {
    const say = (line: string) => out(`${line}\n`);
    // Before anything is changed: without a journal there is no trial.
    journal.write({ situation, step: "checks", cut: { target: situation.from, isOpen: false } });
    out(`Journal: ${journal.file}\n`);
    const log = new StepLog(situation, journal, tap, tools.clock, say);
    const failure = await runSteps(situation, new Core({ tools, say, signal: interrupts.first }), log.conduct).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    if (failure) out(`\n${whyEnded(log.step, failure)}\n`);
    tap.step = "put back";
    const { isBack, lastLine } = await end(situation, log.cut, { tools, say, journal, interrupts });
    try {
      const found = differences({ ...situation, fields }, tap.exchanges);
      out(
        report({
          vendor: situation.vendor.name,
          steps: log.done,
          isWhole: !failure,
          exchanges: tap.exchanges,
          differences: found,
        }),
      );
      const worked = found.length > 0 ? "differs" : "agrees";
      const outcome = interrupts.first.aborted ? "interrupted" : failure || !isBack ? "failed" : worked;
      if (request.record !== undefined) {
        const transcript = transcriptOf({ ...situation, fields }, tap.exchanges, { outcome, differences: found });
        out(`${saved(request.record, transcript)}\n`);
      }
      return exitCodes[outcome];
    } finally {
      out(`\n${lastLine}`);
    }
  } finally {
    interrupts.stop();
  }
}

/** A cancelled step has nothing else to tell: what becomes of the ENI stands below it. */
function whyEnded(step: string, failure: Error): string {
  const isCancelled = failure instanceof StepFailure && failure.cause.code === "CANCELLED";
  return isCancelled ? `Interrupted in the step "${step}".` : `Failed in the step "${step}": ${failure.message}`;
}

/** What became of the transcript: it must not keep the last line from being printed. */
function saved(file: string, transcript: Transcript): string {
  try {
    writePrivately(file, transcriptText(transcript));
    return `Transcript: ${file}; look at it with eni-attachment trial --show ${file}`;
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    return `No transcript: ${error.message}`;
  }
}

/** Marks the steps: in the journal before each, on the terminal after it. */
class StepLog {
  readonly #situation: Situation;
  readonly #journal: Journal;
  readonly #tap: Tap;
  readonly #clock: Clock;
  readonly #say: (line: string) => void;
  readonly done: Done[] = [];
  step = "";
  cut: Cut;

  constructor(situation: Situation, journal: Journal, tap: Tap, clock: Clock, say: (line: string) => void) {
    this.#situation = situation;
    this.#journal = journal;
    this.#tap = tap;
    this.#clock = clock;
    this.#say = say;
    this.cut = { target: situation.from, isOpen: false };
  }

  readonly conduct: Conduct = async (step, target, work) => {
    this.#tap.step = this.step = step;
    this.#mark({ target, isOpen: true });
    const began = this.#clock.now();
    const result = await work();
    this.#mark({ target, isOpen: false });
    const done = { step, ms: this.#clock.now() - began };
    this.done.push(done);
    this.#say(doneLine(done));
    return result;
  };

  #mark(cut: Cut): void {
    this.cut = cut;
    this.#journal.write({ situation: this.#situation, step: this.step, cut });
  }
}
