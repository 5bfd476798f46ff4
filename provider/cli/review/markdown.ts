// The review as a comment on a pull request. Names, ids and vendors' messages are user input, and the comment is rendered: all of them
// are shown as code, where nothing is a link, a mention or markup.
import { shown } from "../../http/redact.ts";
import { globalRegion } from "../../vendors/eni-address.ts";
import type { Place, Row } from "./row.ts";
import type { Shown } from "./attachment.ts";
import { diagram } from "./mermaid.ts";
import type { Phrase } from "./phrase.ts";
import { render } from "./phrase.ts";
import type { Review } from "./report.ts";
import { consequences, headline } from "./report.ts";

/** Longest comment, in characters. GitHub takes 65,536; the rest is for text that a workflow adds. */
const most = 60_000;

/** The first line of every comment for a stack: by it the next run finds the comment to update. */
export function markerOf({ stack = "" }: Review): string {
  // In a comment of HTML there must be neither ">" nor "--".
  const name = encodeURIComponent(stack.toWellFormed()).replaceAll("--", "%2D%2D");
  return `<!-- eni-attachment review ${name} -->`;
}

export function markdown(review: Review): string {
  const { rows, warnings, stack, lookedAt } = review;
  const follows = consequences(review);
  const codeOnly = rows.filter(({ kind }) => kind === "code-only");
  const tabled = rows.filter(({ kind }) => kind !== "code-only");
  const title = stack === undefined ? "Attachments" : `Attachments of ${code(stack)}`;
  const page = new Page();
  page.add(markerOf(review), `### ${title}: ${headline(review)}`);
  if (follows !== undefined) page.add("", `**${follows}.**`);
  if (lookedAt !== undefined) page.add("", `As of a look at the cloud at ${lookedAt}.`);
  page.list(
    "Warnings",
    warnings.map(({ text }) => `- ${inline(text)}`),
    0.3,
  );
  if (tabled.length > 0) page.table(tabled.map(tableRow), 0.6);
  if (codeOnly.length > 0) {
    page.add(
      "",
      `${codeOnly.length} more only ${codeOnly.length === 1 ? "gets" : "get"} the code of the installed version; nothing is called.`,
    );
  }
  const picture = diagram(tabled);
  if (picture !== undefined) page.block(["", "```mermaid", ...picture, "```"], 0.85);
  const lines = tabled.flatMap(({ name, plan, drift }) =>
    [...drift, ...plan].map((line) => `- ${code(name)}: ${code(line)}`),
  );
  const whose =
    lookedAt === undefined ? "What the provider said at the preview" : "What would happen as the cloud is now";
  if (lines.length > 0) page.details(whose, lines);
  return page.text();
}

const heads = ["", "attachment", "vendor", "ENI", "from", "to", "what happens", "downtime", "billing", "risk"];

function tableRow(row: Row): string {
  const { was } = row;
  const region =
    row.region.is === "known" && row.region.value === globalRegion ? "" : ` ${changed(was.region, row.region)}`;
  const cells = [
    row.kind === "replace" || row.kind === "detach" ? `**${row.kind}**` : row.kind,
    code(row.name),
    `${changed(was.vendor, row.vendor)}${region}`,
    changed(was.eni, row.eni),
    place(row.from),
    place(row.to),
    inline(row.what),
    row.downtime,
    row.billing.length === 0 ? "none" : inline(row.billing),
    row.risk.length === 0 ? "" : inline(row.risk),
  ];
  return `| ${cells.join(" | ")} |`;
}

function changed(before: Shown | undefined, now: Shown): string {
  return before === undefined ? place(now) : `${place(before)} → ${place(now)}`;
}

function place(where: Place): string {
  switch (where.is) {
    case "known":
      return code(where.value);
    case "unknown":
      return "*not known yet*";
    case "secret":
      return "*secret*";
    case "detached":
      return "*detached*";
    case "absent":
      return "";
  }
}

const inline = (phrase: Phrase): string => render(phrase, code);

/** Text of others as a code span that also works in a table. */
export function code(text: string): string {
  const line = shown(text, 1000).trim();
  if (line === "") return "*empty*";
  // A table cuts at every "|", escaped or not in ways that differ: then each character is written as a number.
  if (/[|\\]/.test(line)) {
    return `<code>${line.replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`)}</code>`;
  }
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Adds up to a part of what a comment can hold, and says what is left out. */
class Page {
  readonly #lines: string[] = [];
  #length = 0;

  add(...lines: string[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#length += line.length + 1;
    }
  }

  list(title: string, items: readonly string[], share: number): void {
    if (items.length === 0) return;
    this.add("", `**${title}**`, "");
    this.#fill(items, share, (left) => `- … and ${left} more`);
  }

  table(rows: readonly string[], share: number): void {
    this.add("", `| ${heads.join(" | ")} |`, `|${heads.map(() => "---").join("|")}|`);
    const left = this.#fill(rows, share);
    if (left > 0) this.add("", `… and ${left} more: \`eni-attachment review --format text\` shows all.`);
  }

  details(title: string, items: readonly string[]): void {
    this.add("", `<details><summary>${title}</summary>`, "");
    this.#fill(items, 0.98, (left) => `- … and ${left} more`);
    this.add("", "</details>");
  }

  /** All of it or nothing. */
  block(lines: readonly string[], share: number): void {
    const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (this.#length + length <= most * share) this.add(...lines);
  }

  #fill(items: readonly string[], share: number, rest?: (left: number) => string): number {
    for (const [index, item] of items.entries()) {
      if (this.#length + item.length > most * share) {
        if (rest) this.add(rest(items.length - index));
        return items.length - index;
      }
      this.add(item);
    }
    return 0;
  }

  text(): string {
    return `${this.#lines.join("\n")}\n`;
  }
}
