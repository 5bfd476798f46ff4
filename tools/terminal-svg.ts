// A picture of a terminal: lines of styled runs as SVG text on a dark background.
import type { Run } from "./ansi.ts";

/** Characters in a line; longer ones are broken, as a terminal does. */
const columns = 112;
/** Pixels. */
const font = 13;
const cell = 7.8;
const leading = 19;
const margin = 16;

/** @param title what the picture shows, for whoever does not see it. */
export function terminalSvg(lines: readonly (readonly Run[])[], title: string): string {
  const rows = lines.flatMap(broken);
  const width = Math.ceil(columns * cell + 2 * margin);
  const height = rows.length * leading + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
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

interface Row {
  readonly runs: readonly Run[];
  /** The second or a later part of a line. */
  readonly continues: boolean;
}

function broken(line: readonly Run[]): Row[] {
  const rows: Run[][] = [[]];
  let room = columns;
  for (const run of line) {
    for (let { text } = run; text !== "";) {
      if (room === 0) {
        rows.push([]);
        room = columns;
      }
      const part = text.slice(0, room);
      rows.at(-1)?.push({ ...run, text: part });
      text = text.slice(room);
      room -= part.length;
    }
  }
  return rows.map((runs, index) => ({ runs, continues: index > 0 }));
}

/** Each run has its place and its length, so that columns stay columns in any font. */
function drawn(runs: readonly Run[]): string {
  let column = 0;
  return runs
    .map(({ text, colour, bold, dim }) => {
      const x = (margin + column * cell).toFixed(1);
      column += text.length;
      const style = [
        ...(colour === undefined ? [] : [`fill="${colour}"`]),
        ...(bold ? ['font-weight="bold"'] : []),
        ...(dim ? ['opacity="0.6"'] : []),
      ];
      const length = (text.length * cell).toFixed(1);
      return `<tspan ${[`x="${x}"`, `textLength="${length}"`, ...style].join(" ")}>${escaped(text)}</tspan>`;
    })
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
