// The Python of the machine, and an environment with Pulumi's package and the generated SDK, made once.
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export const NO_PYTHON = "tests of languages need Python 3.10 or newer with venv, which is not on PATH";

/** Its version, and that it can make environments with pip: Debian has the parts of that in a package of their own. */
const PROBE =
  "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3]); sys.exit(sys.version_info < (3, 10))";

/** The version of `python3` on PATH; undefined when it cannot be used. */
export async function pythonVersion(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  try {
    return (await run("python3", ["-c", PROBE], { env })).stdout.trim();
  } catch {
    return undefined;
  }
}

export interface PythonPackages {
  readonly folder: string;
  /** Of Pulumi's package. */
  readonly pulumi: string;
  /** The generated SDK, and what tells whether it is another one. */
  readonly sdk: string;
  readonly sdkDigest: string;
}

/** The environment's folder of programs. What takes a minute is done again only when a version has changed. */
export async function ensurePackages({ folder, pulumi, sdk, sdkDigest }: PythonPackages): Promise<string> {
  const version = await pythonVersion();
  if (version === undefined) throw new Error(NO_PYTHON);
  const bin = join(folder, "bin");
  const pip = (...args: string[]) =>
    run(join(bin, "pip"), ["--disable-pip-version-check", "install", "--quiet", ...args]);
  const once = async (stamp: string, wanted: string, make: () => Promise<unknown>) => {
    const file = join(folder, stamp);
    if ((await readFile(file, "utf8").catch(() => "")) === wanted) return;
    await make();
    await writeFile(file, wanted);
  };
  await once("pulumi.txt", `python ${version}, pulumi ${pulumi}`, async () => {
    process.stderr.write(`[python] installing pulumi ${pulumi}, once; this takes about a minute\n`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await run("python3", ["-m", "venv", folder]);
    await pip(`pulumi==${pulumi}`);
  });
  await once("sdk.txt", sdkDigest, () => pip(sdk));
  return bin;
}
