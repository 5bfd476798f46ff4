// Packages of PyPI, read as data: pip downloads the wheel of the pinned version, and none of its code runs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function python(...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync("python3", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`python3 ${args.join(" ")} failed: ${error?.message ?? stderr.trim()}`);
}

/** The text of files of a package, by their paths in it. */
export function filesOf(name: string, version: string, paths: readonly string[]): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "vendor-facts-"));
  try {
    const wheelOnly = ["--no-deps", "--only-binary", ":all:", "--quiet", "--disable-pip-version-check"];
    python("-m", "pip", "download", ...wheelOnly, "--dest", folder, `${name}==${version}`);
    const wheel = readdirSync(folder).find((file) => file.endsWith(".whl"));
    if (wheel === undefined) throw new Error(`pip has no wheel of ${name} ${version}`);
    python("-m", "zipfile", "--extract", join(folder, wheel), join(folder, "files"));
    return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, "files", path), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
