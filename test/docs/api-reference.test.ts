// docs/api is what the doc comments of the exported code say, says nothing of the machine or the commit, and an export without a comment
// is an error.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";

/** Types of all dependencies are read, by a process of its own. */
const MINUTES = 10 * 60_000;

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

test(
  "docs/api is up to date: `npm run docs` changes nothing",
  async () => {
    const fresh = join(folder, "fresh");
    expect(await writeReference(fresh)).toMatchObject({ code: 0 });
    const committed = await filesOf(join(projectRoot, "docs", "api"));
    expect(await filesOf(fresh)).toEqual(committed);
    const all = Object.values(committed).join("\n");
    expect(all).toContain("EniAttachment");
    expect(all).not.toContain(projectRoot);
    expect(all).not.toMatch(/Defined in|\bhome\/|\btmp\/|#L\d/);
  },
  MINUTES,
);

const undocumented = `
export interface Args {
  region: string;
}

/** Said. */
export interface Said {
  /** Said. */
  region: string;
  unsaid: string;
}
`;

test(
  "an export without a comment is an error, a property too, and nothing is written",
  async () => {
    const [project, out] = [join(folder, "project"), join(folder, "out")];
    await mkdir(join(project, "provider"), { recursive: true });
    await writeFile(join(project, "provider", "index.ts"), undocumented);
    const settings = { compilerOptions: { types: [] }, include: ["provider"] };
    await writeFile(join(project, "tsconfig.build.json"), JSON.stringify(settings));
    const { code, said } = await writeReference(out, project);
    expect(code).toBe(1);
    const named = [...said.matchAll(/(\w+(?:\.\w+)?) \(\w+\), defined in/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(["Args", "Args.region", "Said.unsaid"]);
    await expect(readdir(out)).rejects.toThrow("ENOENT");
  },
  MINUTES,
);
