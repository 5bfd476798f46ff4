// What the tarball holds, and what the two checkers of packages say of it.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { filesIn, folderOutside, NAME, pack, unpack } from "./tarball.ts";

const run = promisify(execFile);

let outside: Awaited<ReturnType<typeof folderOutside>>;
let tarball: string;
let unpacked: string;
let files: string[];

beforeAll(async () => {
  outside = await folderOutside();
  tarball = await pack(outside.folder);
  unpacked = join(outside.folder, "package");
  await unpack(tarball, unpacked);
  files = await filesIn(unpacked);
});
afterAll(() => outside.remove());

const read = (file: string): Promise<string> => readFile(join(unpacked, file), "utf8");

test("the code, its types, the sources that the types lead to, README and LICENSE: no tests, no local cloud", () => {
  const top = new Set(files.map((file) => file.split("/")[0]));
  const plugin = ["pulumi-resource-eni", "pulumi-resource-eni.cmd", "schema.json"];
  expect([...top].toSorted()).toEqual(["LICENSE", "README.md", "dist", "package.json", "provider", ...plugin]);
  const endings = (folder: string) =>
    new Set(
      files.filter((file) => file.startsWith(`${folder}/`)).map((file) => /(\.d)?\.\w+(\.map)?$/.exec(file)?.[0]),
    );
  // What `require` finds is CommonJS as it stands.
  expect(endings("dist")).toEqual(new Set([".js", ".d.ts", ".d.ts.map", ".cjs", ".d.cts"]));
  expect(endings("provider")).toEqual(new Set([".ts", ".cjs", ".d.cts"]));
});

test("nothing is stale: each source has its code and its types, and nothing else is there", () => {
  const sources = files.filter((file) => file.startsWith("provider/"));
  expect(sources.length).toBeGreaterThan(100);
  const expected = sources.flatMap((file) => {
    if (/\.d?\.?cts$|\.cjs$/.test(file)) return [file.replace(/^provider/, "dist")];
    const built = file.replace(/^provider/, "dist").replace(/\.ts$/, "");
    return [`${built}.js`, `${built}.d.ts`, `${built}.d.ts.map`];
  });
  expect(files.filter((file) => file.startsWith("dist/"))).toEqual(expected.toSorted());
});

// An editor that finds no source stays with the declarations, without a word.
test("every declaration map names a source that is in the package", async () => {
  const maps = files.filter((file) => file.endsWith(".d.ts.map"));
  expect(maps).toContain("dist/index.d.ts.map");
  for (const map of maps) {
    const { sources, sourceRoot = "" } = JSON.parse(await read(map)) as { sources: string[]; sourceRoot?: string };
    expect(sources).toHaveLength(1);
    for (const source of sources) expect(files).toContain(posix.join(posix.dirname(map), sourceRoot, source));
    expect(await read(map.replace(/\.map$/, ""))).toContain(`//# sourceMappingURL=${posix.basename(map)}`);
  }
});

test("the plugin's executable can be executed; no setting makes every user of the package get the plugin", async () => {
  const { mode } = await stat(join(unpacked, "pulumi-resource-eni"));
  expect(mode & 0o111).toBe(0o111);
  expect(await read("pulumi-resource-eni.cmd")).toMatch(/^@echo off\r\nnode .*\r\n$/);
  expect(JSON.parse(await read("package.json"))).not.toHaveProperty("pulumi");
  expect(files).not.toContain("PulumiPlugin.yaml");
});

test("publint has nothing to say", async () => {
  const { messages, pkg } = await publint({ pkgDir: unpacked, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

interface Analysis {
  analysis: {
    problems: { kind: string; entrypoint: string }[];
    entrypoints: Record<string, { resolutions: Record<string, Resolution> }>;
  };
}
interface Resolution {
  resolution?: { fileName: string; isTypeScript: boolean };
  implementationResolution?: { fileName: string };
}

test("attw: all resolve to the one build and its types, by way of the gate for CommonJS", async () => {
  const { stdout } = await attw("--format", "json", "--ignore-rules", "cjs-resolves-to-esm");
  const { analysis } = JSON.parse(stdout) as Analysis;
  const found = Object.entries(analysis.entrypoints).flatMap(([entry, { resolutions }]) =>
    Object.entries(resolutions).map(([kind, { resolution, implementationResolution }]) => [
      `${entry} ${kind}`,
      ...[resolution, implementationResolution].map((file) => file?.fileName.split(`/${NAME}/`)[1]),
    ]),
  );
  const kinds = ["node10", "node16-cjs", "node16-esm", "bundler"];
  expect(found).toEqual([
    ...kinds.map((kind) =>
      kind === "node16-cjs"
        ? [`. ${kind}`, "dist/require/index.d.cts", "dist/require/index.cjs"]
        : [`. ${kind}`, "dist/index.d.ts", "dist/index.js"],
    ),
    // `typesVersions`, for settings that know no `exports`: there TypeScript looks for nothing but types.
    ["./provider node10", "dist/dynamic/handler.d.ts", "dist/dynamic/handler.d.ts"],
    ...kinds.slice(1).map((kind) => [`./provider ${kind}`, "dist/dynamic/handler.d.ts", "dist/dynamic/handler.js"]),
    ["./plugin node10", "dist/plugin-class/index.d.ts", "dist/plugin-class/index.d.ts"],
    ...kinds
      .slice(1)
      .map((kind) =>
        kind === "node16-cjs"
          ? [`./plugin ${kind}`, "dist/require/plugin.d.cts", "dist/require/plugin.cjs"]
          : [`./plugin ${kind}`, "dist/plugin-class/index.d.ts", "dist/plugin-class/index.js"],
      ),
    ...kinds.map((kind) => [`./package.json ${kind}`, "package.json", "package.json"]),
  ]);
});

// The one rule that is ignored: `./provider` is for the code in the state alone, which imports it.
test("attw: the only objection is that CommonJS gets an ES module by ./provider", async () => {
  const failure = await attw("--format", "json").then(
    () => undefined,
    (error: { stdout: string }) => error,
  );
  const { analysis } = JSON.parse(failure?.stdout ?? "{}") as Analysis;
  const found = analysis.problems.map(({ kind, entrypoint }) => `${kind} ${entrypoint}`);
  expect(new Set(found)).toEqual(new Set(["CJSResolvesToESM ./provider"]));
});

function attw(...args: string[]): Promise<{ stdout: string }> {
  const program = join(
    dirname(fileURLToPath(import.meta.resolve("@arethetypeswrong/cli/package.json"))),
    "dist/index.js",
  );
  return run(process.execPath, [program, tarball, "--no-definitely-typed", ...args], { maxBuffer: 64 << 20 });
}
