// Two accounts in one program, in each language: the arguments of providers reach the plugin as the language's SDK sends them. The plugin is
// that of the package's folder, which the project's settings name.
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { projectRoot } from "../../tools/engine.ts";
import { MINUTES, Setting, succeed } from "../e2e/setting.ts";
import { key } from "../support/on-cloud.ts";
import { exampleFolder } from "../examples/readme.ts";
import { ensureToolchain } from "./toolchain.ts";

const first = key;
const second = { accessKeyId: "LTAI5tEXAMPLEKEYID000002", accessKeySecret: "ExampleSecretNotARealOne000002" };

const languages = ["yaml", "python", "go"] as const;

/** A stack with the program of this language, and no credentials in its environment. */
async function open(language: (typeof languages)[number]): Promise<Setting> {
  const { env, sdks } = await ensureToolchain();
  const setting = await Setting.open({ program: "", env, world: { accounts: [first, second] } });
  const { programFolder } = setting.stack;
  await rm(join(programFolder, "index.mjs"));
  await cp(join(import.meta.dirname, "accounts", language), programFolder, { recursive: true });
  if (language === "go") {
    for (const file of ["go.mod", "go.sum"]) await cp(join(exampleFolder("go"), file), join(programFolder, file));
    await cp(join(sdks, "go"), join(programFolder, "sdks", "eni"), { recursive: true });
  }
  const settings = language === "yaml" ? await readFile(join(programFolder, "Pulumi.yaml"), "utf8") : "name: e2e";
  const plugins = { providers: [{ name: "eni", path: projectRoot }] };
  const completed = { runtime: language, ...(parse(settings) as object), plugins };
  await writeFile(join(programFolder, "Pulumi.yaml"), stringify(completed));
  await setting.stack.setConfig({ firstId: first.accessKeyId, secondId: second.accessKeyId });
  await setting.stack.setSecrets({ firstSecret: first.accessKeySecret, secondSecret: second.accessKeySecret });
  return setting;
}

/** Which ENI was changed with which key, of which the log shows the end. */
const keysOf = (setting: Setting, since: number) =>
  setting
    .calls(since)
    .filter(({ action }) => /^(Attach|Detach)/.test(action))
    .map(({ action, eni, accessKeyId = "" }) => `${action.slice(0, 6)} ${eni} ${accessKeyId.slice(-1)}`)
    .toSorted();

test.each(languages)(
  "%s: each attachment is made with its provider's account",
  async (language) => {
    const setting = await open(language);
    try {
      await succeed(setting.stack.up());
      expect(keysOf(setting, 0)).toEqual(["Attach eni-one 1", "Attach eni-two 2"]);
      const { text, resources } = await setting.stack.exportState();
      for (const { accessKeyId, accessKeySecret } of [first, second]) {
        expect(text).not.toContain(accessKeySecret);
        expect(text).not.toContain(accessKeyId);
      }
      expect(
        resources.filter(({ type }) => type === "pulumi:providers:eni").map(({ urn }) => urn.split("::").at(-1)),
      ).toEqual(expect.arrayContaining(["first", "second"]));
      const mark = setting.mark();
      await succeed(setting.stack.destroy());
      expect(keysOf(setting, mark)).toEqual(["Detach eni-one 1", "Detach eni-two 2"]);
    } finally {
      await setting.close();
    }
  },
  MINUTES,
);
