// Before tests of programs in other languages: the engine, the plugin, hosts, SDKs and Python packages are there. What the machine
// lacks for them ends the run with one line.
import { NO_PYTHON, pythonVersion } from "../languages/python.ts";
import { makePluginFile } from "../languages/plugin-file.ts";
import { ensureToolchain } from "../languages/toolchain.ts";
import buildPackage from "./package.ts";

export default async function getLanguages(): Promise<void> {
  if ((await pythonVersion()) === undefined) {
    process.stderr.write(`${NO_PYTHON}\n`);
    process.exit(1);
  }
  buildPackage();
  await makePluginFile();
  await ensureToolchain();
}
