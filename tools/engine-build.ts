// Builds the Pulumi CLI and its Node.js language host once from the Go tool modules in this folder; keeps them in .cache.
import { readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CLI, DYNAMIC_HOST, findOnPath, LANGUAGE_HOST, OLDEST_VERSION } from "./engine-choice.ts";
import { areBuilt, binFolder, buildAll } from "./go-build.ts";
import type { BuildContext, GoPrograms } from "./go-build.ts";

/**
 * The engine starts dynamic providers with this script of Pulumi's release archive; no npm or Go build yields it. Beside
 * the binary it is found without a warning.
 */
const DYNAMIC_HOST_SCRIPT = `#!/bin/sh
script=$(node -e "console.log(require.resolve('@pulumi/pulumi/cmd/dynamic-provider'))") || exit 1
exec node "$script" "$@"
`;

export const builtBinary = (root: string): string => join(binFolder(root), CLI);

/** The version that go.mod asks for: the only place where it is written down. */
export function wantedVersion(root: string): string {
  const goMod = readFileSync(join(root, "tools", "pulumi-cli", "go.mod"), "utf8");
  const version = /github\.com\/pulumi\/pulumi\/pkg\/v3 (v\S+)/.exec(goMod)?.[1];
  if (version === undefined)
    throw new Error("tools/pulumi-cli/go.mod does not require github.com/pulumi/pulumi/pkg/v3");
  return version;
}

function enginePrograms(root: string): GoPrograms {
  const version = wantedVersion(root);
  const programs = [
    {
      name: CLI,
      folder: "pulumi-cli",
      packageName: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      linkerFlags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`,
      about: `the Pulumi CLI ${version}, once; this takes about three minutes`,
    },
    {
      name: LANGUAGE_HOST,
      folder: "pulumi-language-nodejs",
      packageName: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      linkerFlags: "-s -w",
      about: "its Node.js language host, once; this takes some seconds",
    },
  ];
  return { stamp: "stamp.json", version, programs };
}

/** Whether what lies in the cache is what the sources ask for. */
export const isBuilt = (root: string): Promise<boolean> => areBuilt(root, enginePrograms(root));

/** Puts the dynamic provider's start script into a folder, if it is not there as it should be. */
export async function placeDynamicHost(folder: string): Promise<void> {
  const file = join(folder, DYNAMIC_HOST);
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === DYNAMIC_HOST_SCRIPT) return;
  await mkdir(folder, { recursive: true });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, DYNAMIC_HOST_SCRIPT, { mode: 0o755 });
  await rename(fresh, file);
}

function nothingToBuildWith(reason: string): Error {
  return new Error(
    [
      `The Pulumi CLI is needed and cannot be had: ${reason}, and there is no Go to build one with. Install either:`,
      `  Pulumi ${OLDEST_VERSION} or newer with its Node.js language host (the usual installation has it): https://www.pulumi.com/docs/install/`,
      "  Go 1.25 or newer, with which it is built once, in some minutes, into .cache/pulumi-cli: https://go.dev/doc/install",
      "and make sure that `pulumi` or `go` is on PATH.",
    ].join("\n"),
  );
}

/** Makes sure that the cache holds the engine; `reason` says why the one on PATH was not taken. */
export async function ensureBuilt(reason: string, context: BuildContext): Promise<void> {
  const { root, env, say } = context;
  if (!(await isBuilt(root))) {
    const go = findOnPath("go", env.PATH);
    if (go === undefined) throw nothingToBuildWith(reason);
    say(reason);
    await buildAll(go, enginePrograms(root), context);
  }
  await placeDynamicHost(binFolder(root));
}
