// The types of the packed package, as a program finds them under the settings of TypeScript that are in use, and as an editor
// follows them.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "../../tools/engine.ts";
import { Editor } from "./editor.ts";
import { folderOutside, NAME, pack, unpack } from "./tarball.ts";

/** Compiles only if the types are there: each marked line has to be an error. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment, type EniAttachmentArgs } from "${NAME}";
const args: EniAttachmentArgs = { vendor: "zenlayer-zec", networkInterfaceId: "nic", instanceId: "vm" };
export const state: pulumi.Output<"attached" | "detached"> = new EniAttachment("web", args).state;
// @ts-expect-error Zenlayer's have no region.
export const wrong: EniAttachmentArgs = { ...args, region: "asia-east-1" };
// @ts-expect-error There is no such output.
export const none = new EniAttachment("web", args).attachmentId;

import * as plugin from "${NAME}/plugin";
const provider = new plugin.Provider("other", { alicloud: { region: "cn-hangzhou", profile: "other" } });
export const served = new plugin.EniAttachment("api", args, { provider });
export const found: pulumi.Output<string> = plugin.EniAttachment.get("seen", "zenlayer-zec/global/nic").attachedTo;
// @ts-expect-error There is no such account.
export const nobody = new plugin.Provider("nobody", { aws: {} });
`;

const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;
type Settings = readonly [name: string, file: string, options: ts.CompilerOptions];
const settings: readonly Settings[] = [
  ["nodenext, CommonJS", "index.cts", { module: ModuleKind.NodeNext }],
  ["nodenext, ES module", "index.mts", { module: ModuleKind.NodeNext }],
  ["node20, CommonJS", "index.cts", { module: ModuleKind.Node20 }],
  ["node16, CommonJS", "index.cts", { module: ModuleKind.Node16 }],
  ["node18, CommonJS", "index.cts", { module: ModuleKind.Node18 }],
  ["node16, ES module", "index.mts", { module: ModuleKind.Node16 }],
  ["bundler", "index.ts", { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler }],
  // What `pulumi new typescript` wrote until March 2026.
  [
    "commonjs, node",
    "index.ts",
    { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10, ignoreDeprecations: "6.0" },
  ],
];

let outside: Awaited<ReturnType<typeof folderOutside>>;
let folder: string;

beforeAll(async () => {
  outside = await folderOutside();
  folder = join(outside.folder, "program");
  const modules = join(folder, "node_modules");
  await unpack(await pack(outside.folder), join(modules, NAME));
  await mkdir(join(modules, "@types"));
  for (const name of ["@pulumi", "@types/node"])
    await symlink(join(projectRoot, "node_modules", name), join(modules, name));
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  for (const file of new Set(settings.map(([, name]) => name))) await writeFile(join(folder, file), program);
});
afterAll(() => outside.remove());

function problems(file: string, options: ts.CompilerOptions): string[] {
  const compiled = ts.createProgram([join(folder, file)], {
    strict: true,
    noEmit: true,
    target: ScriptTarget.ES2022,
    types: ["node"],
    typeRoots: [join(folder, "node_modules/@types")],
    skipLibCheck: true,
    ...options,
  });
  return ts
    .getPreEmitDiagnostics(compiled)
    .map(({ file, messageText }) => `${file?.fileName ?? ""} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

test.each(settings)("%s", (_name, file, options) => {
  expect(problems(file, options)).toEqual([]);
});

test.each(["index.mts", "index.cts"])("the package's declarations are in order by themselves: %s", (file) => {
  expect(problems(file, { module: ModuleKind.NodeNext, skipLibCheck: false })).toEqual([]);
});

test("an editor goes to the definition in the source", async () => {
  const editor = new Editor();
  try {
    const found = await editor.definition(join(folder, "index.mts"), program, "new EniAttachment");
    // The class, and its constructor.
    const source = join(folder, "node_modules", NAME, "provider/dynamic/resource.ts");
    expect(found.map(({ file, line }) => [file, /export class|constructor/.exec(line)?.[0]])).toEqual([
      [source, "export class"],
      [source, "constructor"],
    ]);
  } finally {
    await editor.close();
  }
});
