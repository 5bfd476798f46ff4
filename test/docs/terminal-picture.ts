// docs/terminal.svg as text: the lines that it shows.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { projectRoot } from "../../tools/engine.ts";

type Node = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  attributeNamePrefix: "",
});

/** The lines of a picture; those that were broken are whole again. */
export function linesOf(svg: string): string[] {
  const lines: string[] = [];
  const walk = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      if (Array.isArray(node["text"])) {
        const text = textIn(node["text"] as Node[]);
        const { class: name } = (node[":@"] ?? {}) as Node;
        if (name === "continues") lines.push((lines.pop() ?? "") + text);
        else lines.push(text);
      } else {
        for (const child of Object.values(node)) if (Array.isArray(child)) walk(child as Node[]);
      }
    }
  };
  walk(parser.parse(svg) as Node[]);
  return lines;
}

function textIn(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      const { "#text": own, tspan = [] } = node;
      return typeof own === "string" || typeof own === "number" ? String(own) : textIn(tspan as Node[]);
    })
    .join("");
}

export const svg = readFileSync(join(projectRoot, "docs", "terminal.svg"), "utf8");
export const shownLines = linesOf(svg).filter((line) => line !== "");
/** A line without what is different in each run. */
export const timeless = (line: string) =>
  line.replaceAll(/\(\d[\d.]*m?s\)/g, "(…)").replace(/^Duration: .*/, "Duration: …");
