// What the engine keeps of a stack, and what a program and a command give it: the words of the model of Pulumi's engine 3.250.

export type Properties = Readonly<Record<string, unknown>>;

/** Stands for what is not known yet, where the engine sends an unknown. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Pulumi's options of a resource, as far as they change what the engine does. Names are those of resources. */
export interface Options {
  readonly aliases?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly deletedWith?: string;
  readonly dependsOn?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly protect?: boolean;
  readonly replaceOnChanges?: readonly string[];
  readonly replacementTrigger?: string;
  readonly retainOnDelete?: boolean;
}

/** An input that is an output of another resource. */
export interface Reference {
  readonly of: string;
  readonly output: string;
}

export interface Declaration {
  readonly name: string;
  readonly inputs: Properties;
  /** Inputs that come from other resources, by key. */
  readonly references?: Readonly<Record<string, Reference>>;
  readonly options?: Options;
}

export interface Program {
  /** Each registration waits for the one before it; otherwise only for what it depends on. */
  readonly sequential: boolean;
  readonly resources: readonly Declaration[];
}

/** A row of the state. The engine changes flags in place, so identity matters. */
export interface Resource {
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly initErrors?: readonly string[] | undefined;
  readonly options: Options;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Deleted in a replacement whose create has not succeeded. */
  pendingReplacement?: true;
  /** Replaced, and still to be deleted. */
  delete?: true;
  taint?: true;
}

export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting";
  readonly name: string;
  readonly inputs: Properties;
}

export interface Snapshot {
  readonly resources: readonly Resource[];
  readonly pending: readonly PendingOperation[];
}

export const emptySnapshot: Snapshot = { resources: [], pending: [] };

/** Which resources a command is about; names. */
export interface Scope {
  readonly targets?: readonly string[];
  readonly targetDependents?: boolean;
  readonly excludes?: readonly string[];
}

export interface Command extends Scope {
  readonly kind: "up" | "preview" | "refresh" | "destroy";
  /** `--refresh`. */
  readonly refresh?: boolean;
  /** `--replace`, by name. */
  readonly replace?: readonly string[];
  readonly clearPendingCreates?: boolean;
}

/** What a step is, for who is asked; more than the engine tells a provider. */
export type StepKind =
  | "check"
  | "check of a replacement"
  | "diff"
  | "diff before a dependency goes"
  | "diff after a read"
  | "create"
  | "create in a replacement"
  | "create first in a replacement"
  | "create after half a replacement"
  | "update"
  | "read"
  | "delete"
  | "delete in a destroy"
  | "delete in a replacement"
  | "delete for a dependency"
  | "delete last in a replacement";

/** One call of the provider. */
export interface Call {
  readonly method: "check" | "diff" | "create" | "update" | "read" | "delete";
  readonly step: StepKind;
  readonly name: string;
  readonly id?: string;
  readonly olds?: Properties;
  readonly news?: Properties;
  /** The row of the state that it is about, if there is one. */
  readonly resource?: Resource | undefined;
  /** The options that the step counts with. */
  readonly options: Options;
  /** Calls in a row with the same of these are made side by side, in any order. */
  readonly beside?: string;
}

export interface DiffAnswer {
  readonly changes?: boolean | undefined;
  readonly replaces?: readonly string[] | undefined;
  readonly deleteBeforeReplace?: boolean | undefined;
}

/** Answers of each method, and what they throw: an error, half a result (`id` and `properties`) where there is one. */
export interface Answers {
  readonly check: { readonly inputs: Properties; readonly failures?: readonly unknown[] };
  readonly diff: DiffAnswer;
  readonly create: { readonly id: string; readonly outs: Properties };
  readonly update: { readonly outs: Properties };
  readonly read: { readonly id: string; readonly props: Properties; readonly inputs?: Properties | undefined };
  readonly delete: undefined;
}

export interface PartialFailure {
  readonly id?: string;
  readonly properties?: Properties;
  readonly reasons?: readonly string[];
}

/** Who is asked: a provider. */
export type Ask = <M extends Call["method"]>(call: Call & { readonly method: M }) => Promise<Answers[M]>;
