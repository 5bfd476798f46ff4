// What the simulation keeps of a stack: the snapshot of the engine's model, and the rows of it that are attachments.
import type { Properties } from "../../provider/attachment/properties.ts";
import type { Snapshot } from "../engine-model/model/stack.ts";
import { isHost } from "./hosts.ts";

export interface Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** The last create or update ended half way: the next `up` updates it in any case. */
  readonly partial: boolean;
  /** Deleted in a replacement whose create has not succeeded: the next `up` creates it, and nothing else asks for it. */
  readonly pending: boolean;
  readonly isRetained: boolean;
  /** `pulumi state taint` was said of it: the next `up` replaces it without a diff. */
  readonly isTainted: boolean;
}

/** Name -> inputs, as the program has them. */
export type Program = ReadonlyMap<string, Properties>;
/** By name; what a create-first replacement has yet to delete has a name of its own. */
export type State = ReadonlyMap<string, Resource>;

/** Why a step failed. */
export interface Failure {
  readonly message: string;
  readonly error: Error | undefined;
}
/** By the name of the resource. */
export type Failures = Map<string, Failure>;

export function attachmentsOf({ resources }: Snapshot): State {
  return new Map(
    resources
      .filter(({ name }) => !isHost(name))
      .map((row, index): [string, Resource] => [
        row.delete ? `${row.name} replaced ${index}` : row.name,
        {
          id: row.id,
          inputs: row.inputs,
          outputs: row.outputs,
          partial: (row.initErrors ?? []).length > 0,
          pending: row.pendingReplacement === true,
          isRetained: row.options.retainOnDelete === true,
          isTainted: row.taint === true,
        },
      ]),
  );
}
