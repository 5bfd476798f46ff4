// Warnings for the reviewer, besides the rows.
import { shown } from "../../http/redact.ts";
import { adoptionsIn } from "./adoption.ts";
import type { Phrase } from "./phrase.ts";
import { join, listed, words } from "./phrase.ts";
import type { SaidLines } from "./plan-lines.ts";
import type { PreviewFile, PreviewStep, ResourceState } from "./preview-file.ts";
import type { Row } from "./row.ts";
import type { Rows } from "./rows.ts";
import type { Story } from "./stories.ts";
import { attachmentType } from "./stories.ts";
import { nameOf, typeOf } from "./urn.ts";

export interface Warning {
  readonly code:
    | "PREVIEW_FAILED"
    | "UP_WOULD_FAIL"
    | "PROTECTED"
    | "SHARED"
    | "ORDER"
    | "ADOPTS"
    | "DETACHES_ADOPTED"
    | "BILLED"
    | "STRAYED"
    | "NOT_LOOKED_AT"
    | "NOT_UNDERSTOOD";
  /** Names of the attachments that it is about. */
  readonly attachments: readonly string[];
  readonly text: Phrase;
}

export interface Material {
  readonly preview: PreviewFile;
  readonly stories: readonly Story[];
  readonly lines: SaidLines;
  readonly rows: Rows;
  /** Where the cloud is not as the state has it. */
  readonly strayed: readonly { readonly name: string; readonly text: Phrase }[];
}

/** Errors of the preview itself: what it shows is then not all there is. */
export function errorsOf({ diagnostics }: PreviewFile): string[] {
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => shown(message.replace(/^error: /, ""), 500).trim());
  // The engine's closing message adds nothing when there is another one.
  const telling = errors.filter((error) => !/^(preview|update|destroy|refresh) failed$/.test(error));
  return [...new Set(telling.length > 0 ? telling : errors)];
}

export function warningsOf(material: Material): Warning[] {
  const { preview, stories, lines, rows, strayed } = material;
  return [
    ...errorsOf(preview)
      .filter((error) => !isProtection(error, stories))
      .map((error) => about("PREVIEW_FAILED", [], words`the preview has an error: ${error}`)),
    ...failures(rows.rows, preview.steps),
    ...stories.flatMap((story) => protection(story, rows.rows)),
    ...shared(stories),
    ...(preview.hasDependencies ? order(rows.rows, preview.steps) : []),
    ...adoptionsIn(rows.rows),
    ...billed(rows.rows),
    ...strayed.map(({ name, text }) => about("STRAYED", [name], words`${name}: ${text}`)),
    ...lines.blind.map(({ vendor, why }) =>
      about("NOT_LOOKED_AT", [], words`${vendor} was not looked at, so the state is all that is known: ${why}`),
    ),
    ...notUnderstood(material),
  ];
}

const about = (code: Warning["code"], attachments: readonly string[], text: Phrase): Warning => ({
  code,
  attachments,
  text,
});

/** The engine's words for what PROTECTED says too. */
const isProtection = (error: string, stories: readonly Story[]): boolean =>
  /cannot be deleted because it is protected/.test(error) && stories.some(({ urn }) => error.includes(`"${urn}"`));

function failures(rows: readonly Row[], steps: readonly PreviewStep[]): Warning[] {
  const failing = rows.filter(({ failure }) => failure !== undefined);
  const dependents = dependentsIn(steps);
  return failing.map(({ kind, name, urn, failure = "" }) => {
    const first = kind === "replace" ? reached(urn, dependents).map(nameOf) : [];
    const goes = first.length === 0 ? [] : words`. ${someOf(first)}, replaced with it, may be deleted before that`;
    return about("UP_WOULD_FAIL", [name], words`${name}: up will fail: ${failure}${goes}`);
  });
}

/** Who depends on a resource, of those that are replaced: the engine deletes them before what they depend on. */
function dependentsIn(steps: readonly PreviewStep[]): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const { op, urn, oldState } of steps) {
    if (!op.includes("replace") || !oldState) continue;
    for (const other of needed(oldState)) {
      const those = dependents.get(other) ?? [];
      dependents.set(other, those);
      those.push(urn);
    }
  }
  return dependents;
}

/** More names would leave no room for other warnings. */
const mostNames = 5;

function someOf(names: readonly string[]): Phrase {
  const more = names.length - mostNames;
  if (more <= 0) return listed(names);
  const few = join(
    names.slice(0, mostNames).map((name) => words`${name}`),
    ", ",
  );
  return words`${few} and ${[{ ours: `${more} more` }]}`;
}

function protection({ urn, before, operations }: Story, rows: readonly Row[]): Warning[] {
  const goes = ["delete", "replace", "create-replacement", "delete-replaced"].some((name) => operations.has(name));
  if (!before?.state.protect || !goes) return [];
  const row = rows.find((one) => one.urn === urn);
  const name = nameOf(urn);
  const what = row?.kind === "replace" ? words`replaced` : words`destroyed`;
  return [
    about(
      "PROTECTED",
      [name],
      words`${name} is protected and would be ${what}: up refuses that. Take the protection off in a run before, if it is meant`,
    ),
  ];
}

function shared(stories: readonly Story[]): Warning[] {
  const owners = Map.groupBy(
    stories.filter(({ after }) => after?.identity.key !== undefined),
    ({ after }) => after?.identity.key ?? "",
  );
  return [...owners].flatMap(([key, owned]) => {
    if (owned.length < 2) return [];
    const names = owned.map(({ urn }) => nameOf(urn));
    return [
      about(
        "SHARED",
        names,
        words`${listed(names)} all have ${key}: an ENI can be attached once, and the last one would win`,
      ),
    ];
  });
}

/** An instance or an ENI that goes in the same run has to go after the detach, which the engine knows from dependencies alone. */
function order(rows: readonly Row[], steps: readonly PreviewStep[]): Warning[] {
  const leaving = steps.filter(({ op, urn }) => op === "delete" && typeOf(urn) !== attachmentType);
  const detached = rows.filter(({ kind, downtime }) => kind === "detach" && downtime === "from here on");
  return leaving.flatMap(({ urn, oldState }) => {
    const concerned = detached
      .filter(({ from, eni }) => [from, eni].some((place) => place.is === "known" && place.value === oldState?.id))
      .filter((row) => !upstream(row.urn, steps).has(urn))
      .map(({ name }) => name);
    if (concerned.length === 0) return [];
    const text = words`${nameOf(urn)} is deleted in the same run, maybe before the detach: no dependency on it in ${listed(concerned)}. Give them an output of it, or dependsOn, and run up once before the removal`;
    return [about("ORDER", concerned, text)];
  });
}

/** Everything that a resource depends on, as far as the preview shows it. */
function upstream(urn: string, steps: readonly PreviewStep[]): Set<string> {
  const needs = steps.flatMap((step) => (step.oldState ? [[step.urn, needed(step.oldState)] as const] : []));
  return new Set(reached(urn, new Map(needs)));
}

const needed = ({ dependencies, propertyDependencies, parent }: ResourceState): string[] =>
  [...dependencies, ...Object.values(propertyDependencies).flat(), parent].filter((urn) => urn !== "");

/** All resources that can be reached from one. */
function reached(urn: string, edges: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>();
  const queue = [urn];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const other of edges.get(next) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      queue.push(other);
    }
  }
  return [...seen];
}

function billed(rows: readonly Row[]): Warning[] {
  const names = rows.filter(({ billing }) => billing.length > 0).map(({ name }) => name);
  if (names.length === 0) return [];
  return [about("BILLED", names, words`EIPs become unassociated, and unassociated EIPs are billed: ${listed(names)}`)];
}

function notUnderstood({ preview, rows }: Material): Warning[] {
  const unread =
    preview.unread === 0 ? [] : [words`steps of the preview that could not be read: ${String(preview.unread)}`];
  const strange = rows.strange.map(
    ({ name, operation }) => words`${name}: the operation ${operation} is not known here`,
  );
  return [...unread, ...strange].map((text) => about("NOT_UNDERSTOOD", [], text));
}
