// `npm run test:languages` on a machine without the Python that it needs: one line, before anything is built.
import { afterAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../../tools/engine.ts";
import { folderWith, removeTemporaryFolders } from "./fake-tools.ts";

afterAll(removeTemporaryFolders);

test("what it lacks, in one line", async () => {
  // As Debian's without its package for venv: the probe ends with an error.
  const tools = await folderWith({ python3: "exit 1" });
  // What Jest calls first; Jest itself would take seconds.
  const setup = pathToFileURL(join(projectRoot, "test", "setup", "languages.ts")).href;
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", `await (await import(${JSON.stringify(setup)})).default();`],
    { env: { PATH: [tools, "/bin"].join(delimiter) }, encoding: "utf8" },
  );
  expect(stderr).toBe("tests of languages need Python 3.10 or newer with venv, which is not on PATH\n");
  expect(status).toBe(1);
});
