// The package as it is published: packed by npm, and unpacked again where a test looks into it.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../tools/engine.ts";

export const NAME = "pulumi-eni-attachment";

const run = promisify(execFile);

/** A folder outside of the repository, where nothing is found that the package does not bring along. */
export async function folderOutside(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "eni-package-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Packs a folder, by default the repository, and returns the tarball's path. */
export async function pack(into: string, from = projectRoot): Promise<string> {
  // Without scripts: `prepare` would build dist anew under the feet of the other tests. `npm test` has just built it.
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", into];
  const { stdout } = await run("npm", args, { cwd: from });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, packed.filename);
}

/** Unpacks a tarball of npm's into a folder that is made for it. */
export async function unpack(tarball: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", folder, "--strip-components", "1"]);
}

/** The files of a folder, with `/` between the names. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
}

/** Replaces a part of a file, which has to be there. */
export async function edit(file: string, part: string, by: string): Promise<void> {
  const text = await readFile(file, "utf8");
  if (!text.includes(part)) throw new Error(`${file} does not hold ${part}`);
  await writeFile(
    file,
    text.replace(part, () => by),
  );
}
