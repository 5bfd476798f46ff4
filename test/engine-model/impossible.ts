// Cells that no script reaches, each with the reason: the engine excludes them, or chance decides in the engine what comes of them.

export interface Impossible {
  /** Absent: of every step, fault, word it stands under. */
  readonly steps?: readonly string[];
  readonly faults?: readonly string[];
  readonly under?: readonly string[];
  readonly why: string;
}

const deletes = [
  ...["delete", "delete in a destroy", "delete in a replacement", "delete for a dependency"],
  "delete last in a replacement",
];

const rules: readonly Impossible[] = [
  { steps: deletes, under: ["retainOnDelete"], why: "What is retained is dropped without a call." },
  {
    steps: ["delete", "delete in a destroy", "delete for a dependency"],
    under: ["protect"],
    why: "What is protected is not deleted; only a replacement may drop the protection in the same run.",
  },
  { steps: ["diff", "update"], under: ["--replace", "taint"], why: "A forced replacement asks no diff." },
  {
    steps: ["create"],
    under: ["taint", "pendingReplacement"],
    why: "What is created without a replacement has no row to be marked.",
  },
  {
    steps: ["update", "create first in a replacement", "delete in a replacement"],
    under: ["pendingReplacement"],
    why: "What is pending replacement is created next, and not deleted a second time.",
  },
  {
    steps: ["read", "diff after a read"],
    under: ["pendingReplacement"],
    why: "A refresh asks nothing of what is pending replacement.",
  },
  {
    steps: ["delete", "delete in a destroy"],
    under: ["pendingReplacement"],
    why: "What is pending replacement is dropped without a call when it goes.",
  },
  {
    steps: ["create first in a replacement"],
    under: ["deleteBeforeReplace"],
    why: "The option sets the other order.",
  },
  { steps: ["delete in a destroy"], under: ["--replace"], why: "pulumi destroy has no such option." },
  {
    steps: ["delete for a dependency"],
    faults: ["late"],
    why: "Side by side, chance decides whether a dependent is registered before or after it is deleted.",
  },
];

/** Why no script reaches it; undefined where one may. */
export function reasonAgainst(step: string, fault: string, under: string): string | undefined {
  const has = (words: readonly string[] | undefined, word: string) => words?.includes(word) ?? true;
  return rules.find((rule) => has(rule.steps, step) && has(rule.faults, fault) && has(rule.under, under))?.why;
}
