// An example in another language than Node's, as a user has it after its README's first commands: the plugin installed, and the SDK in
// `sdks/eni`. What the hosts that can be built here do not do, `package add` and `install`, is done with what the set-up has made.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { RunResult } from "../e2e/stack.ts";
import { Example } from "../examples/example.ts";
import type { ExampleLanguage } from "../examples/example.ts";
import { pluginFile } from "./plugin-file.ts";
import { ensureToolchain } from "./toolchain.ts";

export type LanguageName = "yaml" | "python" | "go";

export async function openExample(name: LanguageName): Promise<Example> {
  const { env, sdks } = await ensureToolchain();
  const language: ExampleLanguage = {
    env,
    instead(args, example) {
      const [first, second, ...rest] = args;
      // The README names the file as a release does, in the folder where the reader is.
      if (first === "plugin" && rest.at(-1) !== pluginFile())
        return example.pulumi("plugin", "install", ...rest.slice(0, -1), pluginFile());
      if (first === "package" && second === "add") return addPackage(example, name, sdks, rest);
      // It puts into `venv`, and into Go's module cache, what the set-up has put there.
      if (first === "install") return Promise.resolve({ exitCode: 0, signal: null, stdout: "", stderr: "", all: "" });
      return undefined;
    },
  };
  return Example.open(name, { language });
}

/** The engine finds the plugin by this name, and its schema is the one that the SDK was generated from. */
async function addPackage(example: Example, name: LanguageName, sdks: string, names: string[]): Promise<RunResult> {
  const asked = await example.pulumi("package", "get-schema", ...names);
  if (asked.exitCode === 0 && name !== "yaml")
    await cp(join(sdks, name), join(example.folder, "sdks", "eni"), { recursive: true });
  return { ...asked, stdout: "", all: asked.stderr };
}
