// A copy of the repository in a temporary folder, which a mutant may change and build.
import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Mutant } from "./mutant.ts";
import { mutate } from "./mutant.ts";

const run = promisify(execFile);
/**
 * Not in git, and not changed by a run: used in place. Not all of .cache, where tests put programs, which would find the package of
 * the repository then and not this one.
 */
const linked = ["node_modules", ".cache/pulumi-cli"];

export class WorkingCopy {
  readonly folder: string;
  /** What `dist` was built from: the name of a mutant, "" for the source as it is, undefined before the first build. */
  #built: string | undefined;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** The files that git knows or would add, as they are now. */
  static async of(root: string): Promise<WorkingCopy> {
    const folder = await mkdtemp(join(tmpdir(), "mutants-"));
    const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const { stdout } = await run("git", list, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    const present = stdout.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
    // A node_modules that is a link itself is no folder to git's list of what to ignore.
    const files = present.filter((file) => !linked.includes(file));
    for (const file of files) await cp(join(root, file), join(folder, file));
    await mkdir(join(folder, ".cache"));
    for (const name of linked) if (existsSync(join(root, name))) await symlink(join(root, name), join(folder, name));
    return new WorkingCopy(folder);
  }

  /**
   * The work on the source with this mutant; then the source is as before.
   * @throws Error when the mutant does not apply.
   */
  async with<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
    const path = join(this.folder, mutant.file);
    const source = await readFile(path, "utf8");
    await writeFile(path, mutate(source, mutant));
    try {
      return await work();
    } finally {
      await writeFile(path, source);
    }
  }

  /** `dist` from the source as it is now. Types are not checked: a mutant may break them. */
  async build(of: string): Promise<void> {
    if (this.#built === of) return;
    await run(process.execPath, ["tools/build.js", "dist", "--noCheck"], { cwd: this.folder });
    this.#built = of;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
