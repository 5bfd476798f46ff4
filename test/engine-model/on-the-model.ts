// Plays a script on the model. What goes wrong does so when nothing else can go on: then a faster machine changes nothing.
import { Run } from "./model/run.ts";
import type { Ask, Resource, Snapshot } from "./model/stack.ts";
import { emptySnapshot } from "./model/stack.ts";
import { ProviderFailure, RecordingProvider } from "./recording-provider.ts";
import type { SideBySide } from "./row-order.ts";
import { afterLine, inOtherOrder, isInOrder } from "./row-order.ts";
import type { Call, Fault, Line, Outcome, Script } from "./script.ts";
import type { Checkpoint } from "./writes.ts";

/** When the real provider may let the fault happen: then both engines have done the same. */
export interface Gate {
  readonly fault: Fault;
  /** Calls that have been made, and answered, by then. */
  readonly heard: number;
  readonly answered: number;
  /** What has been written by then. */
  readonly state: Snapshot;
}

export interface Played extends Outcome {
  readonly gates: readonly Gate[];
  /** The engine itself refused something, or a check or diff threw: what is reached by then depends on the order of registrations. */
  readonly refused: boolean;
  /** The engine would write a state that it cannot read again. */
  readonly broken: boolean;
  /** How many rows of the state are of this line; they come first, and the others are in the order they had. */
  readonly written: number;
  /** Kinds of step, one for each call. */
  readonly steps: readonly StepSeen[];
  readonly before: Snapshot;
  /** Each state that was written, in order. */
  readonly checkpoints: readonly Checkpoint[];
}

export interface StepSeen {
  readonly step: string;
  readonly name: string;
  readonly fault: Fault["kind"] | undefined;
  /** What the step stands under: options, flags of the row, words of the command. */
  readonly under: readonly string[];
  readonly beside: string | undefined;
}

interface Held {
  readonly fault: Fault;
  readonly call: Call;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

export async function playOnModel({ lines }: Script, makeRun: typeof Run = Run): Promise<Played[]> {
  const stage = new ModelStage(makeRun);
  const outcomes: Played[] = [];
  for (const line of lines) outcomes.push(await stage.play(line));
  return outcomes;
}

/** A stack, as far as the script has come. */
export class ModelStage {
  readonly #makeRun: typeof Run;
  readonly #provider = new RecordingProvider();
  #sideBySide: SideBySide = new Map();
  state = emptySnapshot;

  constructor(makeRun: typeof Run = Run) {
    this.#makeRun = makeRun;
  }

  async play(line: Line): Promise<Played> {
    const played = await this.#on(line, this.state, this.#provider);
    this.state = played.state;
    this.#sideBySide = afterLine(this.#sideBySide, line, played);
    return played;
  }

  /** What would come of the line. */
  try(line: Line): Promise<Played> {
    return this.#on(line, this.state, this.#provider.copy());
  }

  /** What would come of it with rows in the other order that chance may have given them; undefined where there is none. */
  async tryInOtherOrder(line: Line): Promise<Played | undefined> {
    if (isInOrder(this.state, this.#sideBySide)) return undefined;
    return this.#on(line, inOtherOrder(this.state, this.#sideBySide), this.#provider.copy());
  }

  async #on(line: Line, state: Snapshot, provider: RecordingProvider): Promise<Played> {
    return "edit" in line ? edited(line, state) : playLine(line, state, provider, this.#makeRun);
  }
}

function edited({ edit, name }: Extract<Line, { edit: string }>, state: Snapshot): Played {
  const resources = state.resources.flatMap((row) => {
    if (row.name !== name || row.delete) return [row];
    if (edit === "delete") return [];
    if (edit === "taint") return [{ ...row, taint: true as const }];
    if (edit === "untaint") return [withoutTaint(row)];
    return [{ ...row, options: { ...row.options, protect: false } }];
  });
  return {
    calls: [],
    gates: [],
    steps: [],
    refused: false,
    broken: false,
    before: state,
    checkpoints: [{ state: { ...state, resources }, beside: undefined }],
    written: 0,
    succeeded: true,
    state: { ...state, resources },
  };
}

async function playLine(
  { command, program, faults }: Extract<Line, { command: object }>,
  base: Snapshot,
  provider: RecordingProvider,
  makeRun: typeof Run,
): Promise<Played> {
  provider.begin(faults);
  const held: Held[] = [];
  const gates: Gate[] = [];
  const steps: StepSeen[] = [];
  const checkpoints: Checkpoint[] = [];
  let answered = 0;
  let isDead = false;
  const ask = ({
    method,
    name,
    step,
    id,
    olds,
    news,
    resource,
    options,
    beside,
  }: Parameters<Ask>[0]): Promise<unknown> => {
    if (isDead) return Promise.reject(new ProviderFailure());
    const call: Call = { method, label: String((news ?? olds)?.["label"]), id, olds, news };
    const fault = provider.hear(call);
    const under = [
      ...Object.keys(options).filter((key) => options[key as keyof typeof options] !== false),
      ...(["taint", "pendingReplacement"] as const).filter((flag) => resource?.[flag]),
      ...(command.replace?.includes(name) ? ["--replace"] : []),
      ...(command.targets ? ["--target"] : []),
      ...(command.refresh ? ["--refresh"] : []),
    ];
    steps.push({ step, name, fault: fault?.kind, under, beside });
    return new Promise((resolve, reject) => {
      if (isHeld(fault)) held.push({ fault, call, resolve, reject });
      else {
        answered += 1;
        settle(() => provider.answer(call, fault), resolve, reject);
      }
    });
  };

  const run = new makeRun(base, command, ask as Ask, (state, beside) => checkpoints.push({ state, beside }));
  let isOver = false;
  const work = run.run(program).then(() => (isOver = true));
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isOver) break;
    const next = held.findIndex(({ fault }) => fault.kind !== "late");
    const [one] = held.splice(Math.max(next, 0), 1);
    if (!one) throw new Error("the model neither ends nor waits for an answer");
    const { fault, call, resolve, reject } = one;
    gates.push({ fault, heard: provider.calls.length, answered, state: run.snapshot() });
    if (fault.kind === "engine killed") run.kill();
    else if (fault.kind === "ctrl-c twice") run.terminate();
    else if (fault.kind === "provider killed") {
      isDead = true;
      for (const other of [one, ...held.splice(0)]) other.reject(new ProviderFailure());
    } else {
      if (fault.kind === "ctrl-c") run.cancel();
      answered += 1;
      settle(() => provider.answer(call, fault), resolve, reject);
    }
  }
  await work;
  return {
    calls: provider.calls,
    gates,
    steps,
    before: base,
    checkpoints,
    refused: run.refused,
    broken: run.isBroken,
    written: run.written,
    succeeded: !run.failed && !run.isKilled,
    state: run.snapshot(),
  };
}

const isHeld = (fault: Fault | undefined): fault is Fault =>
  fault !== undefined && !["drift", "gone", "other inputs"].includes(fault.kind);

function settle(work: () => unknown, resolve: (answer: unknown) => void, reject: (error: Error) => void): void {
  try {
    resolve(work());
  } catch (error) {
    reject(error as Error);
  }
}

function withoutTaint(row: Resource): Resource {
  const copy = { ...row };
  delete copy.taint;
  return copy;
}
