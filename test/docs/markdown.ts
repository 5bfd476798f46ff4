// Markdown files of the repository, as tests read them: blocks of code, links, headings, tables.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import GithubSlugger from "github-slugger";
import type { Node, Parent, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { toString } from "mdast-util-to-string";
import { gfmTable } from "micromark-extension-gfm-table";
import { visit } from "unist-util-visit";
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

export interface Heading {
  /** 1 for the title. */
  readonly level: number;
  /** Without its marks. */
  readonly text: string;
}

const elsewhere = ["**/node_modules/**", "**/sdks/**", "**/venv/**", ".cache/**", ".pulumi-state/**", "dist/**"];

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

const trees = new Map<string, Root>();

function parsed(text: string): Root {
  const options = { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] };
  const tree = trees.get(text) ?? fromMarkdown(text, options);
  trees.set(text, tree);
  return tree;
}

/** Places in the text, from 0. The parser knows that of every node. */
function placeOf({ position }: Node): { from: number; to: number } {
  const { start, end } = position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) throw new Error("a node without a place");
  return { from: start.offset, to: end.offset };
}

/** A fragment may have lines of its own before it, in a comment that is not shown: `<!-- code before: … -->`. */
const before = /^<!-- code before:\n([\s\S]*?)-->$/;

/** Of the whole file, or of what stands under a heading. */
export function blocksIn(file: string, heading?: string): Block[] {
  const text = textOf(file);
  const { from, to } = heading === undefined ? { from: 0, to: text.length } : sectionIn(file, text, heading);
  const blocks: Block[] = [];
  visit(parsed(text), "code", (code, index = 0, parent) => {
    const place = placeOf(code);
    if (place.from < from || place.to > to) return;
    const previous = parent?.children[index - 1];
    const [, hidden = ""] = (previous?.type === "html" && before.exec(previous.value)) || [];
    const line = text.slice(0, place.from).split("\n").length;
    blocks.push({ file, line, language: code.lang ?? "", body: `${hidden}${code.value}\n` });
  });
  return blocks;
}

/** What is shown as code within a line. */
export function codeSpansIn(file: string): string[] {
  const spans: string[] = [];
  visit(parsed(textOf(file)), "inlineCode", ({ value }) => void spans.push(value));
  return spans;
}

/** Where the links and pictures of a file lead. */
export function linksIn(file: string): string[] {
  const targets: string[] = [];
  visit(parsed(textOf(file)), (node) => {
    if (node.type === "link" || node.type === "image" || node.type === "definition") targets.push(node.url);
    if (node.type === "html")
      for (const [, target = ""] of node.value.matchAll(/\b(?:href|src)="([^"]+)"/g)) targets.push(target);
  });
  return targets;
}

export function headingsIn(file: string): Heading[] {
  const headings: Heading[] = [];
  visit(parsed(textOf(file)), "heading", (heading) => {
    headings.push({ level: heading.depth, text: toString(heading) });
  });
  return headings;
}

/** The anchors of a file: those that GitHub makes of headings, and those that are written out. */
export function anchorsIn(file: string): Set<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set(headingsIn(file).map(({ text }) => slugger.slug(text)));
  visit(parsed(textOf(file)), "html", ({ value }) => {
    for (const [, id = ""] of value.matchAll(/<a id="([^"]+)">/g)) anchors.add(id);
  });
  return anchors;
}

/** Cells of the rows of all tables, as they are written; without the tables' heads. */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  const written = ({ children }: Parent) => {
    const [first, last] = [children.at(0), children.at(-1)];
    return first && last ? text.slice(placeOf(first).from, placeOf(last).to) : "";
  };
  visit(parsed(text), "table", ({ children: [, ...body] }) => {
    rows.push(...body.map(({ children }) => children.map(written)));
  });
  return rows;
}

/** What stands under a heading, up to the next one of its level or above. */
export function sectionOf(file: string, heading: string): string {
  const text = textOf(file);
  const { from, to } = sectionIn(file, text, heading);
  return text.slice(from, to);
}

function sectionIn(file: string, text: string, heading: string): { from: number; to: number } {
  const headings = parsed(text).children.filter((node) => node.type === "heading");
  const of = (node: Node) => text.slice(placeOf(node).from, placeOf(node).to);
  const at = headings.findIndex((node) => of(node) === heading);
  const own = headings[at];
  if (!own) throw new Error(`${file} has no heading "${heading}"`);
  const next = headings.slice(at + 1).find(({ depth }) => depth <= own.depth);
  return { from: placeOf(own).to, to: next ? placeOf(next).from : text.length };
}
