// The review for programs. The layout is part of the package's interface.
import type { Phrase } from "./phrase.ts";
import { render } from "./phrase.ts";
import type { Review } from "./report.ts";
import { headline } from "./report.ts";
import { kinds } from "./row.ts";

const layoutVersion = 1;

export function json(review: Review): string {
  const { stack, rows, warnings, errors, lookedAt } = review;
  const counts = kinds.map((kind) => [kind, rows.filter((row) => row.kind === kind).length] as const);
  const document = {
    version: layoutVersion,
    stack: stack ?? null,
    summary: headline(review),
    counts: Object.fromEntries(counts),
    rows: rows.map(({ what, billing, risk, failure, ...row }) => ({
      ...row,
      what: inline(what),
      billing: inline(billing),
      risk: inline(risk),
      failure: failure ?? null,
    })),
    warnings: warnings.map((warning) => ({ ...warning, text: inline(warning.text) })),
    errors,
    ...(lookedAt === undefined ? {} : { lookedAt }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const inline = (phrase: Phrase): string => render(phrase, (text) => text);
