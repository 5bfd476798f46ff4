// docs/terminal.svg as text: the lines that it shows.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";

/** The lines of a picture; those that were broken are whole again. */
export function linesOf(svg: string): string[] {
  const lines: string[] = [];
  for (const [, continues, drawn = ""] of svg.matchAll(/^<text y="\d+"( class="continues")?>(.*)<\/text>$/gm)) {
    const escaped = drawn.replaceAll(/<[^>]*>/g, "");
    const text = escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    lines.push(continues === undefined ? text : `${lines.pop() ?? ""}${text}`);
  }
  return lines;
}

export const svg = readFileSync(join(projectRoot, "docs", "terminal.svg"), "utf8");
export const shownLines = linesOf(svg).filter((line) => line !== "");
/** A line without what is different in each run. */
export const timeless = (line: string) =>
  line.replaceAll(/\(\d[\d.]*m?s\)/g, "(…)").replace(/^Duration: .*/, "Duration: …");
