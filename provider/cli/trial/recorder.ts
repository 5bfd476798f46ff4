// Makes a transcript of what a trial exchanged, by the allow list.
import { parseJson } from "../../json.ts";
import type { AnswerFields } from "../../vendors/fields.ts";
import { entryOf } from "../../vendors/table.ts";
import type { Vendor } from "../../vendors/vendor.ts";
import { AllowList } from "./allow-list.ts";
import type { Difference } from "./differences.ts";
import { Placeholders } from "./placeholders.ts";
import type { Exchange } from "./tap.ts";
import type { RecordedExchange, Transcript } from "./transcript.ts";

export interface Recorded {
  readonly vendor: Vendor;
  readonly region: string;
  readonly fields: AnswerFields;
  readonly eni: string;
  readonly from: string;
  readonly to: string;
}

export interface Result {
  readonly outcome: Transcript["outcome"];
  readonly differences: readonly Difference[];
}

const mediaTypes = new Set(["application/json", "application/xml", "text/xml", "text/html", "text/plain"]);

export function transcriptOf(
  subject: Recorded,
  exchanges: readonly Exchange[],
  { outcome, differences }: Result,
): Transcript {
  const { vendor, region, fields, eni, from, to } = subject;
  const placeholders = new Placeholders({ eni, instances: [from, to] });
  const allowed = new AllowList(vendor, fields, placeholders);
  const api = vendor.api(vendor.origin(region), region);
  const began = exchanges[0]?.at ?? 0;
  return {
    transcript: 1,
    vendor: vendor.name,
    region: vendor.regions.includes(region) ? region : null,
    outcome,
    differences: [...new Set(differences.map(({ kind }) => kind))].sort(),
    exchanges: exchanges.map(({ step, call, at, took, response }): RecordedExchange => {
      const parameters = withoutValues(call.parameters, placeholders);
      const isOk = response !== undefined && api.answer(response, call.action)?.ok === true;
      const shape = isOk ? (entryOf(fields.actions, call.action) ?? "any") : fields.error;
      return {
        step,
        action: call.action,
        about: { enis: named(parameters, "eni"), instances: named(parameters, "instance") },
        parameters,
        at: at - began,
        took,
        answer: response
          ? {
              status: response.status,
              headers: keptHeaders(response.headers),
              body: allowed.filtered(shape, parseJson(response.body)) ?? null,
            }
          : null,
      };
    }),
  };
}

/** Parameters are this package's own: names, numbers and flags stay, texts do not. A text that is a JSON list is shown as one. */
function withoutValues(
  parameters: Readonly<Record<string, unknown>>,
  placeholders: Placeholders,
): Record<string, unknown> {
  const cut = (value: unknown): unknown => {
    if (typeof value === "string") {
      const list = value.startsWith("[") ? parseJson(value) : undefined;
      return Array.isArray(list) ? cut(list) : placeholders.ofText(value);
    }
    if (Array.isArray(value)) return value.map(cut);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cut(one)]));
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, cut(value)]));
}

function named(parameters: Record<string, unknown>, look: "eni" | "instance"): string[] {
  return [...new Set(JSON.stringify(parameters).match(new RegExp(`<${look}#\\d+>`, "g")))];
}

function keptHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (mediaTypes.has(type)) kept["content-type"] = type;
  for (const name of ["retry-after", "x-acs-retry-after"]) {
    const value = headers[name];
    if (value !== undefined && /^\d{1,5}$/.test(value)) kept[name] = value;
  }
  if (headers["cf-mitigated"] === "challenge") kept["cf-mitigated"] = "challenge";
  return kept;
}
