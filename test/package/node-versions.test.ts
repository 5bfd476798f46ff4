// The packed package under the Node.js versions around the oldest that will do: one line for what is too old, whoever asks.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { folderOutside, NAME, pack } from "./tarball.ts";

const run = promisify(execFile);
const cache = resolve(import.meta.dirname, "../../.cache/node-versions");
const tooOld = ["18.20.8", "20.19.0", "22.11.0"];
const oldest = "22.12.0";

/** The executable of a version, from the package `node` of npm. */
async function nodeOf(version: string): Promise<string> {
  const folder = join(cache, version);
  const executable = join(folder, "node_modules/node/bin/node");
  if (existsSync(executable)) return executable;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(join(cache, "making-"));
  // Its script fetches the executable for this machine.
  await writeFile(join(making, "package.json"), '{"allowScripts":{"node":true}}');
  await run("npm", ["install", "--no-audit", "--no-fund", `node@${version}`], { cwd: making });
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }));
  return executable;
}

let outside: Awaited<ReturnType<typeof folderOutside>>;
beforeAll(async () => {
  outside = await folderOutside();
  const tarball = await pack(outside.folder);
  await writeFile(join(outside.folder, "package.json"), "{}");
  await run("npm", ["install", "--no-audit", "--no-fund", "--engine-strict=false", tarball], { cwd: outside.folder });
}, 300_000);
afterAll(() => outside.remove());

const ways: Record<string, readonly string[]> = {
  import: ["--input-type=module", "--eval", `import "${NAME}"; console.log("loaded")`],
  require: ["--eval", `require("${NAME}"); console.log("loaded")`],
  // As Pulumi's process prints what the code in the state throws.
  provider: [
    "--input-type=module",
    "--eval",
    `import("${NAME}/provider").then(() => console.log("loaded"), (error) => { console.error(\`\${error}: \${error.stack}\`); process.exitCode = 1; })`,
  ],
  "command line": [`node_modules/${NAME}/dist/cli/main.js`, "--help"],
};

async function outputOf(version: string, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const node = await nodeOf(version);
  return run(node, ["--disable-warning=ExperimentalWarning", ...args].slice(version === oldest ? 0 : 1), {
    cwd: outside.folder,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      err: stderr,
    }),
  );
}

describe.each(tooOld)("Node.js %s", (version) => {
  test.each(Object.keys(ways))(
    "%s: one line, which says what is needed",
    async (way) => {
      const { code, out, err } = await outputOf(version, ways[way] ?? []);
      expect(code).toBe(1);
      expect(out).toBe("");
      const lines = err.split("\n").filter((line) => line.includes("needs Node.js 22.12 or newer"));
      expect(lines).toEqual([expect.stringContaining(`and this is ${version}. To do: `)]);
      // Node.js adds where it stopped; nothing of this package's own.
      expect(err).not.toMatch(/^ +at /m);
    },
    300_000,
  );
});

test.each(Object.keys(ways))(
  `Node.js ${oldest}: %s`,
  async (way) => {
    const { code, out } = await outputOf(oldest, ways[way] ?? []);
    expect(code).toBe(0);
    expect(out).toMatch(/^loaded|^Usage: /);
  },
  300_000,
);
