// Wall time and calls against N, for the floor, this package and the peers' way, as an SVG drawn by hand: two panels with
// logarithmic axes.
import type { Figures } from "./figures.ts";

interface Panel {
  readonly title: string;
  readonly left: number;
  readonly value: (one: Figures) => number;
}

const size = { width: 360, height: 260, top: 40 };
const colours: Readonly<Partial<Record<Figures["contender"], string>>> = {
  floor: "#888888",
  "this package": "#0b6bcb",
  "the peers' way (a model)": "#c8541b",
};

export function plot(figures: readonly Figures[], title: string): string {
  const panels: Panel[] = [
    { title: "wall time, s", left: 60, value: ({ wall }) => wall / 1_000 },
    { title: "API calls", left: 500, value: ({ callsEach, size: n }) => callsEach * n },
  ];
  const legend = Object.entries(colours).map(
    ([name, colour], at) =>
      `<rect x="${60 + at * 220}" y="352" width="12" height="12" fill="${colour}"/><text x="${78 + at * 220}" y="362">${escape(name)}</text>`,
  );
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="380" font-family="sans-serif" font-size="12">',
    '<rect width="900" height="380" fill="white"/>',
    `<text x="60" y="20" font-size="14">${escape(title)}</text>`,
    ...panels.flatMap((panel) => drawPanel(panel, figures)),
    ...legend,
    "</svg>",
    "",
  ].join("\n");
}

function drawPanel({ title, left, value }: Panel, figures: readonly Figures[]): string[] {
  const sizes = [...new Set(figures.map((one) => one.size))].toSorted((a, b) => a - b);
  const values = figures.map(value).filter((one) => one > 0);
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const [first, last] = [Math.log10(sizes[0] ?? 1), Math.log10(sizes.at(-1) ?? 1)];
  const x = (n: number) => left + ((Math.log10(n) - first) / Math.max(1, last - first)) * size.width;
  const y = (v: number) => size.top + size.height - ((Math.log10(v) - low) / Math.max(1, high - low)) * size.height;
  const decades = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
  const grid = decades.flatMap((v) => [
    `<line x1="${left}" x2="${left + size.width}" y1="${round(y(v))}" y2="${round(y(v))}" stroke="#dddddd"/>`,
    `<text x="${left - 6}" y="${round(y(v)) + 4}" text-anchor="end">${v >= 1 ? v : v.toFixed(-Math.log10(v))}</text>`,
  ]);
  const ticks = sizes.map(
    (n) => `<text x="${round(x(n))}" y="${size.top + size.height + 16}" text-anchor="middle">${n}</text>`,
  );
  const lines = Object.entries(colours).flatMap(([contender, colour]) => {
    const own = figures.filter((one) => one.contender === contender && value(one) > 0);
    const points = own
      .toSorted((a, b) => a.size - b.size)
      .map((one) => [round(x(one.size)), round(y(value(one)))] as const);
    if (points.length === 0) return [];
    return [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map((point) => point.join(",")).join(" ")}"/>`,
      ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
    ];
  });
  return [
    `<text x="${left}" y="${size.top - 6}">${title}</text>`,
    ...grid,
    ...ticks,
    `<text x="${left + size.width / 2}" y="${size.top + size.height + 32}" text-anchor="middle">attachments</text>`,
    ...lines,
  ];
}

const round = (value: number) => Math.round(value * 10) / 10;
const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
