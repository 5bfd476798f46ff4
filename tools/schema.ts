// `npm run docs`: writes the descriptions of the package's schema from doc comments, then the schema itself, `schema.json` at the root.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { packageVersion } from "../provider/version.ts";
import { projectRoot } from "./engine.ts";
import { readTexts, textsFile } from "./schema-texts.ts";

export const schemaFile = join(projectRoot, "schema.json");

/** The module of the descriptions. */
export async function textsModule(): Promise<string> {
  const text = `// Descriptions of the package's schema, from the doc comments of provider/program and provider/plugin-class: \`npm run docs\` writes them.

export const schemaTexts: Readonly<{
  resource: string;
  provider: string;
  arguments: Readonly<Record<string, string>>;
  outputs: Readonly<Record<string, string>>;
  timeouts: Readonly<Record<string, string>>;
  vendors: Readonly<Record<string, string>>;
}> = ${JSON.stringify(readTexts())};
`;
  return formatted(textsFile, text);
}

/** The text of `schema.json`. */
export async function schemaText(): Promise<string> {
  // After the texts are written, which it imports.
  const { schemaOf } = await import("../provider/plugin/schema.ts");
  return formatted(schemaFile, await schemaOf(packageVersion));
}

async function formatted(file: string, text: string): Promise<string> {
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}

if (import.meta.main) {
  writeFileSync(textsFile, await textsModule());
  writeFileSync(schemaFile, await schemaText());
}
