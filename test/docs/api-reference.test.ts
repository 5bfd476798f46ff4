// docs/api is what the doc comments of the exported code say, says nothing of the machine or the commit, and an export without a comment
// is an error.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "eni-api-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** @returns the exit code, and what was said. */
function writeReference(...args: readonly string[]): Promise<{ code: unknown; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(projectRoot, "tools", "api-reference.ts"), ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
  });
}

async function filesOf(path: string): Promise<Record<string, string>> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const files = names
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .toSorted();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(path.length + 1), await readFile(file, "utf8")] as const)),
  );
}

test("docs/api is up to date: `npm run docs` changes nothing", async () => {
  const fresh = join(folder, "fresh");
  expect(await writeReference(fresh)).toMatchObject({ code: 0 });
  const committed = await filesOf(join(projectRoot, "docs", "api"));
  expect(await filesOf(fresh)).toEqual(committed);
  const all = Object.values(committed).join("\n");
  expect(all).toContain("EniAttachment");
  expect(all).not.toContain(projectRoot);
  expect(all).not.toMatch(/Defined in|\bhome\/|\btmp\/|#L\d/);
}, 120_000);

async function project(name: string, source: string): Promise<string> {
  const root = join(folder, name);
  await mkdir(join(root, "provider"), { recursive: true });
  await writeFile(join(root, "tsconfig.build.json"), '{ "compilerOptions": { "types": [] }, "include": ["provider"] }');
  await writeFile(join(root, "provider", "index.ts"), source);
  return root;
}

test.each([
  ["a property", "/** Said. */\nexport interface Args {\n  region: string;\n}\n", /Args\.region/],
  ["an interface", "export interface Args {\n  /** Said. */\n  region: string;\n}\n", /Args/],
])(
  "%s without a comment is an error, and nothing is written",
  async (what, source, named) => {
    const root = await project(what.replace(" ", "-"), source);
    const { code, said } = await writeReference(join(root, "out"), root);
    expect(code).toBe(1);
    expect(said).toMatch(named);
    await expect(readdir(join(root, "out"))).rejects.toThrow("ENOENT");
  },
  120_000,
);

test("with all of them it is written", async () => {
  const root = await project("whole", "/** Said. */\nexport interface Args {\n  /** Said. */\n  region: string;\n}\n");
  expect(await writeReference(join(root, "out"), root)).toMatchObject({ code: 0 });
}, 120_000);
