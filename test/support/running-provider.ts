// A provider as the engine sees it while it runs, whatever protocol it speaks and wherever it runs: what suites work with that hold
// for every adapter.

import type { Remedy } from "../../provider/remedy.ts";

export type Properties = Record<string, unknown>;

/** What the state keeps of a resource after a call that failed half-way. */
export interface InitFailed {
  id: string;
  properties: Properties;
  reasons: string[];
}

/** A call that the provider answered with an error, as the engine sees it. */
export class CallError extends Error {
  override name = "CallError";
  /** Of gRPC, by name: UNKNOWN for what the provider threw, UNAVAILABLE for a process that has ended. */
  readonly code: string;
  /** Partial state: the resource exists, but not as it should. */
  readonly initFailed: InitFailed | undefined;
  /** What the message says to do, as data; undefined where it does not cross, from another process. */
  readonly remedy: Remedy | undefined;

  constructor(message: string, code: string, initFailed?: InitFailed, remedy?: Remedy) {
    super(message);
    this.code = code;
    this.initFailed = initFailed;
    this.remedy = remedy;
  }
}

/** The engine's questions and orders. News have no code of the provider in them: who sends them adds it, as a program does. */
export interface ProviderCalls {
  check(
    news: Properties,
    olds?: Properties,
  ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }>;
  /** `changes` undefined: the provider leaves it to the engine to compare the inputs. */
  diff(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ changes: boolean | undefined; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  /** An empty id: the resource is gone. */
  read(id: string, props: Properties): Promise<{ id: string; props: Properties; inputs: Properties | undefined }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** One that has a process, or plays one. */
export interface RunningProvider extends ProviderCalls {
  /** Lines that a user would see. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** The engine dies: its address does not answer any more, the provider goes on. */
  closeEngine(): Promise<void>;
  /** Ends the process at once, and waits until it has ended. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  close(): Promise<void>;
}

/** One with a real process of its own. */
export interface RunningProcess extends RunningProvider {
  readonly pid: number;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The first line that matches; waits for it, since output and replies arrive on their own. */
  line(pattern: RegExp): Promise<string>;
  /** The engine is killed: nobody reads any more what the provider prints. */
  closeOutput(): void;
}
