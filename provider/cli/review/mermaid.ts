// A diagram of where the ENIs are before and after, in Mermaid's language.
import { shown } from "../../http/redact.ts";
import type { Place, Row } from "./row.ts";

/** Most ENIs in a diagram: a larger one is unreadable. */
const most = 30;

/** Lines of a flowchart; undefined when nothing moves, or too much. */
export function diagram(rows: readonly Row[]): string[] | undefined {
  const moving = rows.filter((row) => isPictured(row));
  if (moving.length === 0 || moving.length > most) return undefined;
  const before = moving.map((row) => ({ eni: row.was.eni ?? row.eni, name: row.name, at: row.from }));
  const after = moving.map((row) => ({ eni: row.eni, name: row.name, at: row.to }));
  return ["flowchart LR", ...side("before", before), ...side("after", after), "  before ==> after"];
}

/** What stays where it is shows nothing; where an adopted ENI was, and what a failing run leaves, is not known. */
function isPictured({ kind, from, to, failure }: Row): boolean {
  if (kind === "state-only" || kind === "code-only" || kind === "adopt-or-attach") return false;
  return failure === undefined && !isSame(from, to);
}

interface Spot {
  readonly eni: Place;
  readonly name: string;
  readonly at: Place;
}

function side(title: string, spots: readonly Spot[]): string[] {
  const instances = new Map<string, string>();
  const lines = spots.flatMap(({ eni, name, at }, index) => {
    const node = `${title}${index}`;
    const label = `${node}["${text(eni)} (${quoted(name)})"]`;
    if (at.is === "detached" || at.is === "absent") return [`    ${label}`];
    // One box an instance; those that are not known may be different ones.
    const key = at.is === "known" ? at.value : `${index}`;
    let instance = instances.get(key);
    if (instance !== undefined) return [`    ${label} --- ${instance}`];
    instance = `${title}Instance${instances.size}`;
    instances.set(key, instance);
    return [`    ${label} --- ${instance}(["${text(at)}"])`];
  });
  return [`  subgraph ${title}`, "    direction LR", ...lines, "  end"];
}

function isSame(a: Place, b: Place): boolean {
  return (
    a.is === b.is &&
    (a.is !== "known" || (b.is === "known" && a.value === b.value)) &&
    a.is !== "unknown" &&
    a.is !== "secret"
  );
}

function text(place: Place): string {
  return place.is === "known" ? quoted(place.value) : place.is === "unknown" ? "not known yet" : place.is;
}

/** Text inside of quotes: characters with a meaning there, or in the Markdown around it, are written as numbers. */
function quoted(value: string): string {
  return shown(value, 80)
    .trim()
    .replaceAll(/[^\p{L}\p{N} ./_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
