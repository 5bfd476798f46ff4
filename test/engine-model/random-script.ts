// Scripts that chance makes: programs that change, commands of every kind, and faults at calls that are really made, seldom ones
// more often. Each is made line by line on the model, which tells what calls there are.
import { seeded } from "../unit/fakes.ts";
import { cellsOf } from "./cells.ts";
import type { Command, Declaration, Options, Program } from "./model/stack.ts";
import { ModelStage } from "./on-the-model.ts";
import type { Played } from "./on-the-model.ts";
import type { Call, DiffStyle, Fault, FaultKind, Line, Script } from "./script.ts";

const labels = ["a", "b", "c", "d"] as const;
const styles: readonly DiffStyle[] = [
  ...(["update", "create first", "create first", "delete first", "delete first", "delete first"] as const),
  ...(["delete first when changed", "silent", "silent, replaces"] as const),
];

/** What each kind of fault can befall. */
const faultsOf: Readonly<Record<Call["method"], readonly FaultKind[]>> = {
  check: ["fails", "engine killed", "provider killed", "ctrl-c"],
  diff: ["fails", "engine killed", "provider killed", "ctrl-c"],
  create: ["fails", "fails half way", "engine killed", "provider killed", "ctrl-c"],
  update: ["fails", "fails half way", "engine killed", "provider killed", "ctrl-c"],
  read: ["drift", "gone", "other inputs", "fails", "engine killed", "provider killed", "ctrl-c"],
  delete: ["fails", "engine killed", "provider killed", "ctrl-c"],
};

/** A resource of the program while it changes. */
interface Part {
  readonly label: string;
  name: string;
  aliases: readonly string[];
  v: number;
  how: DiffStyle;
  from: boolean;
  options: Options;
  isThere: boolean;
}

export class ScriptMaker {
  readonly #chance: () => number;
  readonly #counts: ReadonlyMap<string, number>;
  readonly #parts: Part[];
  #isSequential = true;

  /** @param counts how often each cell was reached by scripts that are chosen already: the seldom ones are sought. */
  constructor(seed: number, counts: ReadonlyMap<string, number>) {
    this.#chance = seeded(seed);
    this.#counts = counts;
    this.#parts = labels.map((label) => ({
      label,
      name: label,
      aliases: [],
      v: 1,
      how: this.#one(styles),
      from: label !== "a" && this.#maybe(0.4),
      options: {},
      isThere: label !== "d" || this.#maybe(0.5),
    }));
  }

  async make(lines: number): Promise<{ script: Script; played: readonly Played[] }> {
    const stage = new ModelStage();
    const script: Line[] = [];
    const played: Played[] = [];
    while (script.length < lines) {
      if (script.length > 0) this.#change();
      const line = this.#line(script.length === 0, stage);
      let chosen = await this.#withFault(line, stage);
      // Where a registration is refused, it depends on the order what was registered before; and what is deleted for a dependency may be
      // registered, where it has another one now, before it is deleted or after.
      if ("program" in chosen && !chosen.program.sequential && dependsOnChance(await stage.try(chosen)))
        chosen = { ...chosen, program: { ...chosen.program, sequential: true }, faults: [] };
      if ((await stage.try(chosen)).broken) continue;
      script.push(chosen);
      played.push(await stage.play(chosen));
    }
    return { script: { lines: script }, played };
  }

  #change(): void {
    this.#isSequential = this.#maybe(0.75);
    for (let edits = Math.floor(this.#chance() * 3); edits >= 0; edits -= 1) this.#edit(this.#one(this.#parts));
  }

  #edit(part: Part): void {
    const option = (options: Options) => (part.options = { ...part.options, ...options });
    const kind = this.#chance();
    if (kind < 0.45) part.v = 1 + ((part.v + Math.floor(this.#chance() * 2)) % 3);
    else if (kind < 0.53) part.isThere = !part.isThere;
    else if (kind < 0.57) part.how = this.#one(styles);
    else if (kind < 0.61) part.from = part.label !== "a" && !part.from;
    else if (kind < 0.66) {
      part.aliases = this.#maybe(0.8) ? [part.name] : [];
      part.name = part.name === part.label ? `${part.label}2` : part.label;
    } else if (kind < 0.7) option({ retainOnDelete: !part.options.retainOnDelete });
    else if (kind < 0.74) option({ protect: !part.options.protect });
    else if (kind < 0.8) option({ replacementTrigger: this.#one(["t1", "t2"]) });
    else if (kind < 0.86) {
      const choice = this.#maybe(0.4) ? undefined : this.#maybe(0.6);
      part.options = Object.fromEntries(
        Object.entries({ ...part.options, deleteBeforeReplace: choice }).filter(([, value]) => value !== undefined),
      );
    } else if (kind < 0.9) option({ replaceOnChanges: this.#maybe(0.5) ? ["v"] : [] });
    else if (kind < 0.94) option({ ignoreChanges: this.#maybe(0.5) ? ["v"] : [] });
    else if (kind < 0.97) part.options = this.#maybe(0.5) ? { ...part.options, deletedWith: "a" } : {};
    else part.options = this.#maybe(0.5) ? { ...part.options, dependsOn: ["b"] } : {};
  }

  #program(): Program {
    const there = this.#parts.filter(({ isThere }) => isThere);
    const nameOf = (label: string) => there.find((part) => part.label === label)?.name;
    const resources = there.map(({ label, name, aliases, v, how, from, options }, index): Declaration => {
      const before = there.slice(0, index).map((part) => part.label);
      const source = from && before.length > 0 ? nameOf(before[0] ?? "") : undefined;
      const { dependsOn = [], deletedWith, ...others } = options;
      const depends = dependsOn.filter((one) => before.includes(one)).map((one) => nameOf(one) ?? one);
      const owner = deletedWith !== undefined && before.includes(deletedWith) ? nameOf(deletedWith) : undefined;
      const kept = Object.entries(others).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
      return {
        name,
        inputs: { label, v, how },
        ...(source === undefined ? {} : { references: { from: { of: source, output: "id" } } }),
        options: {
          ...(Object.fromEntries(kept) as Options),
          ...(aliases.length > 0 ? { aliases } : {}),
          ...(depends.length > 0 ? { dependsOn: depends } : {}),
          ...(owner === undefined ? {} : { deletedWith: owner }),
        },
      };
    });
    return { sequential: this.#isSequential, resources };
  }

  #line(isFirst: boolean, stage: ModelStage): Line {
    const names = stage.state.resources.map(({ name }) => name);
    const kind = isFirst || names.length === 0 ? 0 : this.#chance();
    // What is left as it is is written again when it is registered, and the engine refuses to read some orders of that.
    const line = (command: Command): Line => {
      if (command.targets || command.excludes) this.#isSequential = true;
      return { command, program: this.#program(), faults: [] };
    };
    const name = this.#one(names.length > 0 ? names : ["a"]);
    const refresh = this.#maybe(0.15) ? { refresh: true } : {};
    if (kind < 0.52) return line({ kind: "up", ...refresh });
    if (kind < 0.62) return line({ kind: "up", replace: [name], ...refresh });
    if (kind < 0.7)
      return line({ kind: "up", targets: [name], ...refresh, ...(this.#maybe(0.4) ? { targetDependents: true } : {}) });
    if (kind < 0.73) return line({ kind: "up", excludes: [name], ...refresh });
    if (kind < 0.8) return line({ kind: "refresh", ...(this.#maybe(0.3) ? { clearPendingCreates: true } : {}) });
    if (kind < 0.88) return line({ kind: "destroy", ...refresh });
    if (kind < 0.9) return line({ kind: "destroy", targets: [name], targetDependents: true });
    if (kind < 0.92) return line({ kind: "preview" });
    const isAlone = stage.state.resources.filter((row) => row.name === name).length === 1;
    if (!isAlone) return line({ kind: "up" });
    return { edit: this.#one(["taint", "taint", "taint", "untaint", "unprotect"]), name };
  }

  /** The fault that reaches the most seldom cells, of a few that are tried. */
  async #withFault(line: Line, stage: ModelStage): Promise<Line> {
    if ("edit" in line || this.#maybe(0.22)) return line;
    const { calls } = await stage.try(line);
    if (calls.length === 0) return line;
    let best: { line: Line; worth: number } = { line, worth: -1 };
    for (let tries = 0; tries < 6; tries += 1) {
      const faults = this.#fault(calls, line.program.sequential);
      const one = { ...line, faults };
      const cells = cellsOf(await stage.try(one)).filter(({ fault }) => fault !== "none");
      const worth = cells.reduce((sum, { key }) => sum + 1 / (1 + (this.#counts.get(key) ?? 0)), 0);
      if (worth > best.worth) best = { line: one, worth };
    }
    return best.line;
  }

  #fault(calls: readonly Call[], isSequential: boolean): Fault[] {
    const changes = calls.filter(({ method }) => ["create", "update", "delete", "read"].includes(method));
    const struck = this.#one(changes.length > 0 && this.#maybe(0.85) ? changes : calls);
    // Which of several registrations comes first chance decides, too.
    if (!isSequential && (struck.method === "check" || struck.method === "diff")) return [];
    // Two rows of one name are read and deleted side by side: which is the first of them chance decides.
    const isOfRow = struck.method === "read" || struck.method === "delete";
    if (isOfRow && changes.filter(({ method, label }) => method === struck.method && label === struck.label).length > 1)
      return [];
    const nthOf = (call: Call) =>
      calls
        .slice(0, calls.indexOf(call) + 1)
        .filter(({ method, label }) => method === call.method && label === call.label).length;
    const faultOf = (call: Call, kind: FaultKind): Fault => ({
      label: call.label,
      method: call.method,
      nth: nthOf(call),
      kind,
    });
    const fault = faultOf(struck, this.#one(faultsOf[struck.method]));
    const another = this.#one(changes.length > 0 ? changes : calls);
    const isApart = another.label !== struck.label && ["create", "update", "delete"].includes(another.method);
    if (!isSequential && isApart && /^fails/.test(fault.kind) && this.#maybe(0.3))
      return [fault, faultOf(another, "late")];
    return [fault];
  }

  #maybe(likelihood: number): boolean {
    return this.#chance() < likelihood;
  }

  #one<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#chance() * choices.length)] as T;
  }
}

function dependsOnChance({ refused, steps }: Played): boolean {
  return refused || steps.some(({ step }) => step === "delete for a dependency");
}
