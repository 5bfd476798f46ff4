// Text with ANSI colours, as a terminal would show it: lines of runs, each in one style. Knows the codes for colour and weight (SGR);
// other control sequences are left out.

export interface Style {
  /** Default: the terminal's own. */
  readonly colour?: string | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

export interface Run extends Style {
  readonly text: string;
}

/** The sixteen colours, on a dark background. */
const basic = [
  ...["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4"],
  ...["#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#f0f6fc"],
] as const;

const steps = [0, 95, 135, 175, 215, 255] as const;
const hex = (...parts: readonly number[]) => `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** A colour of the 256: sixteen basic ones, a cube, and greys. */
function indexed(index: number): string | undefined {
  if (index < 16) return basic[index];
  if (index > 231) return hex(...[0, 0, 0].map(() => 8 + 10 * (index - 232)));
  const at = index - 16;
  return hex(...[Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((step) => steps[step] ?? 0));
}

/** The style after `ESC [ codes m`. */
function styled(before: Style, codes: readonly number[]): Style {
  let style = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 0) style = {};
    else if (code === 1) style = { ...style, bold: true };
    else if (code === 2) style = { ...style, dim: true };
    else if (code === 22) style = { ...style, bold: false, dim: false };
    else if (code === 39) style = { ...style, colour: undefined };
    else if (code >= 30 && code <= 37) style = { ...style, colour: basic[code - 30] };
    else if (code >= 90 && code <= 97) style = { ...style, colour: basic[code - 90 + 8] };
    else if (code === 38 && codes[at + 1] === 5) {
      style = { ...style, colour: indexed(codes[at + 2] ?? 0) };
      at += 2;
    } else if (code === 38 && codes[at + 1] === 2) {
      style = { ...style, colour: hex(...codes.slice(at + 2, at + 5)) };
      at += 4;
    }
  }
  return style;
}

// eslint-disable-next-line no-control-regex -- that is what it is about
const sequence = /\u001b\[([\d;]*)([A-Za-z])/g;

/** Lines of runs. A style goes on at the end of a line. */
export function parseAnsi(text: string): Run[][] {
  let style: Style = {};
  return text.split(/\r?\n/).map((line) => {
    const runs: Run[] = [];
    let at = 0;
    const keep = (part: string) => {
      if (part !== "") runs.push({ ...style, text: part });
    };
    for (const match of line.matchAll(sequence)) {
      keep(line.slice(at, match.index));
      at = match.index + match[0].length;
      if (match[2] === "m") style = styled(style, (match[1] ?? "").split(";").map(Number));
    }
    keep(line.slice(at));
    return runs;
  });
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join("");
}
