// The command line: options, forms, exit codes, and what is said of input that is no preview.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attached, create, move, previewOf, remove } from "./previews.ts";
import { eniAttachment } from "./run.ts";
import { readSample, sampleFile } from "./samples.ts";

const review = (args: readonly string[], stdin?: string | Uint8Array, isTTY = false) =>
  eniAttachment(["review", ...args], { ...(stdin === undefined ? {} : { stdin }), isTTY });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "eni-review-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the program", () => {
  test("--help names the commands, --version the version of the package", async () => {
    expect(await eniAttachment(["--help"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/review .*\n.*doctor /),
      stderr: "",
    });
    expect(await eniAttachment(["--version"])).toEqual({ code: 0, stdout: "0.2.0\n", stderr: "" });
  });

  test.each([[[]], [["reviev"]], [["toString"]]])("%j is wrong usage", async (args) => {
    const { code, stdout, stderr } = await eniAttachment(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^eni-attachment: (a command is missing|there is no command ".*")\n\nUsage: /);
  });
});

describe("forms", () => {
  test("text on a terminal, markdown elsewhere, or what is asked for", async () => {
    const file = sampleFile("protected");
    expect((await review([file], undefined, true)).stdout).toMatch(/^Attachments of e2e\/test: 1 detached, 1 moved\n/);
    expect((await review([file])).stdout).toMatch(/^<!-- eni-attachment review /);
    expect((await review([file, "--format", "markdown"], undefined, true)).stdout).toMatch(/^<!-- /);
    expect(JSON.parse((await review([file, "--format=json"])).stdout)).toMatchObject({ version: 1 });
  });

  test("standard input, in the encodings of a shell's redirection", async () => {
    const text = readSample("protected");
    const expected = await review([sampleFile("protected")]);
    expect(await review(["-"], text)).toEqual(expected);
    expect(await review(["-"], `\uFEFF${text}`)).toEqual(expected);
    expect(await review(["-"], Buffer.from(`\uFEFF${text}`, "utf16le"))).toEqual(expected);
    expect(await review(["-"], Buffer.from(`\uFEFF${text}`, "utf16le").swap16())).toEqual(expected);
  });
});

describe("--fail-on", () => {
  const preview = previewOf([
    move(),
    move({ name: "two" }),
    remove({ name: "old", olds: attached({ networkInterfaceId: "eni-two" }) }),
  ]);

  test("3 and the reason when a row of such a kind is there, after the output; else 0", async () => {
    const gate = await review(["-", "--fail-on", "move,detach , replace", "--format", "text"], preview);
    expect(gate).toMatchObject({ code: 3, stderr: "eni-attachment review: --fail-on: 1 detach, 2 move\n" });
    expect(gate.stdout).toMatch(/^Attachments of shop\/prod: 1 detached, 2 moved\n/);
    expect(await review(["-", "--fail-on", "replace", "--fail-on", "reattach"], preview)).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await review(["-"], preview)).toMatchObject({ code: 0, stderr: "" });
    expect(await review(["-", "--fail-on", "replace", "--fail-on", "detach"], preview)).toMatchObject({ code: 3 });
  });

  test("a preview that failed does not pass: rows may be missing", async () => {
    const failed = previewOf([create({})], [{ message: "error: no", severity: "error" }]);
    expect(await review(["-"], failed)).toMatchObject({ code: 0 });
    expect(await review(["-", "--fail-on", "move"], failed)).toMatchObject({
      code: 3,
      stderr: "eni-attachment review: --fail-on: the preview failed, so rows may be missing\n",
    });
  });

  test.each(["moves", "move,,detach", "", "MOVE", "toString"])("%j is no kind", async (kinds) => {
    const { code, stdout, stderr } = await review(["-", "--fail-on", kinds], preview);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^eni-attachment review: --fail-on takes kinds with commas between them, of replace, detach, move, .*; got ".*"\n$/,
    );
  });
});

describe("wrong usage", () => {
  test.each([
    [[], "the file is missing: eni-attachment review PREVIEW.json, or - for standard input"],
    [["a", "b"], "one file at a time: eni-attachment review PREVIEW.json, or - for standard input"],
    [["a", "--format", "html"], '--format is one of markdown, json, text; got "html"'],
    [["a", "--format", "toString"], '--format is one of markdown, json, text; got "toString"'],
    [
      ["/nowhere/preview.json"],
      "/nowhere/preview.json cannot be read: ENOENT: no such file or directory, open '/nowhere/preview.json'",
    ],
  ])("%j", async (args, message) => {
    expect(await review(args)).toEqual({ code: 2, stdout: "", stderr: `eni-attachment review: ${message}\n` });
  });

  test("an option that is not there; --help", async () => {
    expect(await review(["a", "--colour"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--colour.*\(--help shows the options\)/),
    });
    expect(await review(["--help"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/--fail-on KINDS/) });
  });
});

describe("what is no preview", () => {
  test.each([
    ["", "it is empty: did `pulumi preview --json` fail before it wrote anything?"],
    ["Previewing update (dev)\n\n+ 1 to create", "it is the output of pulumi for people; add `--json`"],
    ["error: no stack selected", 'it is not JSON; it begins with "error: no stack selected"'],
    ['{"steps": [', "it is JSON that breaks off or has other text in it"],
    ["[1, 2]", "it is JSON, but not an object"],
    ["{}", "it is an empty object"],
    ['{"version":3,"deployment":{}}', "it is an exported state (`pulumi stack export`)"],
    ['{"version":3,"checkpoint":{}}', "it is a state file of a backend"],
    ['{"manifest":{},"resourcePlans":{}}', "it is an update plan (`--save-plan`)"],
    ['{"result":"succeeded","changeSummary":{}}', "it is the summary of `--output json`, which has no steps"],
    ['{"a":1,"b":2,"c":3,"d":4}', 'it is a JSON object with "a", "b", "c", …'],
    ['{"url":"x"}', 'it is a JSON object with "url"'],
    ['{"steps":"many"}', 'it is a JSON object with "steps"'],
  ])("%j", async (content, what) => {
    const end = `is not the output of \`pulumi preview --json\`: ${what}\n`;
    expect(await review(["-"], content)).toEqual({
      code: 2,
      stdout: "",
      stderr: `eni-attachment review: standard input ${end}`,
    });
    const file = join(folder, "preview.json");
    await writeFile(file, content);
    expect((await review([file])).stderr).toBe(`eni-attachment review: ${file} ${end}`);
  });

  test("a preview without a step is one", async () => {
    expect(await review(["-"], '{"duration":1,"changeSummary":{"same":3}}')).toMatchObject({ code: 0 });
  });

  test("text before or between the lines of events", async () => {
    expect(await review(["-"], `npm notice\n${readSample("stream")}`)).toMatchObject({ code: 2 });
    expect(await review(["-"], readSample("stream").replaceAll("\n", "\r\n\r\n"))).toMatchObject({ code: 0 });
  });
});
