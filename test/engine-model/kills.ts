// Where the simulation kills the engine: in the middle of a create, update, read or delete. What these kills leave of the states that a
// script writes, and what the next command makes of the operations that they interrupt.
import { Run } from "./model/run.ts";
import type { Ask, Call, PendingOperation, Snapshot } from "./model/stack.ts";
import { ModelStage } from "./on-the-model.ts";
import type { Played } from "./on-the-model.ts";
import type { Line, Script } from "./script.ts";
import { stateLines, transcriptOf } from "./transcript.ts";

type Command = Extract<Line, { command: object }>;

const operationOf: Readonly<Partial<Record<Call["method"], PendingOperation["type"]>>> = {
  create: "creating",
  update: "updating",
  delete: "deleting",
};

/** States of a command that a kill in the middle of a call leaves. */
class KillPoints {
  readonly #inReads: Snapshot[] = [];
  readonly #called = new Set<PendingOperation>();

  /** A run that tells of its calls. */
  get makeRun(): typeof Run {
    const begin = (call: Call, state: Snapshot): void => this.#begin(call, state);
    return class extends Run {
      constructor(...[base, command, ask, hear]: ConstructorParameters<typeof Run>) {
        const told = (call: Call): Promise<unknown> => {
          begin(call, this.snapshot());
          return (ask as (one: Call) => Promise<unknown>)(call);
        };
        super(base, command, told as Ask, hear);
      }
    };
  }

  among({ checkpoints }: Played): Snapshot[] {
    const isInCall = ({ pending }: Snapshot): boolean => pending.some((one) => this.#called.has(one));
    return [...this.#inReads, ...checkpoints.map(({ state }) => state).filter(isInCall)];
  }

  #begin({ method, name }: Call, state: Snapshot): void {
    if (method === "read") this.#inReads.push(state);
    for (const one of state.pending) if (one.name === name && one.type === operationOf[method]) this.#called.add(one);
  }
}

const rowsOf = ({ resources }: Snapshot): string => stateLines({ resources, pending: [] }).join("\n");

/** States with rows that no such kill leaves, and that the stack has neither before nor after the command. */
export async function beyondKills({ lines }: Script): Promise<string[][]> {
  const points = new KillPoints();
  const stage = new ModelStage(points.makeRun);
  const found: string[][] = [];
  for (const line of lines) {
    const played = await stage.play(line);
    const reached = new Set([played.before, played.state, ...points.among(played)].map(rowsOf));
    const states = played.checkpoints.map(({ state }) => state);
    found.push(...states.filter((state) => !reached.has(rowsOf(state))).map(stateLines));
  }
  return found;
}

/** States with interrupted operations after which the same command does otherwise than without these. */
export async function minded({ lines }: Script): Promise<string[][]> {
  const stage = new ModelStage();
  const found: string[][] = [];
  for (const line of lines) {
    const { checkpoints } = await stage.play(line);
    if ("edit" in line) continue;
    for (const { state } of checkpoints) {
      const next = await againFrom(state, line);
      const without = await againFrom({ ...state, pending: [] }, line);
      if (next !== without) found.push(stateLines(state));
    }
  }
  return found;
}

/** The command without faults. Interrupted creates stay in the state; that is all the engine makes of them. */
async function againFrom(state: Snapshot, line: Command): Promise<string> {
  const stage = new ModelStage();
  stage.state = state;
  const again = await stage.play({ ...line, faults: [] });
  const pending = again.state.pending.filter((one) => !state.pending.includes(one));
  return JSON.stringify(transcriptOf({ ...again, state: { ...again.state, pending } }));
}
