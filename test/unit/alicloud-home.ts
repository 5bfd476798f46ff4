// Home folders of users of Alibaba Cloud's tools, for tests.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const made: string[] = [];

/** @param files by path below the folder. `{home}` in one is the folder, `{node}` the program that runs this. */
export async function makeHome(files: Readonly<Record<string, string>>): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "eni-home-"));
  made.push(home);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), filled(text, home));
  }
  return home;
}

/** The same for the values of an environment. */
export function filledIn(environment: Readonly<Record<string, string>>, home: string): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value, home)]));
}

const filled = (text: string, home: string) => text.replaceAll("{home}", home).replaceAll("{node}", process.execPath);

export async function removeHomes(): Promise<void> {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

/** `~/.aliyun/config.json` with one profile, or several of which the first is the current one. */
export function cliConfig(...profiles: readonly Readonly<Record<string, unknown>>[]): Record<string, string> {
  const named = profiles.map((profile, index) => ({ name: `p${index + 1}`, region_id: "cn-hangzhou", ...profile }));
  return { ".aliyun/config.json": JSON.stringify({ current: named[0]?.name, profiles: named }) };
}
