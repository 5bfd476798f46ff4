// The lines that the provider printed at the preview, by the attachment that their prefix names.
import { shown } from "../../http/redact.ts";
import type { Diagnostic } from "./preview-file.ts";

/** What a plan line says, taken apart. */
export interface PlanLine {
  readonly text: string;
  readonly replaces: boolean;
  readonly adopts: boolean;
  /** It is attached where it is wanted, or is about to be, and not by this resource. */
  readonly foreign: boolean;
  readonly detaches: boolean;
  readonly attaches: boolean;
  /** Why `up` would fail, in the line's words. */
  readonly failure: string | undefined;
  /** It comes from the state: the cloud could not be asked. */
  readonly unseen: boolean;
  /** It comes from a look at the cloud as it is now (`--live`). */
  readonly isLive?: true;
  /** Nothing will be tried. */
  readonly none: boolean;
  /** Who loses the ENI to `onConflict: "takeOver"`. */
  readonly victim: string | undefined;
  readonly billing: readonly string[];
  /** What else follows. */
  readonly risks: readonly string[];
}

export interface SaidLines {
  /** By label, `<vendor>/<region>/<eni>`. */
  readonly plans: ReadonlyMap<string, readonly PlanLine[]>;
  /** What a refresh found. */
  readonly drifts: ReadonlyMap<string, readonly string[]>;
  /** What a refresh did not find, and drops from the state. */
  readonly gone: ReadonlySet<string>;
  /** Why the cloud was not looked at, by vendor. */
  readonly blind: readonly { readonly vendor: string; readonly why: string }[];
}

const ours = /^\s*\[eni-attachment ([^\]]+)\] (.*\S)\s*$/;
/** Longer than any line of ours. */
const most = 2000;

export function readLines(diagnostics: readonly Diagnostic[]): SaidLines {
  const plans = new Map<string, PlanLine[]>();
  const drifts = new Map<string, string[]>();
  const gone = new Set<string>();
  const blind = new Map<string, string>();
  for (const line of diagnostics.flatMap(({ message }) => message.split("\n"))) {
    const [, label = "", said = ""] = ours.exec(line) ?? [];
    const text = shown(said, most);
    const missing = /^the cloud cannot be looked at before up: (.*)$/.exec(text)?.[1];
    if (text.startsWith("plan: ")) add(plans, label, readPlan(text.slice("plan: ".length)), sameText);
    else if (text.startsWith("drift: ")) add(drifts, label, text.slice("drift: ".length), Object.is);
    else if (text.startsWith("gone: ")) gone.add(label);
    else if (missing !== undefined) blind.set(label, missing);
  }
  return { plans, drifts, gone, blind: [...blind].map(([vendor, why]) => ({ vendor, why })) };
}

function add<T>(map: Map<string, T[]>, label: string, item: T, same: (a: T, b: T) => boolean): void {
  const items = map.get(label) ?? [];
  // A preview that looks twice says it twice.
  if (!items.some((other) => same(other, item))) map.set(label, [...items, item]);
}

const sameText = (a: PlanLine, b: PlanLine): boolean => a.text === b.text;
const noWay = /^none, for up would fail: (.*)$/;
const unlooked = / \(((?:not|could not be) looked at: .*)\)$/;
const trouble = /(?:^|; )as things are, up would fail: (.*)$/;
/** A row has words of its own for these. */
const ofAdoption = /^(?:destroy will then detach it|a forced replacement (?:detaches|keeps) it)\b/;

export function readPlan(text: string): PlanLine {
  const replaces = text.startsWith("replace: ");
  const unseen = unlooked.exec(text);
  const said = unseen ? text.slice(0, unseen.index) : text;
  const none = noWay.exec(said)?.[1];
  const failing = trouble.exec(said);
  // The steps come first, and a replacement's in two clauses.
  const clauses = (failing ? said.slice(0, failing.index) : said).split("; ");
  const steps = none === undefined ? clauses.slice(0, replaces ? 2 : 1).join("; ") : "";
  const rest = none === undefined ? clauses.slice(replaces ? 2 : 1) : [];
  const foreign = /^adopt it as it is\b|\band adopt it$/.test(steps);
  const victim = /^it is taken from (.+), which this resource did not attach it to$/;
  const follows = rest.filter((clause) => !victim.test(clause) && !(foreign && ofAdoption.test(clause)));
  return {
    text,
    replaces,
    unseen: unseen !== null,
    none: none !== undefined,
    adopts: foreign || /, unless it is there already\b/.test(steps),
    foreign,
    detaches: /\bdetach from\b|\bwait for the detach\b/.test(steps),
    attaches: /\battach(?: \S+)? to\b/.test(steps),
    failure: none ?? failing?.[1],
    victim: rest.map((clause) => victim.exec(clause)?.[1]).find((name) => name !== undefined),
    billing: follows.filter((clause) => /\bbilled\b/.test(clause)),
    risks: [
      ...follows.filter((clause) => !/\bbilled\b/.test(clause)),
      ...(unseen?.[1] === undefined ? [] : [unseen[1]]),
    ],
  };
}
