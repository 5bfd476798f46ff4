// The SDKs that Pulumi's generators make of the schema: they compile, and have what the schema has, in the words of each language.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { projectRoot } from "../../tools/engine.ts";
import { ensureToolchain, SCHEMA } from "./toolchain.ts";

const run = promisify(execFile);

const resourceSchema = z.object({
  aliases: z.array(z.object({ type: z.string() })),
  inputProperties: z.record(z.string(), z.unknown()),
  properties: z.record(z.string(), z.unknown()),
});
const schemaFile = z.object({
  version: z.string(),
  types: z.record(z.string(), z.object({ enum: z.array(z.object({ value: z.string() })).optional() })),
  resources: z.object({ "eni:index:EniAttachment": resourceSchema }),
});

const schema = async () => schemaFile.parse(JSON.parse(await readFile(SCHEMA, "utf8")));
const resource = async () => (await schema()).resources["eni:index:EniAttachment"];

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Prints what Python sees of the package. */
const LOOK = `
import inspect, json, pulumi_eni as eni
attachment = eni.EniAttachment
arguments = set(inspect.signature(eni.EniAttachmentArgs.__init__).parameters) - {"__self__"}
outputs = [name for name, value in inspect.getmembers(attachment) if isinstance(value, property)]
print(json.dumps({"arguments": sorted(arguments), "outputs": outputs, "vendors": [vendor.value for vendor in eni.Vendor]}))
`;

test("TypeScript: the SDK compiles as its own tsconfig.json has it", async () => {
  const { sdks } = await ensureToolchain();
  const tsc = join(projectRoot, "node_modules", ".bin", "tsc");
  await expect(run(tsc, ["--noEmit", "--project", join(sdks, "nodejs")])).resolves.toMatchObject({ stdout: "" });
});

test("Python: every argument, every output and every vendor", async () => {
  const { env } = await ensureToolchain();
  const { stdout } = await run("python", ["-c", LOOK], { env });
  const { inputProperties, properties } = await resource();
  const vendors = (await schema()).types["eni:index:Vendor"]?.enum?.map(({ value }) => value);
  const { arguments: args, outputs, vendors: inPython } = JSON.parse(stdout) as Record<string, string[]>;
  expect(args).toEqual(Object.keys(inputProperties).map(snakeCase).toSorted());
  expect(outputs).toEqual(expect.arrayContaining(Object.keys(properties).map(snakeCase)));
  expect(inPython).toEqual(vendors);
});

test.each([
  ["nodejs", "eniAttachment.ts", "utilities.ts"],
  ["python", "pulumi_eni/eni_attachment.py", "pulumi_eni/_utilities.py"],
  ["go", "eni/eniAttachment.go", "eni/internal/pulumiUtilities.go"],
])("%s: the resource is the dynamic one under a new name, and asks for the plugin of its version", async (...names) => {
  const [language, resourceFile, versionFile] = names;
  const { sdks } = await ensureToolchain();
  const read = (file: string) => readFile(join(sdks, language, file), "utf8");
  const [alias] = (await resource()).aliases;
  expect(alias?.type).toBe("pulumi-nodejs:dynamic/eni:EniAttachment");
  expect(await read(resourceFile)).toContain(alias?.type);
  if (language !== "nodejs") expect(await read(versionFile)).toContain(`"${(await schema()).version}"`);
});
