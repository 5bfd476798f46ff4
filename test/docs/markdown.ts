// Markdown files of the repository, as tests read them: blocks of code, links, headings.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";

export interface Block {
  /** Of the file, from the root of the repository. */
  readonly file: string;
  /** Of the fence, from 1. */
  readonly line: number;
  /** Empty where the fence names none. */
  readonly language: string;
  readonly body: string;
}

export interface Link {
  readonly file: string;
  readonly target: string;
}

const elsewhere = ["**/node_modules/**", "**/sdks/**", ".cache/**", ".pulumi-state/**", "dist/**"];

/** Every Markdown file of the repository. */
export function markdownFiles(): string[] {
  return globSync("**/*.md", { cwd: projectRoot, exclude: elsewhere }).toSorted();
}

/** Those that show a user code. */
export function documents(): string[] {
  return markdownFiles().filter((file) => !file.includes("/") || /^(docs|examples)\//.test(file));
}

export function textOf(file: string): string {
  return readFileSync(join(projectRoot, file), "utf8");
}

/** A fragment may have lines of its own before it, in a comment that is not shown: `<!-- code before: … -->`. */
const before = /<!-- code before:\n([\s\S]*?)-->\n+$/;

export function blocksIn(file: string): Block[] {
  const text = textOf(file);
  const blocks: Block[] = [];
  for (const { 0: whole, 1: indent = "", 2: language = "", 3: inside = "", index } of text.matchAll(
    /^( *)```([^\n`]*)\n([\s\S]*?)^\1```$/gm,
  )) {
    const shown = inside.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const [, hidden = ""] = before.exec(text.slice(0, index)) ?? [];
    const line = text.slice(0, index).split("\n").length;
    if (whole !== "") blocks.push({ file, line, language: language.trim(), body: `${hidden}${shown}` });
  }
  return blocks;
}

/** The text without what is shown as code. */
export function proseOf(file: string): string {
  return textOf(file)
    .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, "")
    .replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "code");
}

export function linksIn(file: string): Link[] {
  // In `[`code`](target)` the words are code, and the link is none.
  const prose = proseOf(file);
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map(([, target = ""]) => target);
  const html = [...prose.matchAll(/\b(?:href|src)="([^"]+)"/g)].map(([, target = ""]) => target);
  return [...inline, ...html].map((target) => ({ file, target }));
}

/** The anchors of a file: those that GitHub makes of headings, and those that are written out. */
export function anchorsIn(file: string): Set<string> {
  const anchors = new Set([...textOf(file).matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id));
  const withoutCode = textOf(file).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, "");
  for (const [, heading = ""] of withoutCode.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const anchor = words.toLowerCase().replaceAll(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-"); // prettier-ignore
    let numbered = anchor;
    for (let count = 1; anchors.has(numbered); count += 1) numbered = `${anchor}-${count}`;
    anchors.add(numbered);
  }
  return anchors;
}

/** Cells of the rows of a table: without its head, and without the bars. */
export function rowsOf(text: string): string[][] {
  const rows = text.split("\n").filter((line) => /^\|.*\|$/.test(line.trim()));
  const ruler = rows.findIndex((row) => /^\|[-:| ]+\|$/.test(row));
  return rows.slice(ruler + 1).map((row) =>
    row
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
}

/** What stands under a heading, up to the next one of its level or above. */
export function sectionOf(file: string, heading: string): string {
  const text = textOf(file);
  const level = /^#+/.exec(heading)?.[0].length ?? 0;
  const [, rest = ""] = text.split(`\n${heading}\n`);
  if (rest === "") throw new Error(`${file} has no heading "${heading}"`);
  return rest.split(new RegExp(`^#{1,${level}} `, "m"))[0] ?? "";
}
