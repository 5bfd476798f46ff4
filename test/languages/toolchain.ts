// What programs in YAML, Python and Go run with in tests: the hosts, SDKs generated from the schema, a Python environment, and Go's
// caches. All of it is made once, in .cache/languages.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { wantedVersion } from "../../tools/engine-build.ts";
import { projectRoot } from "../../tools/engine.ts";
import { SHARED_FLAGS } from "../../tools/go-build.ts";
import { ensureLanguages } from "../../tools/language-hosts.ts";
import type { Languages } from "../../tools/language-hosts.ts";
import { ensurePackages } from "./python.ts";

const run = promisify(execFile);

export const SCHEMA = join(projectRoot, "schema.json");
const folder = join(projectRoot, ".cache", "languages");

export interface Toolchain {
  /** Added to what tests start from, which has an empty home and nothing of the user's. */
  readonly env: NodeJS.ProcessEnv;
  /** The generated SDKs: `python`, `go` and `nodejs` in this folder. */
  readonly sdks: string;
}

/** Makes what is missing: minutes at first, then a second. Rejects with one line that says what the machine lacks. */
export async function ensureToolchain(): Promise<Toolchain> {
  const languages = await ensureLanguages();
  const schema = await readFile(SCHEMA);
  const generator = await readFile(join(projectRoot, "tools", "generate-sdk", "main.go"));
  const digest = createHash("sha256").update(generator).update(schema).digest("hex").slice(0, 16);
  const sdks = await ensureSdks(languages, digest);
  const python = await ensurePackages({
    folder: join(folder, "python"),
    pulumi: wantedVersion(projectRoot).replace("v", ""),
    sdk: join(sdks, "python"),
    sdkDigest: digest,
  });
  // The environment's own Python first: that is how hosts of this age find it.
  const path = [python, ...languages.folders, process.env.PATH ?? ""].join(delimiter);
  return { env: { PATH: path, ...(await goEnvironment()) }, sdks };
}

async function ensureSdks({ generator }: Languages, digest: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const name = `sdks-${digest}`;
  const there = (await readdir(folder)).filter((one) => one.startsWith("sdks-"));
  const sdks = join(folder, name);
  if (there.includes(name)) return sdks;
  for (const old of there) await rm(join(folder, old), { recursive: true, force: true });
  const fresh = await mkdtemp(join(folder, "fresh-"));
  await run(generator, [SCHEMA, fresh]);
  await rename(fresh, sdks);
  return sdks;
}

/** Go finds its caches and settings by the home folder, which is another one in tests. */
async function goEnvironment(): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await run("go", ["env", "-json", "GOCACHE", "GOENV", "GOFLAGS", "GOMODCACHE", "GOPATH"]);
  const settings = JSON.parse(stdout) as Record<"GOFLAGS" | "GOCACHE", string>;
  const given = Object.entries(process.env).filter(([name]) => /^GO[A-Z]/.test(name));
  const flags = new Set([...settings.GOFLAGS.split(" ").filter(Boolean), "-buildvcs=false", ...SHARED_FLAGS]);
  return { ...Object.fromEntries(given), ...settings, GOFLAGS: [...flags].join(" "), GOWORK: "off" };
}
