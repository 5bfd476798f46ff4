// The native plugin as users get it: from the installed package's folder, and from the archive that needs only Node.js.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { packageVersion } from "../../provider/version.ts";
import { projectRoot } from "../../tools/engine.ts";
import { nodeOf } from "../package/node-of.ts";
import { folderOutside, NAME, pack } from "../package/tarball.ts";
import { MINUTES, succeed } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { attachment } from "../support/on-cloud.ts";
import { Installed } from "./installed.ts";

const run = promisify(execFile);

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

const typescript = (more: Record<string, unknown> = {}) => `
import { EniAttachment, type EniAttachmentArgs } from "${NAME}/plugin";
const args: EniAttachmentArgs = ${JSON.stringify(attachment(more))};
const web = new EniAttachment("web", args);
export const attachedTo = web.attachedTo;
`;
const javascript = `
import { EniAttachment } from "${NAME}/plugin";
export const { attachedTo } = new EniAttachment("web", ${JSON.stringify(attachment())});
`;
const plain = { name: "nodejs", options: { typescript: false } };

/** @param path of the folder with the executable, from the project's; without one the engine looks among its own plugins. */
async function settings(runtime: unknown, path?: string): Promise<void> {
  const plugins = path && { plugins: { providers: [{ name: "eni", path }] } };
  await project.write("Pulumi.yaml", JSON.stringify({ name: "packed", runtime, ...plugins }));
}

test(
  "by its path in node_modules: preview, up, move and destroy of a TypeScript program",
  async () => {
    await project.use("TypeScript, CommonJS");
    await settings("nodejs", `node_modules/${NAME}`);
    await project.write("index.ts", typescript());
    const mark = project.mark();
    expect(await succeed(project.preview())).toMatch(/plan: attach to i-a[^]*attachedTo: +"i-a"/);
    expect(project.changes(mark)).toEqual([]);
    expect(await succeed(project.up())).toMatch(/\+ 2 created/);
    expect(await succeed(project.preview())).toMatch(/2 unchanged/);
    await project.write("index.ts", typescript({ instanceId: "i-b" }));
    expect(await succeed(project.up())).toMatch(/~ 1 updated/);
    // A plugin keeps no code in the state.
    expect(await project.storedCode()).toEqual([]);
    expect(await succeed(project.destroy())).toMatch(/- 2 deleted/);
    expect(project.changes(mark)).toEqual([
      "Attach eni-one i-a",
      "Detach eni-one i-a",
      "Attach eni-one i-b",
      "Detach eni-one i-b",
    ]);
  },
  MINUTES,
);

test(
  "by `pulumi plugin install` from the archive, which is the same whenever it is made",
  async () => {
    const folders = ["one", "two"].map((name) => join(outside.folder, name));
    for (const folder of folders)
      await run(process.execPath, [join(projectRoot, "tools/plugin-bundle.ts"), folder, "--built"]);
    const [one = "", two = ""] = folders;
    const names = await readdir(one);
    const archive = `pulumi-resource-eni-v${packageVersion}-linux-amd64.tar.gz`;
    expect(names).toContain(archive);
    const sums = await readFile(join(one, "SHA256SUMS"), "utf8");
    for (const name of names) {
      const bytes = await readFile(join(one, name));
      expect([name, bytes.equals(await readFile(join(two, name)))]).toEqual([name, true]);
      if (name !== "SHA256SUMS")
        expect(sums).toContain(`${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`);
    }
    const { stdout: licenses } = await run("tar", ["-xzOf", join(one, archive), "THIRD-PARTY-LICENSES"]);
    const bill = await readFile(join(one, `pulumi-resource-eni-v${packageVersion}.cdx.json`), "utf8");
    for (const part of ["zod", "got", "@grpc/grpc-js", "google-protobuf"]) {
      expect(licenses).toMatch(new RegExp(`^${part} \\d+\\.`, "m"));
      expect(bill).toContain(`"name": "${part}"`);
    }
    expect(licenses + bill).not.toContain(projectRoot);

    await project.use("JavaScript, ES module");
    await settings(plain);
    await project.write("index.js", javascript);
    await succeed(project.pulumi("plugin", "install", "resource", "eni", packageVersion, "--file", join(one, archive)));
    const mark = project.mark();
    await succeed(project.up());
    await succeed(project.destroy());
    expect(project.changes(mark)).toEqual(["Attach eni-one i-a", "Detach eni-one i-a"]);
  },
  MINUTES,
);

test(
  "a Node.js that is too old for the plugin is told by the engine in one line",
  async () => {
    const old = "20.19.0";
    const folder = join(outside.folder, "old");
    await mkdir(folder);
    const executable = join(folder, "pulumi-resource-eni");
    const packed = join(project.folder, "node_modules", NAME, "pulumi-resource-eni");
    // The program keeps the Node.js that it has.
    await writeFile(executable, `#!/bin/sh\nPATH="${dirname(await nodeOf(old))}:$PATH" exec "${packed}" "$@"\n`);
    await chmod(executable, 0o755);
    await project.use("JavaScript, ES module");
    await settings(plain, folder);
    await project.write("index.js", javascript);
    const { exitCode, all } = await project.up();
    expect(exitCode).not.toBe(0);
    const said = all.split("\n").filter((line) => line.startsWith("    error: "));
    expect(said).toEqual([
      `    error: rpc error: code = FailedPrecondition desc = pulumi-eni-attachment needs Node.js 22.12 or newer, and this is ${old}. To do: Put a newer node first on PATH, then run this again; nothing was changed. [NODE_TOO_OLD]`,
    ]);
  },
  MINUTES,
);

test(
  "the engine reads schema.json, and the schema from the executable is the same",
  async () => {
    const folder = join(project.folder, "node_modules", NAME);
    const [fromFile, fromPlugin] = await Promise.all(
      ["schema.json", "pulumi-resource-eni"].map(async (name) => {
        const { exitCode, stdout, all } = await project.pulumi("package", "get-schema", join(folder, name));
        if (exitCode !== 0) throw new Error(all);
        return JSON.parse(stdout) as { version: string };
      }),
    );
    expect(fromFile?.version).toBe(packageVersion);
    expect(fromPlugin).toEqual(fromFile);
  },
  MINUTES,
);
