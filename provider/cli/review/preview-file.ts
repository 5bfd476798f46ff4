// Reads what `pulumi preview --json` writes, as one digest or as lines of events. Unknown parts are
// ignored: newer engines have more fields and operations.
import { z } from "zod";
import { parseDocuments } from "./documents.ts";

const text = z.string().catch("");
const texts = z
  .array(z.string())
  .nullish()
  .catch(undefined)
  .transform((list) => list ?? []);
const flag = z.boolean().catch(false);
const properties = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(undefined)
  .transform((map) => map ?? {});

const state = z
  .object({
    id: text,
    inputs: properties,
    outputs: properties,
    protect: flag,
    retainOnDelete: flag,
    deletedWith: text,
    parent: text,
    initErrors: texts,
    dependencies: texts,
    propertyDependencies: z.record(z.string(), texts).catch({}),
  })
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

const changed = { op: z.string(), urn: z.string() };
const digestStep = z.object({
  ...changed,
  oldState: state,
  newState: state,
  diffReasons: texts,
  replaceReasons: texts,
});
const eventStep = z
  .object({ ...changed, old: state, new: state, diffs: texts, keys: texts })
  .transform(({ op, urn, old, new: next, diffs, keys }) => ({
    op,
    urn,
    oldState: old,
    newState: next,
    diffReasons: diffs,
    replaceReasons: keys,
  }));

const diagnostic = z.object({ message: text, severity: text, prefix: text, ephemeral: flag, urn: text });

export type ResourceState = NonNullable<z.infer<typeof state>>;
export type PreviewStep = z.infer<typeof digestStep>;
export type Diagnostic = z.infer<typeof diagnostic>;

export interface PreviewFile {
  readonly steps: readonly PreviewStep[];
  readonly diagnostics: readonly Diagnostic[];
  /** Steps that could not be read. */
  readonly unread: number;
  /** `eni:preflight` is false for the stack: plan lines come from the state. */
  readonly blind: boolean;
  /** Events do not say what a resource depends on. */
  readonly hasDependencies: boolean;
}

/** The text is no preview; the message says what it is instead. */
export class NotAPreview extends Error {}

const objectOf = z.record(z.string(), z.unknown());
const list = z.array(z.unknown());

/** @throws NotAPreview */
export function readPreview(content: string): PreviewFile {
  const documents = parse(content);
  const objects = documents.map((document) => objectOf.safeParse(document).data);
  const digest = objects.find((document) => document !== undefined && isDigest(document));
  if (digest) return readDigest(digest);
  const events = objects.filter((document) => document !== undefined && isEvent(document)) as Record<string, unknown>[];
  if (events.length > 0) return readEvents(events);
  throw new NotAPreview(whatItIs(objects[0]));
}

function parse(content: string): unknown[] {
  let documents: unknown[];
  try {
    documents = parseDocuments(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const start = content.trimStart();
    if (/^(Previewing|Updating|Destroying|Refreshing)\b/.test(start)) {
      throw new NotAPreview("it is the output of pulumi for people; add `--json`");
    }
    if (/^[{[]/.test(start)) throw new NotAPreview("it is JSON that breaks off or has other text in it");
    throw new NotAPreview(`it is not JSON; it begins with ${JSON.stringify(start.slice(0, 40))}`);
  }
  if (documents.length === 0)
    throw new NotAPreview("it is empty: did `pulumi preview --json` fail before it wrote anything?");
  return documents;
}

function isDigest(document: Record<string, unknown>): boolean {
  const { steps, changeSummary, duration, diagnostics, result } = document;
  if (steps !== undefined) return list.safeParse(steps).success;
  // Nothing changes, or it failed before the first step. A summary (`--output json`) has a result and no steps.
  return result === undefined && [changeSummary, duration, diagnostics].some((part) => part !== undefined);
}

function isEvent(document: Record<string, unknown>): boolean {
  return typeof document["sequence"] === "number" && Object.keys(document).some((name) => name.endsWith("Event"));
}

function whatItIs(document: Record<string, unknown> | undefined): string {
  if (!document) return "it is JSON, but not an object";
  if ("deployment" in document) return "it is an exported state (`pulumi stack export`)";
  if ("checkpoint" in document) return "it is a state file of a backend";
  if ("resourcePlans" in document) return "it is an update plan (`--save-plan`)";
  if ("result" in document) return "it is the summary of `--output json`, which has no steps";
  const names = Object.keys(document);
  if (names.length === 0) return "it is an empty object";
  return `it is a JSON object with ${names
    .slice(0, 3)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(", ")}${names.length > 3 ? ", …" : ""}`;
}

function readDigest(document: Record<string, unknown>): PreviewFile {
  const { diagnostics } = document;
  const read = all(digestStep, list.safeParse(document["steps"]).data ?? []);
  const said = all(diagnostic, list.safeParse(diagnostics).data ?? []);
  const blind = isBlind(document["config"]);
  return { steps: read.items, unread: read.unread, diagnostics: said.items, blind, hasDependencies: true };
}

function isBlind(config: unknown): boolean {
  return objectOf.safeParse(config).data?.["eni:preflight"] === "false";
}

const metadata = z.object({ metadata: z.unknown() });

function readEvents(events: readonly Record<string, unknown>[]): PreviewFile {
  const of = (name: string) => events.flatMap((event) => (event[name] === undefined ? [] : [event[name]]));
  const steps = of("resourcePreEvent").map((event) => metadata.safeParse(event).data?.metadata);
  const read = all(eventStep, steps);
  const said = all(diagnostic, [...of("diagnosticEvent"), ...of("stdoutEvent")]);
  return {
    steps: read.items,
    unread: read.unread,
    diagnostics: said.items.filter(({ severity, ephemeral }) => severity !== "debug" && !ephemeral),
    blind: of("preludeEvent").some((event) => isBlind(objectOf.safeParse(event).data?.["config"])),
    hasDependencies: false,
  };
}

function all<T extends z.ZodType>(schema: T, values: readonly unknown[]): { items: z.infer<T>[]; unread: number } {
  const results = values.map((value) => schema.safeParse(value));
  const items = results.flatMap((result) => (result.success ? [result.data] : []));
  return { items, unread: results.length - items.length };
}
