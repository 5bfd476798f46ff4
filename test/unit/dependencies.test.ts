// What this package adds to a project that has @pulumi/pulumi, counted from package-lock.json and the folders that are installed here.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";
import { Lockfile, sizeOf } from "./lockfile.ts";

const MB = 1_000_000;

let lock: Lockfile;
let pulumi: ReadonlySet<string>;
let floor: ReadonlySet<string>;
beforeAll(async () => {
  lock = await Lockfile.read();
  pulumi = lock.broughtBy(["@pulumi/pulumi"]);
  floor = lock.broughtBy(["got", "zod"]);
});

async function weigh(folders: readonly string[]): Promise<{ readonly packages: number; readonly bytes: number }> {
  const sizes = await Promise.all(folders.map(sizeOf));
  return { packages: folders.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** What these packages add beside @pulumi/pulumi, got and zod. */
const rest = (packages: readonly string[]) =>
  weigh([...lock.broughtBy(packages)].filter((folder) => !pulumi.has(folder) && !floor.has(folder)));

test("got and zod, with what they bring: at most 21 packages and 11 MB", async () => {
  const { packages, bytes } = await weigh([...floor].filter((folder) => !pulumi.has(folder)));
  expect(packages).toBeLessThanOrEqual(21);
  expect(bytes).toBeLessThanOrEqual(11 * MB);
});

test("everything else together: at most 6 packages and 1.5 MB", async () => {
  const { packages, bytes } = await rest(lock.direct);
  expect(packages).toBeLessThanOrEqual(6);
  expect(bytes).toBeLessThanOrEqual(1.5 * MB);
});

test("the page on the package has the figures of today", async () => {
  const page = await readFile(join(projectRoot, "docs/package.md"), "utf8");
  const { packages, bytes } = await weigh([...lock.broughtBy(lock.direct)].filter((folder) => !pulumi.has(folder)));
  expect(page).toContain(`it brings ${packages} packages and ${Math.round(bytes / MB)} MB`);
});

test("the count sees what one more dependency brings", async () => {
  const { packages, bytes } = await rest([...lock.direct, "@alicloud/credentials"]);
  expect(packages).toBeGreaterThan(6);
  expect(bytes).toBeGreaterThan(1.5 * MB);
});
