// docs/terminal.svg: well-formed, without anything of the machine that it was made on, and of the demo's commands. That these print today
// what it shows: test/examples/quickstart.test.ts, whose run of the engine it is.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { XMLValidator } from "fast-xml-parser";
import { projectRoot } from "../../tools/engine.ts";
import { terminalSvg } from "../../tools/terminal-image.ts";
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

test("what the text says, the picture says: styles, markup, long lines, and gaps", () => {
  const lines = ['a <b> & "c"  d', "", "x".repeat(250), "   indented"];
  const drawn = terminalSvg(['\u001b[1ma <b>\u001b[0m & "c"  \u001b[38;5;1md\u001b[0m', ...lines.slice(1)]);
  expect(XMLValidator.validate(drawn)).toBe(true);
  expect(linesOf(drawn)).toEqual(lines);
  expect(drawn).toContain(' font-weight="bold">a &lt;b&gt;</tspan>');
  expect(drawn).toContain(' fill="#ff7b72">d</tspan>');
  expect(() => terminalSvg(["\u001b[4munderlined"])).toThrow("ESC[4munderlined");
});
