// A copy of the repository in a temporary folder, which a mutant may change and build.
import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { cp, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Mutant } from "./mutant.ts";
import { mutate } from "./mutant.ts";

const run = promisify(execFile);
/** Not in git, and not changed by a run: used in place. */
const linked = ["node_modules", ".cache"];

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
    const files = stdout.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
    for (const file of files) await cp(join(root, file), join(folder, file));
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
    const compiler = join("node_modules", "typescript", "bin", "tsc");
    await run(process.execPath, [compiler, "-p", "tsconfig.build.json", "--noCheck"], { cwd: this.folder });
    this.#built = of;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
