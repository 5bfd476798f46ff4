// Scripts that chance makes: programs that change, commands of every kind, and faults at calls that are really made. Each is made line
// by line on the model, which tells what calls there are: of a few lines, the one that reaches what is still rare.
import type { Cell, Counts } from "./cells.ts";
import { cellsOf, count, rareCells, worthOf } from "./cells.ts";
import { Chance } from "./chance.ts";
import { Draft } from "./draft.ts";
import { differences } from "./difference.ts";
import { areSure, withFaults } from "./faults.ts";
import type { Tried } from "./faults.ts";
import type { Command, Snapshot } from "./model/stack.ts";
import { ModelStage } from "./on-the-model.ts";
import type { Played } from "./on-the-model.ts";
import type { Fault, Line, Script } from "./script.ts";
import { isHalfWayToOrphan, orphansIn, steer } from "./steer.ts";
import { transcriptOf } from "./transcript.ts";

/** Lines that are tried for each one that is taken. */
const tries = 24;
/** How many lines come as they come, so that what nobody thought of is tried, too. */
const unsteered = 0.1;

interface Candidate extends Tried {
  readonly draft: Draft;
}

export class ScriptMaker {
  readonly #chance: Chance;
  /** How often each cell was reached by scripts that are chosen already, and by this one. */
  readonly #counts: Map<string, number>;
  readonly #stage = new ModelStage();
  #draft: Draft;

  constructor(seed: number, counts: Counts) {
    this.#chance = new Chance(seed);
    this.#counts = new Map(counts);
    this.#draft = Draft.some(this.#chance);
  }

  /** @param most commands, as long as there are rare cells; `lines` are enough otherwise. */
  async make(lines: number, most = lines): Promise<{ script: Script; played: readonly Played[] }> {
    const script: Line[] = [];
    const played: Played[] = [];
    for (let commands = 0; commands < lines || (commands < most && rareCells(this.#counts).length > 0);) {
      const best = await this.#best(script.length === 0);
      if (!best) continue;
      this.#draft = best.draft;
      script.push(best.line);
      // Edits of the state take no time to speak of.
      if ("command" in best.line) commands += 1;
      const one = await this.#stage.play(best.line);
      played.push(one);
      count([one], this.#counts);
    }
    return { script: { lines: script }, played };
  }

  async #best(isFirst: boolean): Promise<Candidate | undefined> {
    const rare = rareCells(this.#counts);
    const isSteered = rare.length > 0 && !this.#chance.maybe(unsteered);
    const taints = rare.filter(({ under }) => under === "taint").length;
    if (isSteered && this.#chance.maybe(Math.min(0.3, taints / 10))) return this.#taint();
    const isHalfWay = isHalfWayToOrphan(this.#stage.state);
    const far = rare.filter((cell) => isFar(cell) && (!isHalfWay || cell.step === "create"));
    const isNow = this.#chance.maybe(isHalfWay ? 0.8 : Math.max(0.07, (0.5 * far.length) / rare.length));
    if (!isFirst && isSteered && far.length > 0 && isNow) {
      const draft = this.#draft.copy();
      const tried = await this.#sound(
        this.#steered(draft, this.#chance.weighted(far, ({ key }) => worthOf(key, this.#counts)) as Cell),
      );
      return tried && { ...tried, draft };
    }
    const pending = isSteered ? this.#need(({ under }) => under === "pendingReplacement") : 0;
    const orphan = isSteered ? this.#need(({ step, under }) => step === "create" && under === "--replace") : 0;
    let best: (Candidate & { worth: number }) | undefined;
    for (let nth = 0; nth < (isSteered ? tries : 1); nth += 1) {
      const draft = this.#draft.copy();
      if (!isFirst && this.#chance.maybe(0.6)) draft.change(this.#chance);
      const cell = this.#chance.one(rare);
      const line = isSteered && !isFirst && nth % 4 !== 3 ? this.#steered(draft, cell) : this.#line(draft, isFirst);
      const tried = await this.#sound(line);
      if (!tried) continue;
      const worth = this.#worthOf(tried.played) + promise(tried.played.state, { pending, orphan });
      if (!best || worth > best.worth) best = { ...tried, draft, worth };
    }
    return best;
  }

  /** A row that no other shares its name with, and is not tainted yet. */
  async #taint(): Promise<Candidate | undefined> {
    const { resources } = this.#stage.state;
    const rows = resources.filter(({ name, taint, delete: isOld }) => !taint && !isOld && resources.filter((row) => row.name === name).length === 1); // prettier-ignore
    if (rows.length === 0) return undefined;
    const line: Line = { edit: "taint", name: this.#chance.one(rows).name };
    return { line, played: await this.#stage.try(line), draft: this.#draft };
  }

  #steered(draft: Draft, cell: Cell): Line {
    const { command, faults } = steer(draft, cell, this.#stage.state, this.#chance);
    return this.#lineOf(command, draft, faults);
  }

  #lineOf(command: Command, draft: Draft, faults: readonly Fault[] = []): Line {
    // What is left as it is is written again when it is registered, and the engine refuses to read some orders of that.
    if (isPartial(command, draft, this.#stage.state)) draft.isSequential = true;
    return { command, program: draft.program(), faults };
  }

  /** The line with what goes wrong; undefined where the engine breaks, or chance decides what it does. */
  async #sound(line: Line): Promise<Tried | undefined> {
    const stage = this.#stage;
    let played = await stage.try(line);
    let given = line;
    if ("program" in line && dependsOnChance(line, played, stage.state)) {
      given = { ...line, program: { ...line.program, sequential: true } };
      played = await stage.try(given);
    }
    if (played.broken || ("faults" in given && !areSure(given.faults, played))) return undefined;
    if (await this.#dependsOnOrder({ line: given, played })) return undefined;
    if ("edit" in given || given.faults.length > 0 || this.#chance.maybe(0.1)) return { line: given, played };
    const tried = await withFaults({ line: given, played }, { stage, counts: this.#counts, chance: this.#chance });
    const isBad =
      tried.played.broken ||
      dependsOnChance(tried.line, tried.played, stage.state) ||
      (await this.#dependsOnOrder(tried));
    return isBad ? { line: given, played } : tried;
  }

  /** Whether other things come of it where rows that were written side by side stand the other way round. */
  async #dependsOnOrder({ line, played }: Tried): Promise<boolean> {
    const other = await this.#stage.tryInOtherOrder(line);
    return other !== undefined && differences(played, transcriptOf(other), { before: false, after: false }).length > 0;
  }

  #line(draft: Draft, isFirst: boolean): Line {
    const chance = this.#chance;
    const { resources } = this.#stage.state;
    const names = resources.map(({ name }) => name);
    const kind = isFirst || names.length === 0 ? 0 : chance.share();
    const line = (command: Command): Line => this.#lineOf(command, draft);
    const name = chance.one(names.length > 0 ? names : ["a"]);
    const refresh = chance.maybe(0.15) ? { refresh: true } : {};
    if (kind < 0.52) return line({ kind: "up", ...refresh });
    if (kind < 0.62) return line({ kind: "up", replace: [name], ...refresh });
    if (kind < 0.7)
      return line({
        kind: "up",
        targets: [name],
        ...refresh,
        ...(chance.maybe(0.4) ? { targetDependents: true } : {}),
      });
    if (kind < 0.73) return line({ kind: "up", excludes: [name], ...refresh });
    if (kind < 0.8) return line({ kind: "refresh", ...(chance.maybe(0.3) ? { clearPendingCreates: true } : {}) });
    if (kind < 0.86) return line({ kind: "destroy", ...refresh });
    if (kind < 0.88) return line({ kind: "destroy", excludes: [name], ...refresh });
    if (kind < 0.9) return line({ kind: "destroy", targets: [name], targetDependents: true });
    if (kind < 0.92) return line({ kind: "preview" });
    const named = resources.filter((row) => row.name === name);
    if (named.length !== 1 || named[0]?.delete) return line({ kind: "up" });
    return { edit: chance.one(["taint", "taint", "taint", "untaint", "unprotect"]), name };
  }

  #worthOf(played: Played): number {
    return cellsOf(played).reduce((sum, { key }) => sum + worthOf(key, this.#counts), 0);
  }

  /** How much is rare among these. */
  #need(isOne: (cell: Cell) => boolean): number {
    const worths = rareCells(this.#counts)
      .filter(isOne)
      .map(({ key }) => worthOf(key, this.#counts));
    return Math.min(2, worths.reduce((sum, one) => sum + one, 0) / 5);
  }
}

/** Only several lines together lead there, of which all but the last are worth nothing. */
const isFar = ({ step, under }: Cell): boolean =>
  (step === "create" && under === "--replace") ||
  (step === "delete last in a replacement" && under === "pendingReplacement");

/** What the state can lead to. */
function promise(state: Snapshot, { pending, orphan }: { readonly pending: number; readonly orphan: number }): number {
  const halves = state.resources.filter((row) => row.pendingReplacement).length;
  return pending * halves + 2 * orphan * orphansIn(state).length;
}

/** Whether something may be left as it is. */
function isPartial({ targets, excludes }: Command, draft: Draft, { resources }: Snapshot): boolean {
  if (excludes) return true;
  if (!targets) return false;
  const names = [...resources, ...draft.parts.filter(({ isThere }) => isThere)].map(({ name }) => name);
  return names.some((name) => !targets.includes(name));
}

/**
 * Side by side: where a registration is refused, it depends on the order what was registered before. And what takes an output of another
 * one now than before may be registered before or after that one asks, or deletes, what depends on it.
 */
function dependsOnChance(line: Line, { refused, steps }: Played, { resources }: Snapshot): boolean {
  if ("edit" in line || line.program.sequential) return false;
  if (refused || steps.some(({ step }) => step === "delete for a dependency")) return true;
  const declared = line.program.resources;
  const nowOf = (name: string) => declared.find((one) => one.name === name || one.options?.aliases?.includes(name));
  return resources.some((row) => {
    const now = nowOf(row.name);
    const sources = Object.values(now?.references ?? {}).map(({ of }) => of);
    const before = Object.values(row.propertyDependencies).flat();
    return now !== undefined && before.some((name) => !sources.includes(nowOf(name)?.name ?? name));
  });
}
