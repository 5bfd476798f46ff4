// Every example type-checks, as strictly as this repository's own code, against the types that the package is published with.
import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import ts from "typescript";
import { projectRoot } from "../../tools/engine.ts";

const config = ts.readConfigFile(join(projectRoot, "tsconfig.json"), (path) => ts.sys.readFile(path));
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, projectRoot);
const examples = globSync("examples/**/*.ts", { cwd: projectRoot, exclude: ["**/node_modules", "**/sdks"] }).map(
  (file) => join(projectRoot, file),
);

function problems(files: string[], texts: Record<string, string> = {}): string[] {
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (path) => texts[path] ?? readFile(path);
  const program = ts.createProgram(files, options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

test("all of them", () => {
  expect(options.strict).toBe(true);
  expect(examples.length).toBeGreaterThanOrEqual(15);
  expect(problems(examples)).toEqual([]);
});

test("an argument that the vendor does not have is seen, in a component too", () => {
  const file = join(projectRoot, "examples/component/index.ts");
  const wrong = ts.sys.readFile(file)?.replace('"eni-gateway1" }', '"eni-gateway1", networkCardIndex: 1 }') ?? "";
  expect(problems([file], { [file]: wrong })).toEqual([expect.stringContaining("'networkCardIndex' does not exist")]);
});
