// What the engine decides when a program registers a resource: asks check and diff, and answers with the steps to take.
import { dependenciesOf, dependingOn } from "./graph.ts";
import type { Ledger } from "./ledger.ts";
import type { Ask, Command, Declaration, DiffAnswer, Properties, Resource } from "./stack.ts";
import { unknownValue } from "./stack.ts";

/** A resource as the program has it, with its references resolved. */
export interface Goal extends Declaration {
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export type Step =
  | { readonly kind: "same"; readonly old: Resource; readonly goal: Goal; readonly inputs: Properties }
  /** Of a resource that the command is not about. */
  | {
      readonly kind: "left as it is";
      readonly old: Resource | undefined;
      readonly goal: Goal;
      /** Rows that are written again: what it depends on, then itself. */
      readonly rows: readonly Resource[];
    }
  | { readonly kind: "update"; readonly old: Resource; readonly goal: Goal; readonly inputs: Properties }
  | {
      readonly kind: "create";
      readonly goal: Goal;
      readonly inputs: Properties;
      readonly old?: Resource;
      /** The old one is deleted at the end of the run. */
      readonly first?: boolean;
      readonly step:
        "create" | "create in a replacement" | "create first in a replacement" | "create after half a replacement";
    }
  | {
      readonly kind: "delete";
      readonly old: Resource;
      /** It stays in the state until its create is done, or its protection is no reason to keep it. */
      readonly replacing: "then created" | "at the end" | undefined;
      readonly step:
        | "delete"
        | "delete in a destroy"
        | "delete in a replacement"
        | "delete for a dependency"
        | "delete last in a replacement";
    };

/** The run ends: nothing that was not begun is begun. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export class Planner {
  readonly #ledger: Ledger;
  readonly #ask: Ask;
  readonly #command: Command;
  /** Names that a step was made for, but for creates. */
  readonly operated = new Set<string>();
  readonly #created = new Set<string>();
  /** Old name -> new name. */
  readonly aliased = new Map<string, string>();
  /** Deleted in this run, by name; a delete of what is "deleted with" one of these is none. */
  readonly deletes = new Set<string>();
  readonly condemned = new Set<Resource>();
  readonly skippedCreates = new Set<string>();
  /** A preview goes on after some refusals, to tell of all. */
  hasRefused = false;
  /** The engine waits for ever. */
  isStuck = false;
  readonly #targeted: Set<string>;

  constructor(ledger: Ledger, ask: Ask, command: Command) {
    this.#ledger = ledger;
    this.#ask = ask;
    this.#command = command;
    this.#targeted = new Set(command.targets);
  }

  async plan(goal: Goal): Promise<readonly Step[]> {
    const old = this.#oldOf(goal);
    const isTargeted = this.#isTargeted(goal);
    const isAgain = this.deletes.has(goal.name);
    const isForced = (this.#command.replace?.includes(goal.name) ?? false) || old?.taint === true;
    const given = old ? ignoring(goal, old.inputs) : goal.inputs;
    const inputs = !isTargeted
      ? (old?.inputs ?? {})
      : isAgain || isForced || !old
        ? await this.#check(goal, {}, goal.inputs, old)
        : await this.#check(goal, old.inputs, given, old);
    // Only a row that was still to be deleted was there, and went for a dependency: the engine asserts that this does not happen.
    if (isAgain && !old) this.isStuck = true;
    if (isAgain && old) {
      this.deletes.delete(goal.name);
      this.operated.add(goal.name);
      return this.#validated([{ kind: "create", goal, inputs, old, step: "create in a replacement" }]);
    }
    if (isTargeted && this.#command.targets) this.#targeted.add(goal.name);
    if (!isTargeted) {
      if (!old) this.skippedCreates.add(goal.name);
      return [{ kind: "left as it is", old, goal, rows: old ? this.#left(old, goal.name) : [] }];
    }
    if (!old) {
      this.#created.add(goal.name);
      return this.#validated([{ kind: "create", goal, inputs, step: "create" }]);
    }
    const trigger = goal.options?.replacementTrigger;
    const before = old.options.replacementTrigger;
    const isTriggered = trigger !== undefined && before !== undefined && trigger !== before;
    const diff: DiffAnswer =
      isForced || isTriggered ? { changes: true, replaces: ["id"] } : await this.#diff(goal, old, inputs);
    return this.#validated(await this.#fromDiff(goal, old, inputs, diff, isForced));
  }

  /** Those of a replacement, or one that follows from the answer of a diff. */
  async #fromDiff(goal: Goal, old: Resource, given: Properties, diff: DiffAnswer, isForced: boolean) {
    const { name, options = {} } = goal;
    const changes = diff.changes === true;
    const replaces = changes && (diff.replaces ?? []).length > 0;
    this.operated.add(name);
    if (!replaces && !old.pendingReplacement) {
      if (changes || (old.initErrors ?? []).length > 0)
        return [{ kind: "update", old, goal, inputs: given }] satisfies Step[];
      return [{ kind: "same", old, goal, inputs: given }] satisfies Step[];
    }
    if (options.protect && old.options.protect) {
      this.refuse(`unable to replace resource ${name} as it is currently marked for protection`);
    }
    const inputs = isForced ? given : await this.#check(goal, {}, goal.inputs, old, true);
    const wasDeleted = old.pendingReplacement === true;
    if (!(options.deleteBeforeReplace ?? diff.deleteBeforeReplace)) {
      const step = wasDeleted ? "create after half a replacement" : "create first in a replacement";
      return [{ kind: "create", goal, inputs, old, first: true, step }] satisfies Step[];
    }
    const steps: Step[] = [];
    for (const row of [...(await this.replacedWith(old))].reverse()) {
      if (this.condemned.has(row)) continue;
      if (!row.delete && row.options.protect)
        throw new Refused(`unable to replace resource ${row.name} as part of replacing ${name}`);
      steps.push({
        kind: "delete",
        old: row,
        replacing: row.delete ? undefined : "then created",
        step: "delete for a dependency",
      });
      this.deletes.add(row.name);
      this.condemned.add(row);
    }
    if (!wasDeleted) steps.push({ kind: "delete", old, replacing: "then created", step: "delete in a replacement" });
    const step = wasDeleted ? "create after half a replacement" : "create in a replacement";
    return [...steps, { kind: "create", goal, inputs, old, step } satisfies Step];
  }

  /** Rows that are replaced when this one is: their diffs say so of the inputs that they have from it. */
  async replacedWith(root: Resource): Promise<readonly Resource[]> {
    const replaced: Resource[] = [];
    const names = new Set([root.name]);
    // What is not created because it is no target counts as unchanged.
    const passed = new Set([...this.operated, ...this.#created, ...this.deletes, ...this.skippedCreates]);
    for (const row of dependingOn(this.#ledger.base, root, passed)) {
      const unknown = Object.entries(row.propertyDependencies).filter(
        ([key, of]) => key in row.inputs && of.some((name) => names.has(name)),
      );
      if (unknown.length === 0) continue;
      const news = { ...row.inputs, ...Object.fromEntries(unknown.map(([key]) => [key, unknownValue])) };
      const answer = await this.#ask({
        method: "diff",
        step: "diff before a dependency goes",
        name: row.name,
        id: row.id,
        olds: row.outputs,
        news,
        resource: row,
        options: row.options,
      });
      const diff = completed(answer, row.inputs, news, row.options.ignoreChanges, row.options.replaceOnChanges);
      // Here the engine does not ask whether anything changes.
      if ((diff.replaces ?? []).length === 0) continue;
      replaced.push(row);
      names.add(row.name);
    }
    return replaced;
  }

  /** What a command is not about stays, and what that depends on. */
  #left(old: Resource, name: string): readonly Resource[] {
    this.operated.add(name).add(old.name);
    const before = [...dependenciesOf(old)].flatMap((one) => {
      if (this.operated.has(one) || this.#created.has(one) || this.deletes.has(one)) return [];
      const row = this.#ledger.base.find((other) => other.name === one && !other.delete);
      if (!row) throw new Refused(`dependency ${one} of untargeted resource ${name} has no old state`);
      return this.#left(row, row.name);
    });
    return [...before, old];
  }

  async #check(goal: Goal, olds: Properties, news: Properties, resource: Resource | undefined, again = false) {
    const { inputs, failures = [] } = await this.#ask({
      method: "check",
      step: again || this.deletes.has(goal.name) ? "check of a replacement" : "check",
      name: goal.name,
      olds,
      news,
      resource,
      options: goal.options ?? {},
    });
    if (failures.length > 0) throw new Refused(`${goal.name} is invalid`);
    return inputs;
  }

  async #diff(goal: Goal, old: Resource, news: Properties): Promise<DiffAnswer> {
    const answer = await this.#ask({
      method: "diff",
      step: "diff",
      name: goal.name,
      id: old.id,
      olds: old.outputs,
      news,
      resource: old,
      options: goal.options ?? {},
    });
    const { ignoreChanges, replaceOnChanges } = goal.options ?? {};
    const diff = completed(answer, old.inputs, news, ignoreChanges, replaceOnChanges);
    // What failed half way is a change of its own, which "*" stands for as well.
    const isHalf = (old.initErrors ?? []).length > 0 && replaceOnChanges?.includes("*");
    return isHalf ? { ...diff, changes: true, replaces: [...(diff.replaces ?? []), "#initerror"] } : diff;
  }

  refuse(message: string): void {
    this.hasRefused = true;
    if (this.#command.kind !== "preview") throw new Refused(message);
  }

  #oldOf(goal: Goal): Resource | undefined {
    for (const name of [goal.name, ...(goal.options?.aliases ?? [])]) {
      const old = this.#ledger.base.find((row) => row.name === name && !row.delete);
      if (!old) continue;
      if (name !== goal.name) this.aliased.set(name, goal.name);
      return old;
    }
    return undefined;
  }

  #isTargeted(goal: Goal): boolean {
    const { name } = goal;
    const { targets, excludes, targetDependents } = this.#command;
    if (excludes) return !excludes.includes(name);
    if (!targets || targets.includes(name)) return true;
    return targetDependents === true && allDependenciesOf(goal).some((one) => this.#targeted.has(one));
  }

  /** What is about to be done may not depend on what the command keeps from being created. */
  #validated(steps: readonly Step[]): readonly Step[] {
    // The engine looks for it with --replace as well, but not for --exclude alone.
    if (!this.#command.targets && !this.#command.replace) return steps;
    for (const step of steps)
      if ("goal" in step && allDependenciesOf(step.goal).some((name) => this.skippedCreates.has(name)))
        this.refuse(`${step.goal.name} depends on what is not created because it is no target`);
    return steps;
  }
}

/** What it is deleted with counts, too. */
const allDependenciesOf = ({ dependencies, options: { deletedWith } = {} }: Goal): readonly string[] =>
  deletedWith === undefined ? dependencies : [...dependencies, deletedWith];

/** The program's inputs, those that changes are ignored of as they were. */
function ignoring({ inputs, options }: Goal, olds: Properties): Properties {
  const ignored = options?.ignoreChanges ?? [];
  if (ignored.length === 0) return inputs;
  const kept = Object.entries(inputs).filter(([key]) => !ignored.includes(key));
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(ignored.flatMap((k) => (k in olds ? [[k, olds[k]]] : []))),
  };
}

/** A provider that does not say whether anything changes is taken to mean what its inputs say. */
function completed(
  answer: DiffAnswer,
  olds: Properties,
  news: Properties,
  ignored: readonly string[] = [],
  replaceOn: readonly string[] = [],
): DiffAnswer {
  if (answer.changes !== undefined) return answer;
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => !ignored.includes(key));
  const changed = keys.filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
  const named = changed.filter((key) => replaceOn.includes(key) || replaceOn.includes("*"));
  return { ...answer, changes: changed.length > 0, replaces: [...(answer.replaces ?? []), ...named] };
}
