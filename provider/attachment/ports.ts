// What an adapter gives to the attachments: the world outside, and ways to the engine and to the user.
import type { Runtime } from "../session/session.ts";
import type { Surroundings } from "../vendors/vendor.ts";
import type { Progress } from "./progress.ts";

/** `warning`: what a reader must not miss (up would fail, drift, adopted, taken over). */
export type Level = "info" | "warning";

/**
 * Tells the user a line.
 * @param label of the attachment that it is about; undefined where it is about all of them.
 */
export type Say = (label: string | undefined, line: string, level: Level) => void;

/** Is the engine that asks for operations still there (lifecycle rule 14)? */
export interface Liveness {
  /** Called at the start of each operation, while the engine certainly lives. */
  meet(): Promise<unknown>;
  /** False when it is gone. */
  answers(): Promise<boolean>;
}

export interface AttachmentRuntime extends Runtime {
  readonly liveness: Liveness;
  readonly say: Say;
  /** Read anew for each operation. */
  readonly environment: () => Surroundings["environment"];
  /** Tells the user what is waited for; without it nobody does. */
  readonly progress?: Progress | undefined;
}
