// Every link of a Markdown file within the repository leads to a file, and to a heading in it, that exists; every document is in the index.
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";
import { anchorsIn, linksIn, markdownFiles } from "./markdown.ts";

const files = markdownFiles();

/** Why a link leads nowhere; undefined when it leads somewhere. */
function trouble(file: string, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [path = "", anchor] = target.split("#");
  const to = path === "" ? file : normalize(join(dirname(file), decodeURI(path)));
  if (to.startsWith("..")) return "leaves the repository";
  if (!existsSync(join(projectRoot, to))) return "no such file";
  return anchor === undefined || anchorsIn(to).has(anchor) ? undefined : "no such heading";
}

test.each(files)("%s", (file) => {
  const broken = linksIn(file).flatMap((target) => {
    const why = trouble(file, target);
    return why === undefined ? [] : [`${target}: ${why}`];
  });
  expect(broken).toEqual([]);
});

test("links are found at all, also those to headings", () => {
  const all = files.flatMap(linksIn).filter((target) => !target.includes(":"));
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter((target) => target.includes("#")).length).toBeGreaterThan(30);
});

test("docs/README.md leads to every document", () => {
  const index = linksIn("docs/README.md").map((target) => normalize(join("docs", target)));
  const missing = files.filter(
    (file) => file.startsWith("docs/") && file !== "docs/README.md" && !index.includes(file),
  );
  expect(missing).toEqual([]);
});
