// `eni-attachment review` on previews that the real engine makes just now: the samples of test/cli come from here, and cannot rot.
// ENI_WRITE_SAMPLES=1 writes them anew.
import { beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { ensurePulumi, projectRoot } from "../../tools/engine.ts";
import { expected, linesOf, reviewOf } from "../cli/rows.ts";
import { sampleFile, sampleOf } from "../cli/samples.ts";
import type { Previews } from "./previews.ts";
import { makePreviews, previewNames } from "./previews.ts";
import { MINUTES } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

let previews: Previews;
beforeAll(async () => {
  await ensurePulumi();
}, ENGINE_TIMEOUT_MS);
beforeAll(async () => {
  previews = await makePreviews();
  if (process.env["ENI_WRITE_SAMPLES"] === undefined) return;
  for (const name of previewNames) {
    const sample = sampleOf(name, previews[name]);
    if (sample !== undefined) await writeFile(sampleFile(name), sample);
  }
}, 2 * MINUTES);

test.each(Object.keys(expected))("%s: one row an attachment, of the right kind", async (name) => {
  const review = await reviewOf(previews[name as keyof Previews]);
  expect(linesOf(review).toSorted()).toEqual([...(expected[name] ?? [])].toSorted());
});

test("a preview that fails is told as one, with the rows that it came to", async () => {
  const broken = await reviewOf(previews.broken);
  expect(broken.errors).toEqual([
    expect.stringMatching(/'ali-card': property networkCardIndex value {none} has a problem/),
  ]);
  expect(broken.stack).toBe("e2e/test");
});

test("destroy --preview-only: everything that is ours is detached", async () => {
  const lines = linesOf(await reviewOf(previews.destroy));
  expect(lines).toEqual(
    expect.arrayContaining([
      "detach ali-same: a -> (detached), from here on",
      "detach ali-drifted: (detached) -> (detached), none",
      "detach ali-elsewhere: c -> c, none",
      "state-only ali-kept: a -> a, none",
      "state-only ali-halfway: (detached) -> (detached), none",
    ]),
  );
  expect(lines.filter((line) => !/^(detach|state-only) /.test(line))).toEqual([]);
});

test("the built program reads a file, writes a comment and sets the exit code", async () => {
  const file = join(process.env["TMPDIR"] ?? "/tmp", `eni-review-${process.pid}.json`);
  await writeFile(file, previews.digest);
  const program = join(projectRoot, "dist", "cli", "main.js");
  const run = promisify(execFile)(process.execPath, [program, "review", file, "--fail-on", "detach"]);
  await expect(run).rejects.toMatchObject({
    code: 3,
    stdout: expect.stringMatching(
      /^<!-- eni-attachment review e2e%2Ftest -->\n### Attachments of `e2e\/test`: 5 replaced, 6 detached/,
    ),
    stderr: "eni-attachment review: --fail-on: 6 detach\n",
  });
});
