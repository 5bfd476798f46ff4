// What a package brings with it, as package-lock.json has it: which packages, and how large their folders are as they are installed here.
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../tools/engine.ts";

const names = z.record(z.string(), z.string()).default({});
const entry = z.looseObject({ dependencies: names, optionalDependencies: names });
const lockfile = z.looseObject({ packages: z.record(z.string(), entry) });

export class Lockfile {
  readonly #packages: Readonly<Record<string, z.output<typeof entry>>>;

  private constructor(packages: Readonly<Record<string, z.output<typeof entry>>>) {
    this.#packages = packages;
  }

  static async read(): Promise<Lockfile> {
    const text = await readFile(join(projectRoot, "package-lock.json"), "utf8");
    return new Lockfile(lockfile.parse(JSON.parse(text)).packages);
  }

  /** Packages that `dependencies` of this project names. */
  get direct(): string[] {
    return Object.keys(this.#packages[""]?.dependencies ?? {});
  }

  /** Folders of these packages and of all that they need, such as `node_modules/got`. */
  broughtBy(packages: readonly string[]): Set<string> {
    const found = new Set<string>();
    const bring = (name: string, from: string): void => {
      const folder = this.#folderOf(name, from);
      if (folder === undefined || found.has(folder)) return;
      found.add(folder);
      const { dependencies = {}, optionalDependencies = {} } = this.#packages[folder] ?? {};
      for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) bring(needed, folder);
    };
    for (const name of packages) bring(name, "");
    return found;
  }

  /** As Node looks for it: in the folder of who needs it, then in each above. Undefined: for another platform, and left out. */
  #folderOf(name: string, from: string): string | undefined {
    for (let above = from; ;) {
      const folder = above === "" ? `node_modules/${name}` : `${above}/node_modules/${name}`;
      if (folder in this.#packages) return folder;
      if (above === "") return undefined;
      above = above.slice(0, Math.max(0, above.lastIndexOf("/node_modules/")));
    }
  }
}

/** Size of all files of a package in bytes, without packages in its own node_modules. */
export async function sizeOf(folder: string): Promise<number> {
  const path = join(projectRoot, folder);
  const sizes = (await readdir(path, { withFileTypes: true }))
    .filter(({ name }) => name !== "node_modules")
    .map((item) => (item.isDirectory() ? sizeOf(join(folder, item.name)) : fileSize(join(path, item.name))));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function fileSize(path: string): Promise<number> {
  return (await stat(path)).size;
}
