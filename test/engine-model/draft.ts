// A program while it changes: four resources that come and go, with their options.
import type { Chance } from "./chance.ts";
import type { Declaration, Options, Program } from "./model/stack.ts";
import type { DiffStyle } from "./script.ts";

const labels = ["a", "b", "c", "d"] as const;
const styles: readonly DiffStyle[] = [
  ...(["update", "create first", "create first", "delete first", "delete first", "delete first"] as const),
  ...(["delete first when changed", "silent", "silent, replaces"] as const),
];
/** Of "how" a resource answers changes, so its "v" still changes; what depends on nothing has no "from". */
const inputs = ["v", "how", "from"] as const;

/** A resource of the program. */
export interface Part {
  readonly label: string;
  name: string;
  v: number;
  how: DiffStyle;
  /** Takes an output of the first one that is there. */
  from: boolean;
  /** Names in them are labels. */
  options: Options;
  isThere: boolean;
}

export class Draft {
  readonly parts: readonly Part[];
  isSequential = true;

  static some(chance: Chance): Draft {
    const parts = labels.map((label): Part => {
      const part: Part = {
        label,
        name: label,
        v: 1,
        how: chance.one(styles),
        from: label !== "a" && chance.maybe(0.5),
        options: {},
        isThere: label !== "d" || chance.maybe(0.7),
      };
      for (const option of optionNames)
        if (chance.maybe(blocking.includes(option) ? 0.25 : 0.6)) setOption(part, option, chance);
      return part;
    });
    return new Draft(parts);
  }

  private constructor(parts: readonly Part[]) {
    this.parts = parts;
  }

  /** One that changes without this one knowing. */
  copy(): Draft {
    const other = new Draft(this.parts.map((part) => ({ ...part })));
    other.isSequential = this.isSequential;
    return other;
  }

  program(): Program {
    const there = this.parts.filter(({ isThere }) => isThere);
    const nameOf = (label: string) => there.find((part) => part.label === label)?.name;
    const resources = there.map(({ label, name, v, how, from, options }, index): Declaration => {
      const before = there.slice(0, index).map((part) => part.label);
      const source = from && before.length > 0 ? nameOf(before[0] ?? "") : undefined;
      const { dependsOn = [], deletedWith, ...others } = options;
      const depends = dependsOn.filter((one) => before.includes(one)).map((one) => nameOf(one) ?? one);
      const owner = deletedWith !== undefined && before.includes(deletedWith) ? nameOf(deletedWith) : undefined;
      return {
        name,
        inputs: { label, v, how },
        ...(source === undefined ? {} : { references: { from: { of: source, output: "id" } } }),
        options: {
          ...others,
          ...(depends.length > 0 ? { dependsOn: depends } : {}),
          ...(owner === undefined ? {} : { deletedWith: owner }),
        },
      };
    });
    return { sequential: this.isSequential, resources };
  }

  /** A few edits of whatever kind. */
  change(chance: Chance): void {
    this.isSequential = chance.maybe(0.75);
    for (let edits = Math.floor(chance.share() * 3); edits >= 0; edits -= 1) edit(chance.one(this.parts), chance);
  }
}

const optionNames = [
  ...(["aliases", "deleteBeforeReplace", "deletedWith", "dependsOn", "ignoreChanges"] as const),
  ...(["protect", "replaceOnChanges", "replacementTrigger", "retainOnDelete"] as const),
];

/** They keep replacements or deletes from happening, or change their order: seldom, so that all the others are met often. */
const blocking: readonly string[] = ["deleteBeforeReplace", "protect", "retainOnDelete"];

export type OptionName = (typeof optionNames)[number];
export const isOption = (word: string): word is OptionName => optionNames.some((one) => one === word);

export const changeValue = (part: Part, chance: Chance): void => {
  part.v = 1 + ((part.v + Math.floor(chance.share() * 2)) % 3);
};

export function rename(part: Part, hasAlias: boolean): void {
  part.options = without(part.options, "aliases");
  if (hasAlias) part.options = { ...part.options, aliases: [part.name] };
  part.name = part.name === part.label ? `${part.label}2` : part.label;
}

export function setOption(part: Part, option: OptionName, chance: Chance): void {
  const values: Readonly<Record<OptionName, () => Options>> = {
    aliases: () => ({ aliases: [part.name === part.label ? `${part.label}2` : part.label] }),
    deleteBeforeReplace: () => ({ deleteBeforeReplace: chance.maybe(0.8) }),
    deletedWith: () => ({ deletedWith: chance.maybe(0.8) ? "a" : "b" }),
    dependsOn: () => ({ dependsOn: [chance.maybe(0.5) ? "a" : "b"] }),
    ignoreChanges: () => ({ ignoreChanges: [chance.one(inputs)] }),
    protect: () => ({ protect: true }),
    replaceOnChanges: () => ({ replaceOnChanges: [chance.one(["v", "v", "from", "*"])] }),
    replacementTrigger: () => ({ replacementTrigger: chance.one(["t1", "t2"]) }),
    retainOnDelete: () => ({ retainOnDelete: true }),
  };
  part.options = { ...part.options, ...values[option]() };
}

export function dropOption(part: Part, option: OptionName): void {
  part.options = without(part.options, option);
}

export function becomes(part: Part, wanted: readonly DiffStyle[], chance: Chance): void {
  if (!wanted.includes(part.how)) part.how = chance.one(wanted);
}

function edit(part: Part, chance: Chance): void {
  const kind = chance.share();
  if (kind < 0.4) changeValue(part, chance);
  else if (kind < 0.48) part.isThere = !part.isThere;
  else if (kind < 0.54) part.how = chance.one(styles);
  else if (kind < 0.58) part.from = part.label !== "a" && !part.from;
  else if (kind < 0.63) rename(part, chance.maybe(0.8));
  else {
    const option = chance.one(optionNames);
    if (part.options[option] === undefined || (!blocking.includes(option) && chance.maybe(0.6)))
      setOption(part, option, chance);
    else dropOption(part, option);
  }
}

const without = (options: Options, option: OptionName): Options =>
  Object.fromEntries(Object.entries(options).filter(([key]) => key !== option));
