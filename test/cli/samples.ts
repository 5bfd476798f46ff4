// Previews of the real engine that are kept: without what nobody reads, and of most only what another sample does not have.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

type Json = Record<string, unknown>;

/** Attachments that a sample keeps; undefined for all of them. */
const kept: Readonly<Record<string, readonly string[] | undefined>> = {
  digest: undefined,
  steps: ["ali-leads", "leads", "follows", "ali-follows", "ali-swapped", "ali-same", "ali-guarded"],
  stream: [
    "ali-leads",
    "ali-new",
    "ali-moved",
    "ali-secret",
    "ali-halfway",
    "ali-code",
    "ali-waits",
    "vpc-removed",
    "ali-unknown",
  ],
  unlooked: ["ali-new", "ali-taken", "vpc-moved", "vpc-swapped", "zec-moved", "ali-elsewhere"],
  refresh: ["ali-halfway", "ali-same", "ali-strayed", "ali-waits", "ali-moved"],
  "refresh-only": ["ali-waits", "ali-same", "ali-strayed"],
  protected: ["ali-protected", "ali-moved"],
  broken: ["ali-moved", "ali-new", "ali-card"],
  destroy: [
    "ali-tied",
    "ali-loose",
    "ali-drifted",
    "ali-elsewhere",
    "ali-kept",
    "ali-halfway",
    "ali-guarded",
    "box",
    "vpc-moved",
  ],
  up: ["ali-moved", "ali-hopeless"],
};

export const sampleNames = Object.keys(kept);

export function sampleFile(name: string): string {
  return fileURLToPath(
    new URL(`samples/${name}.${name === "stream" || name === "up" ? "jsonl" : "json"}`, import.meta.url),
  );
}

export const readSample = (name: string): string => readFileSync(sampleFile(name), "utf8");

/** Undefined for a preview that is not kept. */
export function sampleOf(name: string, text: string): string | undefined {
  if (!Object.hasOwn(kept, name)) return undefined;
  const names = kept[name];
  if (name === "stream") return eventLines(text, names).join("");
  const end = name === "up" ? text.indexOf("\n}\n") + 2 : text.length;
  const digest = JSON.parse(text.slice(0, end)) as { steps: Step[]; diagnostics?: Said[] };
  const steps = digest.steps.filter((step) => isKept(step.urn, names));
  const enis = enisOf(steps);
  const diagnostics = (digest.diagnostics ?? []).filter((said) => isSaidOf(said, names, enis));
  const slim = { ...digest, steps: steps.map(slimStep), diagnostics };
  const document = `${JSON.stringify(slim, undefined, 1)}\n`;
  return name === "up" ? document + eventLines(text.slice(end), names).join("") : document;
}

interface Step {
  readonly urn: string;
  readonly [field: string]: unknown;
}

interface Said {
  readonly urn?: string;
  readonly message: string;
  readonly severity: string;
}

const isKept = (urn: string, names: readonly string[] | undefined): boolean =>
  names === undefined || urn.includes("pulumi:pulumi:Stack::") || names.some((name) => urn.endsWith(`::${name}`));

function isSaidOf(
  { urn = "", message, severity }: Said,
  names: readonly string[] | undefined,
  enis: readonly string[],
): boolean {
  if (severity === "debug") return false;
  if (urn !== "") return isKept(urn, names);
  const label = /^(?:warning: )?\[eni-attachment [^\]]*\/([^\]/]+)\]/.exec(message)?.[1];
  return names === undefined || label === undefined || enis.includes(label);
}

function enisOf(steps: readonly Step[]): string[] {
  return [...new Set(JSON.stringify(steps).match(/\b(?:eni|nic)-\w+\b/g) ?? [])];
}

function eventLines(text: string, names: readonly string[] | undefined): string[] {
  const events = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [JSON.parse(line) as Json]));
  const steps = events.flatMap(({ resourcePreEvent }) => {
    const metadata = (resourcePreEvent as { metadata?: Step } | undefined)?.metadata;
    return metadata && isKept(metadata.urn, names) ? [metadata] : [];
  });
  const enis = enisOf(steps);
  const chosen = events.filter(({ resourcePreEvent, resOutputsEvent, diagnosticEvent }) => {
    const event = (resourcePreEvent ?? resOutputsEvent) as { metadata: Step } | undefined;
    if (event) return resOutputsEvent === undefined && isKept(event.metadata.urn, names);
    return diagnosticEvent === undefined || isSaidOf(diagnosticEvent as Said, names, enis);
  });
  return chosen.map((event) => `${JSON.stringify(slimEvent(event))}\n`);
}

function slimEvent(event: Json): Json {
  const { resourcePreEvent } = event;
  if (resourcePreEvent === undefined) return event;
  const { metadata, ...rest } = resourcePreEvent as { metadata: Json };
  const states = { old: slimState(metadata["old"]), new: slimState(metadata["new"]) };
  return { ...event, resourcePreEvent: { ...rest, metadata: { ...metadata, ...states } } };
}

function slimStep({ provider: _provider, oldState, newState, ...step }: Step): Json {
  return {
    ...step,
    ...(oldState ? { oldState: slimState(oldState) } : {}),
    ...(newState ? { newState: slimState(newState) } : {}),
  };
}

function slimState(state: unknown): unknown {
  if (typeof state !== "object" || state === null) return state;
  const left = ["provider", "created", "modified", "sourcePosition", "stackTrace"];
  const entries = Object.entries(state).filter(([name]) => !left.includes(name));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, name === "inputs" || name === "outputs" ? slimCode(value) : value]),
  );
}

/** Of the code, only whether it is the same. */
function slimCode(properties: unknown): unknown {
  const { __provider: code, ...rest } = properties as Json;
  if (typeof code !== "string") return properties;
  return { __provider: code.includes("// older") ? "older code" : "code", ...rest };
}
