// A program that was bundled by esbuild, as docs/pulumi.md has it under Bundles: with this package left out it works, and with it inside
// Pulumi cannot write the provider into the state.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";
import { folderOutside, NAME, pack } from "../package/tarball.ts";
import { MINUTES, succeed } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { Installed } from "./installed.ts";
import { forms } from "./program-forms.ts";

let outside: Awaited<ReturnType<typeof folderOutside>>;
let project: Installed;

beforeAll(async () => {
  outside = await folderOutside();
  project = await Installed.open({ manager: "npm", tarball: await pack(outside.folder) });
}, ENGINE_TIMEOUT_MS);
afterAll(async () => {
  await outside.remove();
  await project.close();
});

const program = forms["JavaScript, ES module"].files["index.js"];

/** Puts a bundle in the program's place. */
async function bundle(format: "esm" | "cjs", external: readonly string[]): Promise<void> {
  await build({
    stdin: { contents: program, resolveDir: project.folder },
    bundle: true,
    platform: "node",
    format,
    external: [...external],
    outfile: join(project.folder, format === "esm" ? "index.js" : "index.cjs"),
    logLevel: "error",
  });
  if (format === "cjs") await project.write("index.js", `export * from "./index.cjs";\n`);
}

test(
  "with the package outside: up attaches, destroy detaches",
  async () => {
    await bundle("esm", [NAME]);
    const mark = project.mark();
    expect(await succeed(project.up())).toMatch(/\+ 2 created/);
    await succeed(project.destroy());
    expect(project.changes(mark)).toEqual(["Attach eni-one i-a", "Detach eni-one i-a"]);
  },
  MINUTES,
);

test(
  "with the package inside: nothing is called, and what Pulumi says is on the page",
  async () => {
    // @pulumi/pulumi stays outside: by itself it can hardly be bundled.
    await bundle("cjs", ["@pulumi/pulumi"]);
    const mark = project.mark();
    const { exitCode, all } = await project.up();
    expect(exitCode).not.toBe(0);
    const page = await readFile(join(projectRoot, "docs/pulumi.md"), "utf8");
    const said = [/error serializing property "__provider"/i, /could not be (serialized|parsed)/];
    for (const one of said) expect([all, page]).toEqual([expect.stringMatching(one), expect.stringMatching(one)]);
    expect(project.calls(mark)).toEqual([]);
  },
  MINUTES,
);
