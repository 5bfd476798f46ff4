// The README of an example, read as a person follows it: blocks of commands, and what they should have printed.
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";
import { blocksIn } from "../docs/markdown.ts";

export interface Block {
  /** Without the dollar: as they are pasted. */
  commands: string[];
  /** Lines of the `text` block that follows; `…` stands for anything. */
  output: string[];
}

export const exampleFolder = (name: string): string => join(projectRoot, "examples", name);

export function readmeOf(name: string): Block[] {
  const blocks: Block[] = [];
  for (const { language, body } of blocksIn(`examples/${name}/README.md`)) {
    const lines = body.split("\n").filter((line) => line !== "");
    if (language === "sh") blocks.push({ commands: lines, output: [] });
    else if (language === "text") blocks.at(-1)?.output.push(...lines);
  }
  return blocks;
}

/** `pulumi config set --path 'sites[0].name' xian` as arguments; undefined when it is another program's command. */
export function pulumiArguments(command: string): string[] | undefined {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  return words[0] === "pulumi" ? words.slice(1) : undefined;
}

/** Whether a printed line is what the README shows. */
export function shown(line: string, printed: string): boolean {
  const pattern = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(pattern.join(".*")).test(printed);
}
