// What is planned, as the review tells it: by the lines that the provider printed at the preview, by the attachment that their prefix
// names, or by a look now.
import { shown } from "../../http/redact.ts";
import type { Forecast } from "../../lifecycle/forecast.ts";
import { forecastText } from "../../lifecycle/forecast.ts";
import { readForecast } from "../../lifecycle/read-forecast.ts";
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

/** The engine puts "warning: " before a line that it got as one. */
const ours = /^\s*(?:warning: )?\[eni-attachment ([^\]]+)\] (.*\S)\s*$/;
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

/** A line of a preview file. */
export function readPlan(text: string): PlanLine {
  return planLineOf(readForecast(text), text);
}

/** What the review tells of a plan. */
export function planLineOf(forecast: Forecast, text = forecastText(forecast)): PlanLine {
  const { replaces, detaches, attaches, adopts, refusal, failure, victim, unseen, follows } = forecast;
  const billing = follows.filter(({ kind }) => kind === "billing");
  const others = follows.filter(({ kind }) => kind !== "billing");
  return {
    text,
    replaces,
    unseen: unseen !== undefined,
    none: refusal !== undefined,
    adopts: adopts !== "no",
    foreign: adopts === "certainly",
    detaches,
    attaches,
    failure: refusal ?? failure,
    victim,
    billing: billing.map((one) => one.text),
    risks: [...others.map((one) => one.text), ...(unseen === undefined ? [] : [unseen])],
  };
}
