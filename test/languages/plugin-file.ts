// The archive of the plugin, as a release has it. Its content is the same for every platform.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageVersion } from "../../provider/version.ts";
import { projectRoot } from "../../tools/engine.ts";

const folder = join(projectRoot, ".cache", "languages", "plugin");

/** Of the package as it is built. */
export async function makePluginFile(): Promise<void> {
  const tool = join(projectRoot, "tools", "plugin-bundle.ts");
  await promisify(execFile)(process.execPath, [tool, folder, "--built"]);
}

export const pluginFile = (): string => join(folder, `pulumi-resource-eni-v${packageVersion}-linux-amd64.tar.gz`);
