// docs/terminal.svg: well-formed, without anything of the machine that it was made on, and of the demo's commands. That these print today
// what it shows: test/examples/quickstart.test.ts, whose run of the engine it is.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { XMLValidator } from "fast-xml-parser";
import { parseAnsi, textOf } from "../../tools/ansi.ts";
import { projectRoot } from "../../tools/engine.ts";
import { terminalSvg } from "../../tools/terminal-svg.ts";
import { linesOf, shownLines, svg } from "./terminal-picture.ts";

test("is well-formed, says what it shows, and fits", () => {
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(svg).toMatch(/<title>.*pulumi up.*<\/title>/);
  const [, width = 0] = /width="(\d+)"/.exec(svg) ?? [];
  const ends = [...svg.matchAll(/x="([\d.]+)" textLength="([\d.]+)"/g)].map(
    ([, x, length]) => Number(x) + Number(length),
  );
  expect(ends.length).toBeGreaterThan(20);
  expect(Math.max(...ends)).toBeLessThanOrEqual(Number(width));
});

test("has nothing of the machine that it was made on, and no control characters", () => {
  for (const path of [projectRoot, "/home/", "/root/", "/tmp/", "/work/", "127.0.0.1", "file://"])
    expect(svg).not.toContain(path);
  // eslint-disable-next-line no-control-regex -- that is what it is about
  expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
});

test("the README shows it at its top, with words for who does not see it", () => {
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
  expect(readme.slice(0, 500)).toMatch(/!\[[^\]]{40,}\]\(docs\/terminal\.svg\)/);
});

test("its commands are the demo's", () => {
  const demo = readFileSync(join(projectRoot, "tools", "demo.ts"), "utf8");
  const commands = shownLines.filter((line) => line.startsWith("$ "));
  expect(commands).toHaveLength(3);
  for (const command of commands) {
    const args = command.replace("$ npm run pulumi -- ", "").split(" ");
    expect(demo).toContain(`engine.show(${args.map((arg) => JSON.stringify(arg)).join(", ")})`);
  }
});

describe("colours", () => {
  test("basic ones, those of 256, weight, and their ends", () => {
    const [line] = parseAnsi(
      "a\u001b[1mb\u001b[31mc\u001b[0md\u001b[38;5;2me\u001b[39;22mf\u001b[38;5;196mg\u001b[2Kh",
    );
    expect(line).toEqual([
      { text: "a" },
      { text: "b", bold: true },
      { text: "c", bold: true, colour: "#ff7b72" },
      { text: "d" },
      { text: "e", colour: "#3fb950" },
      { text: "f", bold: false, dim: false },
      { text: "g", bold: false, dim: false, colour: "#ff0000" },
      { text: "h", bold: false, dim: false, colour: "#ff0000" },
    ]);
  });

  test("a style goes on in the next line", () => {
    expect(parseAnsi("\u001b[32mone\r\ntwo\u001b[m").map(([run]) => run?.colour)).toEqual(["#3fb950", "#3fb950"]);
  });

  test("what the text says, the picture says: markup, long lines, and gaps", () => {
    const lines = ['a <b> & "c"  d', "", "x".repeat(250), "   indented"];
    const drawn = terminalSvg(parseAnsi(lines.join("\n")), "<title> & more");
    expect(XMLValidator.validate(drawn)).toBe(true);
    expect(linesOf(drawn)).toEqual(lines);
    expect(parseAnsi("\u001b[1ma\u001b[0mb").map(textOf)).toEqual(["ab"]);
  });
});
