// From one version of the package to the next: the state does not change, and what runs is what is installed.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensurePulumi } from "../../tools/engine.ts";
import { edit, folderOutside, pack, unpack } from "../package/tarball.ts";
import { Installed } from "./installed.ts";
import { MINUTES, succeed } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";

let outside: Awaited<ReturnType<typeof folderOutside>>;
/** Tarballs of this version; of the next, with other code; and of one whose code in the state is another text. */
let today: string;
let next: string;
let other: string;

/** Packs a version that differs as the change makes it. */
async function version(number: string, change: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(outside.folder, number);
  await unpack(today, folder);
  const file = join(folder, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...manifest, version: number }));
  await change(folder);
  return pack(outside.folder, folder);
}

let project: Installed;

beforeAll(async () => {
  await ensurePulumi();
  outside = await folderOutside();
  await mkdir(join(outside.folder, "today"));
  today = await pack(join(outside.folder, "today"));
  next = await version("1000.0.0", (folder) =>
    appendFile(join(folder, "dist/dynamic/handler.js"), 'console.log("this is 1000.0.0");\n'),
  );
  other = await version("1001.0.0", (folder) =>
    edit(join(folder, "dist/dynamic/shim.js"), "return Promise.resolve();", "return Promise.resolve(undefined);"),
  );
  project = await Installed.open({ manager: "npm", tarball: today });
}, ENGINE_TIMEOUT_MS);
afterAll(async () => {
  await outside.remove();
  await project.close();
});

test(
  "the next version finds no change, and its code runs, in destroy too",
  async () => {
    await succeed(project.up());
    const before = project.mark();
    await project.upgrade(next);
    expect((await project.execute("eni-attachment", "--version")).trim()).toBe("1000.0.0");
    const preview = await succeed(project.preview("--expect-no-changes"));
    expect(preview).toContain("this is 1000.0.0");
    expect(project.calls(before)).toEqual([]);
    // No up in between: the code in the state is still what the version before wrote.
    const destroy = await succeed(project.destroy());
    expect(destroy).toContain("this is 1000.0.0");
    expect(project.changes(before)).toEqual(["Detach eni-one i-a"]);
  },
  MINUTES,
);

test(
  "a version with another text for the state updates the state alone, once",
  async () => {
    await succeed(project.up());
    const [old] = await project.storedCode();
    const before = project.mark();
    await project.upgrade(other);
    expect(await succeed(project.up())).toMatch(/~ 1 updated/);
    expect(project.calls(before)).toEqual([]);
    expect(await project.storedCode()).not.toContain(old);
    await succeed(project.preview("--expect-no-changes"));
    await succeed(project.destroy());
    expect(project.changes(before)).toEqual(["Detach eni-one i-a"]);
  },
  MINUTES,
);
