// What is asked of the installed package whatever installed it, and whatever form the program has.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensurePulumi, projectRoot } from "../../tools/engine.ts";
import { folderOutside, pack } from "../package/tarball.ts";
import { builtBlob } from "../protocol/setting.ts";
import { Installed } from "./installed.ts";
import type { ManagerName } from "./managers.ts";
import type { FormName } from "./program-forms.ts";
import { MINUTES, succeed } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";

export function installedBy(manager: ManagerName, forms: readonly [FormName, ...FormName[]]): void {
  let outside: Awaited<ReturnType<typeof folderOutside>>;
  let project: Installed;

  beforeAll(async () => {
    await ensurePulumi();
    outside = await folderOutside();
    project = await Installed.open({ manager, tarball: await pack(outside.folder) });
  }, ENGINE_TIMEOUT_MS);
  afterAll(async () => {
    await outside.remove();
    await project.close();
  });

  test.each(forms)(
    "%s: up attaches, destroy detaches",
    async (form) => {
      await project.use(form);
      const before = project.mark();
      const up = await succeed(project.up());
      expect(up).toMatch(/\+ 2 created/);
      expect(up).toMatch(/attachedTo: +"i-a"/);
      expect(project.changes(before)).toEqual(["Attach eni-one i-a"]);
      // Another text would be an update of every attachment when the program changes its form, or its package manager.
      const code = await builtBlob();
      expect(await project.storedCode()).toEqual([code, code]);
      expect(await succeed(project.destroy())).toMatch(/- 2 deleted/);
      expect(project.changes(before)).toEqual(["Attach eni-one i-a", "Detach eni-one i-a"]);
    },
    MINUTES,
  );

  test(
    "the program eni-attachment is there, and reviews a preview",
    async () => {
      const { version } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as { version: string };
      expect((await project.execute("eni-attachment", "--version")).trim()).toBe(version);
      const before = project.mark();
      const { exitCode, stdout } = await project.preview("--json");
      expect(exitCode).toBe(0);
      await project.write("preview.json", stdout);
      const review = await project.execute("eni-attachment", "review", "preview.json", "--format", "text");
      expect(review).toMatch(/Attachments of packed\/test: 1 attached[^]*attach +web\n[^]*\(new\) -> i-a: attached/);
      expect(project.changes(before)).toEqual([]);
    },
    MINUTES,
  );
}
