// What all examples have in common: complete projects, with the packages they import, the configuration they read, and READMEs
// whose commands exist.
import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";
import { exampleFolder, pulumiArguments, readmeOf } from "./readme.ts";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");

interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  type: string;
  scripts?: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
}
const repository = JSON.parse(read("package.json")) as Manifest;

const all = globSync("examples/*/Pulumi.yaml", { cwd: projectRoot }).map((file) => basename(dirname(file)));
/** Those in other languages are looked at in test/languages. */
const examples = all.filter((name) => /^ {2}name: nodejs$/m.test(read(`examples/${name}/Pulumi.yaml`)));
const programsOf = (name: string) =>
  globSync("**/*.ts", { cwd: exampleFolder(name), exclude: ["node_modules", "sdks"] }).map((file) =>
    read(join("examples", name, file)),
  );

/** Keys of the `config` of a Pulumi.yaml. */
function configurationOf(name: string): string[] {
  const [, configuration = ""] = read(`examples/${name}/Pulumi.yaml`).split(/^config:$/m);
  return [...configuration.matchAll(/^ {2}(\w+):$/gm)].map(([, key = ""]) => key);
}

/** Packages that each user generates, as the README says. */
const generated = new Map([
  ["tencentcloud", ["@pulumi/tencentcloud"]],
  ["migrate", ["@pulumi/tencentcloud"]],
]);

test("there are as many as the list of them says", () => {
  const listed = [...read("examples/README.md").matchAll(/^\| \[([\w-]+)\]\(\1\/\)/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(all.sort());
  expect(examples.length).toBeGreaterThanOrEqual(9);
});

// The quickstart has none: the demo runs it in the repository's own package.
test.each(examples.filter((name) => name !== "quickstart"))(
  "the package.json of %s lists what it imports, and this package in the version that it is",
  (name) => {
    const manifest = JSON.parse(read(`examples/${name}/package.json`)) as Manifest;
    expect(manifest).toMatchObject({ name: `eni-attachment-${name}`, private: true, type: "module" });
    const imported = programsOf(name)
      .flatMap((text) => [...text.matchAll(/ from "([^."][^"]*)"/g)].map(([, specifier = ""]) => specifier))
      .filter((specifier) => !builtinModules.includes(specifier.replace("node:", "")));
    const listed = [...Object.keys(manifest.dependencies), ...(generated.get(name) ?? [])];
    expect([...new Set(imported)].sort()).toEqual(listed.sort());
    expect(manifest.dependencies["pulumi-eni-attachment"]).toBe(`^${repository.version}`);
    const [, oldest] = /^>=(\S+)/.exec(repository.peerDependencies?.["@pulumi/pulumi"] ?? "") ?? [];
    expect(manifest.dependencies["@pulumi/pulumi"]).toBe(`^${oldest}`);
  },
);

describe.each(examples)("%s", (name) => {
  test("has a program, and is named after its folder", () => {
    const settings = read(`examples/${name}/Pulumi.yaml`);
    expect(settings).toMatch(new RegExp(`^name: eni-attachment-${name}$`, "m"));
    expect(settings).toMatch(/^main: index\.ts$/m);
    expect(existsSync(join(exampleFolder(name), "index.ts"))).toBe(true);
  });

  test("declares the configuration that it reads, and no other", () => {
    const used = programsOf(name).flatMap((text) =>
      [...text.matchAll(/(?<!Config\("\w+"\)\.)\b(?:get|require)(?:Boolean)?\("(\w+)"\)/g)].map(([, key = ""]) => key),
    );
    expect([...new Set(used)].sort()).toEqual(configurationOf(name).sort());
  });

  test("its README has commands that exist, and links that lead somewhere", () => {
    const known = new Set([...configurationOf(name), "sites"]);
    for (const command of readmeOf(name).flatMap(({ commands }) => commands)) {
      const args = pulumiArguments(command);
      if (!args) {
        expect(command).toMatch(/^npm (ci|install|init|pkg|run)\b/);
        for (const [, script = ""] of command.matchAll(/npm run ([\w-]+)/g))
          expect(repository.scripts).toHaveProperty(script);
        continue;
      }
      expect(args.join(" ")).toMatch(
        /^(up|preview|destroy|stack (init|rm) dev|config set .+|package add terraform-provider \S+)$/,
      );
      if (args[0] !== "config") continue;
      const key = args.slice(2).find((word) => !word.startsWith("--")) ?? "";
      if (key.includes(":")) expect(key).toMatch(/^(alicloud|tencentcloud):(region|accessKey|secretKey|secretId)$/);
      else expect(known).toContain(key.replace(/\[.*/, ""));
    }
  });
});
