// `eni-attachment review` on previews that the real engine makes just now: the samples of test/cli come from here, and cannot rot.
// ENI_WRITE_SAMPLES=1 writes them anew.
import { expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { projectRoot } from "../../tools/engine.ts";
import { expected, linesOf, reviewOf } from "../cli/rows.ts";
import { sampleFile, sampleOf } from "../cli/samples.ts";
import { Fleet } from "./fleet.ts";
import type { Previews } from "./previews.ts";
import { makePreviews, previewNames, previewParts } from "./previews.ts";
import { Script } from "./script.ts";
import { MINUTES } from "./setting.ts";

const script = new Script(() => Fleet.open({ vendors: ["ali", "vpc", "zec"], parts: previewParts }));
const made = script.step(async (fleet) => {
  const previews = await makePreviews(fleet);
  if (process.env["ENI_WRITE_SAMPLES"] === undefined) return previews;
  for (const name of previewNames) {
    // Stack traces name the folder of the machine.
    const sample = sampleOf(name, previews[name].replaceAll(`${projectRoot}/`, ""));
    if (sample !== undefined) await writeFile(sampleFile(name), sample);
  }
  return previews;
});

test.each(Object.keys(expected))(
  "%s: one row an attachment, of the right kind",
  async (name) => {
    const review = await reviewOf((await made())[name as keyof Previews]);
    expect(linesOf(review).toSorted()).toEqual([...(expected[name] ?? [])].toSorted());
  },
  MINUTES,
);

test(
  "a preview that fails is told as one, with the rows that it came to",
  async () => {
    const broken = await reviewOf((await made()).broken);
    expect(broken.errors).toEqual([
      expect.stringMatching(/'ali-card': property networkCardIndex value {none} has a problem/),
    ]);
    expect(broken.stack).toBe("e2e/test");
  },
  MINUTES,
);

test(
  "destroy --preview-only: everything that is ours is detached",
  async () => {
    const lines = linesOf(await reviewOf((await made()).destroy));
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
  },
  MINUTES,
);

test(
  "the built program reads a file, writes a comment and sets the exit code",
  async () => {
    const file = join(process.env["TMPDIR"] ?? "/tmp", `eni-review-${process.pid}.json`);
    await writeFile(file, (await made()).digest);
    const program = join(projectRoot, "dist", "cli", "main.js");
    const run = promisify(execFile)(process.execPath, [program, "review", file, "--fail-on", "detach"]);
    await expect(run).rejects.toMatchObject({
      code: 3,
      stdout: expect.stringMatching(
        /^<!-- eni-attachment review e2e%2Ftest -->\n### Attachments of `e2e\/test`: 6 replaced, 7 detached/,
      ),
      stderr: "eni-attachment review: --fail-on: 7 detach\n",
    });
  },
  MINUTES,
);
