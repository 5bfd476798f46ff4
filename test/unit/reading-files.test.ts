// What others wrote and may have broken: files and JSON. Only that is caught, and no fault of this package.
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "@jest/globals";
import { isFileError } from "../../provider/file-error.ts";
import { parseJson } from "../../provider/json.ts";
import { rejectionOf } from "./fakes.ts";

test("JSON is its value, anything else undefined", () => {
  expect([parseJson('{"a":1}'), parseJson("null"), parseJson("{"), parseJson("")]).toEqual([
    { a: 1 },
    null,
    undefined,
    undefined,
  ]);
});

test("a file that is missing or a folder is the file system's error, and a wrong argument is not", async () => {
  expect(isFileError(await rejectionOf(readFile("/nowhere/file")))).toBe(true);
  expect(isFileError(await rejectionOf(readFile(tmpdir())))).toBe(true);
  expect(isFileError(await rejectionOf(readFile("a\0b")))).toBe(false);
  for (const other of [new TypeError("x"), undefined, "ENOENT"]) expect(isFileError(other)).toBe(false);
});
