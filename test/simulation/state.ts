// What the Pulumi engine keeps of a stack, and what a run is told besides.
import type { Properties } from "../../provider/dynamic/check.ts";
import type { EngineOptions } from "./scenario.ts";

export interface Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** The last create or update ended half way: the next `up` updates it in any case. */
  readonly partial: boolean;
  /** Deleted in a replacement whose create has not succeeded: the next `up` creates it, and nothing else asks for it. */
  readonly pending?: boolean;
}

export interface RunOptions {
  /** Of the package. */
  readonly release: number;
  /** By name. */
  readonly options: ReadonlyMap<string, EngineOptions>;
  /** Named by `--replace`. */
  readonly forced: string | undefined;
}

/** Name -> inputs, as the program has them. */
export type Program = ReadonlyMap<string, Properties>;
export type State = Map<string, Resource>;

/** Why a step failed: the error's text. */
export type Failures = Map<string, string>;
