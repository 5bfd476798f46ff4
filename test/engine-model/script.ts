// A script: programs and commands, with what goes wrong on the way. It is played on the model and on the real engine.
import type { Command, Program, Properties, Snapshot } from "./model/stack.ts";

/** How the recording provider answers a diff where `v` or `from` differs; the rest of its answers need no choice. */
export type DiffStyle =
  | "update"
  | "create first"
  /** Says `deleteBeforeReplace` always. */
  | "delete first"
  /** Says it only when something changed. */
  | "delete first when changed"
  /** Does not say whether anything changes. */
  | "silent"
  | "silent, replaces";

export type FaultKind =
  | "fails"
  | "fails half way"
  | "provider killed"
  | "engine killed"
  | "ctrl-c"
  /** The second one while the call is still under way: the engine gives it up, and ends the provider. */
  | "ctrl-c twice"
  /** Answered well, but not before something else has failed. */
  | "late"
  /** Of a read: other outputs, nothing there any more, other inputs too. */
  | "drift"
  | "gone"
  | "other inputs";

export interface Fault {
  readonly label: string;
  readonly method: Call["method"];
  /** Which call of that method about that label in this command, from 1. */
  readonly nth: number;
  readonly kind: FaultKind;
}

/** A command of the terminal: one of the engine's, or one that edits the state. */
export type Line =
  | { readonly command: Command; readonly program: Program; readonly faults: readonly Fault[] }
  | { readonly edit: "taint" | "untaint" | "delete" | "unprotect"; readonly name: string };

export interface Script {
  readonly lines: readonly Line[];
}

/** A call as the recording provider sees it. The label is an input that stays when a resource is renamed. */
export interface Call {
  readonly method: "check" | "diff" | "create" | "update" | "read" | "delete";
  readonly label: string;
  readonly id?: string | undefined;
  readonly olds?: Properties | undefined;
  readonly news?: Properties | undefined;
}

/** What one line came to. */
export interface Outcome {
  readonly calls: readonly Call[];
  readonly succeeded: boolean;
  readonly state: Snapshot;
}
