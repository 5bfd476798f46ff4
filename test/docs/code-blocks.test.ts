// Every block of code that a document shows: programs type-check as strictly as this repository's own code against the types that the
// package is published with, other formats parse, commands exist. What a page's own test runs is run there (doctor, review, examples).
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import ts from "typescript";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { run } from "../../provider/cli/commands.ts";
import { projectRoot } from "../../tools/engine.ts";
import type { Block } from "./markdown.ts";
import { blocksIn, documents, textOf } from "./markdown.ts";

const blocks = documents().flatMap((file) => blocksIn(file));
const of = (...languages: readonly string[]) => blocks.filter(({ language }) => languages.includes(language));
const named = ({ file, line }: Block) => `${file}:${line}`;

const config = ts.readConfigFile(join(projectRoot, "tsconfig.json"), (path) => ts.sys.readFile(path));
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, projectRoot);

/** All programs at once, each a module of its own beside its document: types are read once. */
function typeProblems(programs: readonly Block[]): string[] {
  const texts = new Map(programs.map((one) => [join(projectRoot, `${one.file}.${one.line}.ts`), one.body]));
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    return `${file?.fileName.replace(projectRoot, "")} +${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/** Python is looked at where it is run: in the tests of other languages. */
const known = ["", "console", "js", "json", "mermaid", "python", "sh", "text", "ts", "yaml"];

test("every block is of a language that is looked at here, or is plain text", () => {
  expect(blocks.length).toBeGreaterThan(60);
  expect(blocks.filter(({ language }) => !known.includes(language)).map(named)).toEqual([]);
});

test("programs type-check", () => {
  const programs = of("ts");
  expect(programs.length).toBeGreaterThan(8);
  expect(typeProblems(programs)).toEqual([]);
});

test("an argument that the vendor does not have is seen", () => {
  const [program] = of("ts").filter(({ file }) => file === "docs/vendors/zenlayer-zec.md");
  const wrong = {
    file: "docs/x.md",
    line: 1,
    language: "ts",
    body: program?.body.replace("});", 'region: "x" });') ?? "",
  };
  expect(typeProblems([wrong])).toEqual([expect.stringContaining("'region' does not exist")]);
});

test("JavaScript parses", () => {
  const problems = of("js").flatMap((block) => {
    const { diagnostics = [] } = ts.transpileModule(block.body, { fileName: "x.js", reportDiagnostics: true });
    return diagnostics.map(
      ({ messageText }) => `${named(block)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
  expect(problems).toEqual([]);
});

test.each(of("json").map((block) => [named(block), block.body] as const))("JSON parses: %s", (_where, body) => {
  expect(JSON.parse(body)).toBeInstanceOf(Object);
});

test.each(of("yaml").map((block) => [named(block), block.body] as const))("YAML parses: %s", (_where, body) => {
  expect(parseYaml(body)).toBeInstanceOf(Object);
});

const diagrams = /^(flowchart (TD|TB|LR|BT|RL)|sequenceDiagram|stateDiagram-v2)$/;

test.each(of("mermaid").map((block) => [named(block), block.body] as const))("diagram: %s", (_where, body) => {
  const [kind = "", ...lines] = body.trim().split("\n");
  expect(kind).toMatch(diagrams);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    // What is not in quotes is read as syntax: brackets there have to be pairs, and a quote has to end.
    expect([line, line.split('"').length % 2]).toEqual([line, 1]);
    const bare = line.replaceAll(/"[^"]*"/g, "");
    for (const [open, close] of ["()", "[]", "{}"].map((pair) => [...pair]))
      expect([line, bare.split(open ?? "").length]).toEqual([line, bare.split(close ?? "").length]);
  }
});

const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(textOf("package.json")));

test("scripts that are named exist", () => {
  const missing = documents().flatMap((file) =>
    [...textOf(file).matchAll(/npm (?:run|--silent --prefix \S+ run) (?:-s )?([a-z][\w:-]*)/g)]
      .filter(([, name = ""]) => !(name in scripts))
      .map(([command]) => `${file}: ${command}`),
  );
  expect(missing).toEqual([]);
});

/** Lines of a block as a shell takes them, joined where they go on. */
function commandsOf({ body }: Block): string[] {
  return body
    .replaceAll("\\\n", " ")
    .split("\n")
    .flatMap((line) => line.split(/&&|\||;|\$\(/))
    .map((one) => one.trim());
}

test("files that node runs in a command exist", () => {
  const missing = of("sh", "console").flatMap((block) =>
    commandsOf(block).flatMap((command) => {
      const [, path] = /^node (?:--\S+ )*([\w./-]+\.[cm]?[jt]s)\b/.exec(command) ?? [];
      // A test is the reader's own file.
      return path === undefined || command.startsWith("node --test ") || existsSync(join(projectRoot, path))
        ? []
        : [`${named(block)}: ${path}`];
    }),
  );
  expect(missing).toEqual([]);
});

async function helpOf(...args: readonly string[]): Promise<string> {
  let said = "";
  const sink = { write: (text: string) => (said += text) };
  await run([...args, "--help"], { stdin: process.stdin, stdout: sink, stderr: sink, env: {} });
  return said;
}

test("the program's commands and options exist", async () => {
  const names = [...(await helpOf()).matchAll(/^ {2}([a-z]+) /gm)].map(([, name = ""]) => name);
  expect(names).toEqual(expect.arrayContaining(["doctor", "review"]));
  const helps = new Map(await Promise.all(names.map(async (name) => [name, await helpOf(name)] as const)));
  const used = of("sh", "console", "yaml").flatMap((block) =>
    commandsOf(block).flatMap((command) => {
      // A line of an attachment begins with its label: [eni-attachment alicloud-ecs/…].
      const [, name, rest] = /(?<!\[)\beni-attachment(?:@\S+)? ([a-z-]+)(.*)$/.exec(command) ?? [];
      return name === undefined ? [] : [{ where: `${named(block)}: ${command}`, name, rest: rest ?? "" }];
    }),
  );
  expect(used.length).toBeGreaterThan(5);
  const wrong = used.filter(({ name, rest }) => {
    const help = helps.get(name);
    return help === undefined || [...rest.matchAll(/(?<=[\s[])--[a-z-]+/g)].some(([option]) => !help.includes(option));
  });
  expect(wrong.map(({ where }) => where)).toEqual([]);
});
