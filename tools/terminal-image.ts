// `npm run image`: runs the demo and draws docs/terminal.svg, what it prints for a move and a destroy. Of each command the lines that
// tell something are kept; attachments are worked on side by side and come in another order each time, so theirs are sorted.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "./ansi.ts";
import { parseAnsi, textOf } from "./ansi.ts";
import { projectRoot } from "./engine.ts";
import { terminalSvg } from "./terminal-svg.ts";

interface Scene {
  /** How the line begins that the demo prints before the output. */
  readonly command: string;
  /** The heading that it is under. */
  readonly under: RegExp;
  /** Lines of attachments, one for each. */
  readonly attachments: RegExp;
  /** Further lines, in their order. */
  readonly others: RegExp;
}

const scenes: readonly Scene[] = [
  {
    command: "$ npm run pulumi -- preview --diff",
    under: /^== 2\//,
    attachments: /\[eni-attachment \S+\] plan: /,
    others: /^(Resources:|\s+~ \d+ to update)/,
  },
  {
    command: "$ npm run pulumi -- up",
    under: /^== 2\//,
    attachments: /EniAttachment \S+ updated \(/,
    others: /^(Resources:|\s+~ \d+ updated|Duration:|-- checked)/,
  },
  {
    command: "$ npm run pulumi -- destroy",
    under: /^== 5\//,
    attachments: /EniAttachment \S+ deleted \(/,
    others: /^(Resources:|\s+- \d+ deleted|Duration:|-- checked)/,
  },
];

const title =
  "pulumi preview says in one line for each network interface what will happen to it; pulumi up moves five of five vendors; pulumi destroy detaches them";

/** The lines of the picture, from what the demo printed. */
export function pictured(printed: string): Run[][] {
  const lines = parseAnsi(printed);
  return scenes.flatMap((scene, index) => {
    const from = lines.findIndex((line) => scene.under.test(textOf(line)));
    const at = lines.findIndex((line, place) => place > from && textOf(line).startsWith(scene.command));
    const command = lines[at];
    if (from < 0 || !command) throw new Error(`the demo did not print "${scene.command}"`);
    const after = lines.slice(at + 1);
    const end = after.findIndex((line) => /^(\$|==) /.test(textOf(line)));
    const output = after.slice(0, end < 0 ? undefined : end);
    const attachments = output
      .filter((line) => scene.attachments.test(textOf(line)))
      .map(fromItsLabel)
      .sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
    const others = output.filter((line) => scene.others.test(textOf(line)));
    if (attachments.length === 0 || others.length === 0)
      throw new Error(`nothing to show of "${scene.command}":\n${output.map(textOf).join("\n")}`);
    return [...(index === 0 ? [] : [[]]), [{ text: textOf(command), bold: true }], ...attachments, ...others];
  });
}

/** The engine may print a line of the provider's behind its own row of dots. */
function fromItsLabel(line: Run[]): Run[] {
  const at = line.findIndex(({ text }) => text.includes("[eni-attachment "));
  const [first, ...rest] = line.slice(Math.max(0, at));
  if (at < 0 || !first) return line;
  return [{ ...first, text: first.text.slice(first.text.indexOf("[eni-attachment ")) }, ...rest];
}

/** What the demo prints, in colour. */
async function demo(): Promise<string> {
  // One pipe for both outputs, as a terminal is: with `--diff` the engine prints the provider's lines as errors.
  const child = spawn("sh", ["-c", 'exec "$@" 2>&1', "sh", process.execPath, join(projectRoot, "tools", "demo.ts")], {
    cwd: projectRoot,
    env: { ...process.env, FORCE_COLOR: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`the demo ended with ${code}:\n${printed}`);
  return printed;
}

export const picture = (printed: string): string => terminalSvg(pictured(printed), title);

if (import.meta.main) {
  const file = join(projectRoot, "docs", "terminal.svg");
  await writeFile(file, picture(await demo()));
  console.log(`wrote ${file}`);
}
