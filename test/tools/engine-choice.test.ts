// Which pulumi is taken: the one on PATH when it can run the project, and the reason when it cannot.
import { afterAll, expect, test } from "@jest/globals";
import { symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { chooseOnPath, findOnPath, isAtLeast } from "../../tools/engine-choice.ts";
import { folderWith, removeTemporaryFolders, SYSTEM_PATH, temporaryFolder } from "./fake-tools.ts";

afterAll(removeTemporaryFolders);

const good = { pulumi: "echo v3.260.1", "pulumi-language-nodejs": "exit 0" };
const choose = (...folders: string[]) => chooseOnPath({ PATH: [...folders, SYSTEM_PATH].join(delimiter) });

test.each([
  ["v3.250.0", true],
  ["3.250.0", true],
  ["v3.250.1-alpha.1+dirty", true],
  ["v3.1000.0", true],
  ["v4.0.0", true],
  ["v3.249.9", false],
  ["v3.25.0", false],
  ["v2.900.0", false],
  ["unknown", false],
  ["", false],
])("%p is new enough: %p", (version, expected) => {
  expect(isAtLeast(version, "3.250")).toBe(expected);
});

test("takes a new enough pulumi with its language host beside it", async () => {
  const folder = await folderWith(good);
  expect(await choose(folder)).toEqual({ usable: true, binary: join(folder, "pulumi"), version: "v3.260.1" });
});

test("the language host may be elsewhere on PATH, or beside what a link points to", async () => {
  const cli = await folderWith({ pulumi: good.pulumi });
  const host = await folderWith({ "pulumi-language-nodejs": "exit 0" });
  expect(await choose(cli, host)).toMatchObject({ usable: true, binary: join(cli, "pulumi") });

  const links = await temporaryFolder();
  await symlink(join(await folderWith(good), "pulumi"), join(links, "pulumi"));
  expect(await choose(links)).toMatchObject({ usable: true, binary: join(links, "pulumi") });
});

test("refuses one without a language host, one too old, and one that does not run", async () => {
  const bare = await folderWith({ pulumi: good.pulumi });
  expect(await choose(bare)).toEqual({
    usable: false,
    reason: `${join(bare, "pulumi")} has no pulumi-language-nodejs beside it or on PATH`,
  });

  const old = await folderWith({ ...good, pulumi: "echo v3.249.0" });
  expect(await choose(old)).toEqual({
    usable: false,
    reason: `${join(old, "pulumi")} is v3.249.0, older than 3.250`,
  });

  const broken = await folderWith({ ...good, pulumi: "echo no such luck >&2; exit 3" });
  expect(await choose(broken)).toMatchObject({ usable: false, reason: expect.stringContaining("no such luck") });
});

test("the first pulumi on PATH decides, as it does in a shell; what is not executable is none", async () => {
  const old = await folderWith({ ...good, pulumi: "echo v3.1.0" });
  expect(await choose(old, await folderWith(good))).toMatchObject({ usable: false });
  expect(await choose()).toEqual({ usable: false, reason: "there is no pulumi on PATH" });

  const folder = await temporaryFolder();
  expect(findOnPath("tools", join(import.meta.dirname, ".."))).toBeUndefined();
  expect(findOnPath("pulumi", `${delimiter}${folder}`)).toBeUndefined();
  expect(findOnPath("pulumi", undefined)).toBeUndefined();
});
