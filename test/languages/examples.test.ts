// What the examples in other languages have in common: complete projects, for this package's version, with READMEs whose commands exist.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import semver from "semver";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../tools/engine.ts";
import { exampleFolder, pulumiArguments, readmeOf } from "../examples/readme.ts";

const project = z.object({
  name: z.string(),
  runtime: z.union([z.string(), z.object({ name: z.string() })]),
  config: z.record(z.string(), z.object({ type: z.string() })),
});
const manifest = z.object({ version: z.string(), peerDependencies: z.object({ "@pulumi/pulumi": z.string() }) });
const repository = manifest.parse(JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")));
const oldestPulumi = semver.minVersion(repository.peerDependencies["@pulumi/pulumi"])?.version ?? "";

const read = (name: string, file: string) => readFileSync(join(exampleFolder(name), file), "utf8");

/** File of the program, and how it reads a value of the configuration. */
const programs = {
  yaml: { file: "Pulumi.yaml", reads: /: \$\{(\w+)\}$/gm },
  python: { file: "__main__.py", reads: /config\.require\("(\w+)"\)/g },
  go: { file: "main.go", reads: /settings\.Require\("(\w+)"\)/g },
};

describe.each(Object.entries(programs))("%s", (name, { file, reads }) => {
  const settings = project.parse(parse(read(name, "Pulumi.yaml")));

  test("is named after its folder, in its language, and declares the configuration that it reads", () => {
    expect(settings.name).toBe(`eni-attachment-${name}`);
    expect(typeof settings.runtime === "string" ? settings.runtime : settings.runtime.name).toBe(name);
    const used = [...read(name, file).matchAll(reads)].map(([, key = ""]) => key);
    expect(used.toSorted()).toEqual(Object.keys(settings.config).toSorted());
  });

  test("its README has commands that exist, for the plugin of this version", () => {
    const version = repository.version.replaceAll(".", "\\.");
    const known = new RegExp(
      "^(" +
        [
          "up|preview|destroy|install|stack (init|rm) dev",
          `config set (${Object.keys(settings.config).join("|")}) \\S+`,
          `plugin install resource eni ${version} --file pulumi-resource-eni-v${version}-linux-amd64\\.tar\\.gz`,
          `package add eni@${version}`,
        ].join("|") +
        ")$",
    );
    const commands = readmeOf(name).flatMap((block) => block.commands);
    for (const command of commands) expect(pulumiArguments(command)?.join(" ")).toMatch(known);
    expect(commands.some((command) => command.startsWith("pulumi plugin install"))).toBe(true);
  });
});

test("Python's packages are Pulumi's, from the oldest that this package takes, and the generated SDK", () => {
  const [pulumi = "", ...others] = read("python", "requirements.txt").trimEnd().split("\n");
  expect(pulumi).toBe(`pulumi>=${oldestPulumi},<4.0.0`);
  expect(others).toEqual(["sdks/eni"]);
});

test("Go's modules are Pulumi's, and the generated SDK where `package add` puts it", () => {
  const goMod = read("go", "go.mod");
  const [, pulumi = ""] = /^\tgithub\.com\/pulumi\/pulumi\/sdk\/v3 v(\S+)$/m.exec(goMod) ?? [];
  expect(semver.gte(pulumi, oldestPulumi)).toBe(true);
  const [, sdk = ""] = /^replace (\S+) => \.\/sdks\/eni$/m.exec(goMod) ?? [];
  expect(read("go", "main.go")).toContain(`\t"${sdk}/eni"\n`);
});
