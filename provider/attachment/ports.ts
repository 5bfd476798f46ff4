// What an adapter passes in: clock, randomness, transport, environment, and the ways to the engine and to the user.
import type { Runtime } from "../session/session.ts";
import type { Surroundings } from "../vendors/vendor.ts";
import type { Waiter } from "./progress.ts";

/** `warning`: a line that the user must not miss (up will fail, drift, adopted, taken over). */
export type Level = "info" | "warning";

/**
 * Prints a line for the user.
 * @param label label of the attachment that the line is about; undefined if it is about all of them.
 */
export type Say = (label: string | undefined, line: string, level: Level) => void;

/** Tells whether the engine that asks for operations is still alive (lifecycle rule 14). */
export interface Liveness {
  /** Called at the start of each operation, when the engine is certainly alive. */
  meet(): Promise<unknown>;
  /** Resolves to false if the engine is gone. */
  answers(): Promise<boolean>;
}

/** Shows what operations wait for. */
export interface ShowsProgress {
  /** Counts the operation as waiting until `work` has ended. */
  during<T>(waiter: Waiter, work: () => Promise<T>): Promise<T>;
}

export interface AttachmentRuntime extends Runtime {
  readonly liveness: Liveness;
  readonly say: Say;
  /** Read again for each operation. */
  readonly environment: () => Surroundings["environment"];
  /** Default: nothing is shown. */
  readonly progress?: ShowsProgress | undefined;
}
