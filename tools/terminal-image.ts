// `npm run image`: runs the demo and draws docs/terminal.svg, what it prints for a move and a destroy. Of each command the lines that
// tell something are kept; attachments are worked on side by side and come in another order each time, so theirs are sorted.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectRoot } from "./engine.ts";

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
  "pulumi preview says in one line for each network interface what will happen to it; pulumi up moves them; pulumi destroy detaches them";

/** The lines of the picture, with the engine's colours, from what the demo printed. */
function pictured(printed: string): string[] {
  const lines = printed.split(/\r?\n/).map((line) => ({ line, text: stripVTControlCharacters(line) }));
  return scenes.flatMap((scene, index) => {
    const from = lines.findIndex(({ text }) => scene.under.test(text));
    const at = lines.findIndex(({ text }, place) => place > from && text.startsWith(scene.command));
    const command = lines[at];
    if (from < 0 || !command) throw new Error(`the demo did not print "${scene.command}"`);
    const after = lines.slice(at + 1);
    const end = after.findIndex(({ text }) => /^(\$|==) /.test(text));
    const output = after.slice(0, end < 0 ? undefined : end);
    const attachments = output
      .filter(({ text }) => scene.attachments.test(text))
      .toSorted((a, b) => (fromItsLabel(a.text) < fromItsLabel(b.text) ? -1 : 1));
    const others = output.filter(({ text }) => scene.others.test(text));
    if (attachments.length === 0 || others.length === 0)
      throw new Error(`nothing to show of "${scene.command}":\n${output.map(({ text }) => text).join("\n")}`);
    const shown = [...attachments, ...others].map(({ line }) => fromItsLabel(line));
    return [...(index === 0 ? [] : [""]), `\u001b[1m${command.text}`, ...shown];
  });
}

/** The engine may print a line of the provider's behind its own row of dots. */
function fromItsLabel(line: string): string {
  return line.slice(Math.max(0, line.indexOf("[eni-attachment ")));
}

/** What the engine colours with: of the terminal's colours those that it uses, on a dark background. */
const colours: Readonly<Record<string, string>> = {
  "38;5;1": "#ff7b72",
  "38;5;2": "#3fb950",
  "38;5;3": "#d29922",
  "38;5;5": "#bc8cff",
  "38;5;12": "#79c0ff",
  "38;5;13": "#d2a8ff",
};

/** A piece of a line in one style. */
interface Run {
  readonly text: string;
  readonly style: string;
}

function runsOf(line: string): Run[] {
  const [plain = "", ...escaped] = line.split("\u001b[");
  const runs: Run[] = [{ text: plain, style: "" }];
  let colour = "";
  let weight = "";
  for (const part of escaped) {
    const [, code = "", text = ""] = /^([\d;]*)m(.*)$/.exec(part) ?? [];
    if (code === "0") colour = weight = "";
    else if (code === "1") weight = ' font-weight="bold"';
    else if (code === "22") weight = "";
    else if (code in colours) colour = ` fill="${colours[code]}"`;
    else throw new Error(`the demo prints a style that the picture does not know: ESC[${part}`);
    runs.push({ text, style: colour + weight });
  }
  return runs.filter(({ text }) => text !== "");
}

/** Characters in a line; longer ones are broken, as a terminal does. */
const columns = 112;
/** Pixels. */
const font = 13;
const cell = 7.8;
const leading = 19;
const margin = 16;

/** Lines as SVG text on a dark background. The second and later parts of a line have the class `continues`. */
export function terminalSvg(lines: readonly string[]): string {
  const rows = lines.flatMap((line) => broken(runsOf(line)).map((runs, part) => ({ runs, continues: part > 0 })));
  const width = Math.ceil(columns * cell + 2 * margin);
  const height = rows.length * leading + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace" font-size="${font}" fill="#c9d1d9" xml:space="preserve">`,
    ...rows.map(({ runs, continues }, row) => {
      const y = margin + row * leading + font;
      return `<text y="${y}"${continues ? ' class="continues"' : ""}>${drawn(runs)}</text>`;
    }),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function broken(line: readonly Run[]): Run[][] {
  const rows: Run[][] = [[]];
  let room = columns;
  for (const { text, style } of line) {
    for (let rest = text; rest !== "";) {
      if (room === 0) {
        rows.push([]);
        room = columns;
      }
      const part = rest.slice(0, room);
      rows.at(-1)?.push({ text: part, style });
      rest = rest.slice(room);
      room -= part.length;
    }
  }
  return rows;
}

/** Each run has its place and its length, so that columns stay columns in any font. */
function drawn(runs: readonly Run[]): string {
  let column = 0;
  return runs
    .map(({ text, style }) => {
      const x = (margin + column * cell).toFixed(1);
      column += text.length;
      const shown = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      return `<tspan x="${x}" textLength="${(text.length * cell).toFixed(1)}"${style}>${shown}</tspan>`;
    })
    .join("");
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

if (import.meta.main) {
  const file = join(projectRoot, "docs", "terminal.svg");
  await writeFile(file, terminalSvg(pictured(await demo())));
  console.log(`wrote ${file}`);
}
