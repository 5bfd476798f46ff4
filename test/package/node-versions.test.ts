// The packed package under the Node.js versions around the oldest that will do: one line for what is too old, whoever asks.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { nodeOf, tooOld } from "./node-of.ts";
import { folderOutside, NAME, pack } from "./tarball.ts";

const run = promisify(execFile);
const oldest = "22.12.0";

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
  "import of the plugin's classes": ["--input-type=module", "--eval", `import "${NAME}/plugin"; console.log("loaded")`],
  "require of the plugin's classes": ["--eval", `require("${NAME}/plugin"); console.log("loaded")`],
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
