// Where the answers of a trial differ from what this package and the local cloud take for granted, each with the section of the
// vendor's page that it contradicts.
import type { Answer, Api } from "../../http/api.ts";
import { shown } from "../../http/redact.ts";
import { parseJson } from "../../json.ts";
import type { AnswerFields } from "../../vendors/fields.ts";
import { entryOf } from "../../vendors/table.ts";
import type { Vendor } from "../../vendors/vendor.ts";
import { orderDifferences } from "./order-differences.ts";
import { shapeDifferences } from "./shape-differences.ts";
import type { Exchange } from "./tap.ts";
import { timeline } from "./timeline.ts";

/**
 * `field`: unknown or missing. `type`: of another type, or null. `state`: an unknown word. `code`: an unknown error code. `order`: of steps.
 * `lag`: lists behind. `rate`: calls throttled. `foreign`: answers that are not the vendor's.
 */
export type DifferenceKind = "field" | "type" | "state" | "code" | "order" | "lag" | "rate" | "foreign";

export interface Difference {
  readonly kind: DifferenceKind;
  readonly says: string;
  /** `docs/vendors/alicloud-ecs.md#states`. */
  readonly section: string;
}

type Found = Omit<Difference, "section">;

/** The heading of a vendor's page that says what is taken for granted. */
const headings: Readonly<Record<DifferenceKind, string>> = {
  field: "answers",
  type: "answers",
  state: "states",
  code: "error-codes",
  order: "states",
  lag: "limits-and-waits",
  rate: "limits-and-waits",
  foreign: "error-codes",
};

/** A vendor's words may be of any length. */
const longestWord = 128;

export interface Known {
  readonly vendor: Vendor;
  readonly region: string;
  readonly fields: AnswerFields;
  readonly eni: string;
}

export function differences({ vendor, region, fields, eni }: Known, exchanges: readonly Exchange[]): Difference[] {
  const api = vendor.api(vendor.origin(region), region);
  const found: Found[] = [
    ...exchanges.flatMap((exchange) => ofAnswer(exchange, { vendor, api, fields })),
    ...orderDifferences(timeline(vendor, api, eni, exchanges), vendor),
    ...rates(exchanges, { vendor, api }),
  ];
  const distinct = new Map(found.map((one) => [`${one.kind} ${one.says}`, one]));
  return [...distinct.values()].map((one) => ({ ...one, section: sectionOf(vendor, one.kind) }));
}

function sectionOf({ name }: Vendor, kind: DifferenceKind): string {
  return `docs/vendors/${name}.md#${headings[kind]}`;
}

interface Reader {
  readonly vendor: Vendor;
  readonly api: Api;
}

function ofAnswer({ call, response }: Exchange, { vendor, api, fields }: Reader & { fields: AnswerFields }): Found[] {
  if (!response) return [];
  const answer = api.answer(response, call.action);
  const { action } = call;
  if (!answer) {
    const type = shown(response.headers["content-type"] ?? "no content type", longestWord);
    return [
      { kind: "foreign", says: `${action}: HTTP ${response.status} with a body that is not the vendor's (${type})` },
    ];
  }
  const shape = answer.ok ? (entryOf(fields.actions, action) ?? "any") : fields.error;
  const inShape = shapeDifferences(shape, parseJson(response.body)).map(({ kind, path, says }): Found => ({
    kind: kind === "word" ? "state" : kind,
    says: `${action}: ${shown(path, longestWord)} ${shown(says, longestWord)}`,
  }));
  return [...inShape, ...unknownCode(answer, action, [...Object.keys(vendor.errors), ...fields.codes])];
}

function unknownCode(answer: Answer, action: string, known: readonly string[]): Found[] {
  if (answer.ok || known.includes(answer.code)) return [];
  return [
    { kind: "code", says: `${action}: the code ${JSON.stringify(shown(answer.code, longestWord))} is not known` },
  ];
}

function rates(exchanges: readonly Exchange[], { vendor, api }: Reader): Found[] {
  const throttled = exchanges.flatMap(({ call, response, at }) => {
    const answer = response && api.answer(response, call.action);
    if (!answer || answer.ok) return [];
    const { meaning } = api.interpret(answer.code, call.action, response.status, answer.message);
    return meaning === "throttled" ? [{ action: call.action, code: answer.code, at }] : [];
  });
  return [...Map.groupBy(throttled, ({ action }) => action)].map(([action, all]) => {
    const counts = all.map(({ at }) => inLast(exchanges, action, at, 1_000));
    const known = vendor.rates[action] ?? vendor.rates["*"];
    const taken = known ? `${known.requests} in ${known.perMs / 1_000} s are taken to be allowed` : "no rate is known";
    const code = shown(all[0]?.code ?? "", longestWord);
    return {
      kind: "rate",
      says: `${action}: throttled ${all.length === 1 ? "once" : `${all.length} times`} (${code}), at ${Math.min(...counts)} in a second; ${taken}`,
    };
  });
}

/** Calls of the action up to this moment. */
function inLast(exchanges: readonly Exchange[], action: string, until: number, ms: number): number {
  return exchanges.filter(({ call, at }) => call.action === action && at <= until && at > until - ms).length;
}
