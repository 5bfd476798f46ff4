// The review for a terminal.
import { shown } from "../../http/redact.ts";
import type { Shown } from "./attachment.ts";
import type { Phrase } from "./phrase.ts";
import { render } from "./phrase.ts";
import type { Review } from "./report.ts";
import { consequences, headline } from "./report.ts";
import { globalRegion } from "../../vendors/eni-address.ts";
import type { Place, Row } from "./row.ts";

export function text(review: Review): string {
  const { rows, warnings, stack, lookedAt } = review;
  const follows = consequences(review);
  const lines = [
    `${stack === undefined ? "Attachments" : `Attachments of ${plain(stack)}`}: ${headline(review)}`,
    ...(follows === undefined ? [] : [follows]),
    ...(lookedAt === undefined ? [] : [`as of a look at the cloud at ${lookedAt}`]),
    ...warnings.map((warning) => `warning: ${inline(warning.text)}`),
    ...rows.flatMap(block),
  ];
  return `${lines.join("\n")}\n`;
}

function block(row: Row): string[] {
  const region =
    row.region.is === "known" && row.region.value === globalRegion ? "" : ` ${changed(row.was.region, row.region)}`;
  const facts = [
    `downtime: ${row.downtime}`,
    ...(row.billing.length === 0 ? [] : [`billing: ${inline(row.billing)}`]),
    ...(row.risk.length === 0 ? [] : [`risk: ${inline(row.risk)}`]),
    ...row.drift.map((line) => `drift: ${plain(line)}`),
    ...row.plan.map((line) => `plan: ${plain(line)}`),
  ];
  return [
    "",
    `${row.kind}  ${plain(row.name)}`,
    `  ${changed(row.was.vendor, row.vendor)}${region} ${changed(row.was.eni, row.eni)}`,
    `  ${place(row.from)} -> ${place(row.to)}: ${inline(row.what)}`,
    ...facts.map((fact) => `  ${fact}`),
  ];
}

function changed(before: Shown | undefined, now: Shown): string {
  return before === undefined ? place(now) : `${place(before)} -> ${place(now)}`;
}

function place(where: Place): string {
  switch (where.is) {
    case "known":
      return plain(where.value);
    case "unknown":
      return "(not known yet)";
    case "secret":
      return "(secret)";
    case "detached":
      return "(detached)";
    case "absent":
      return "(new)";
  }
}

const inline = (phrase: Phrase): string => render(phrase, plain);
const plain = (value: string): string => shown(value, 2000).trim();
