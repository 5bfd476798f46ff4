// `npm run docs`: writes the reference of what the package exports, from its doc comments, into docs/api. What is exported and has no
// comment is an error. `node tools/api-reference.ts FOLDER [PROJECT]` writes it somewhere else, and of another project (tests do).
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Application } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { load as markdown } from "typedoc-plugin-markdown";
import { projectRoot } from "./engine.ts";

const tables: Partial<PluginOptions> = {
  hidePageHeader: true,
  hideBreadcrumbs: true,
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  parametersFormat: "table",
  tableColumnSettings: { hideInherited: true, hideOverrides: true, hideModifiers: true, hideDefaults: true },
};

/** @returns false when it was not written: the log says why. */
async function writeReference(folder: string, project: string, entry: string): Promise<boolean> {
  const app = await Application.bootstrapWithPlugins({
    ...tables,
    plugin: [markdown],
    outputs: [{ name: "markdown", path: folder }],
    name: "pulumi-eni-attachment",
    entryPoints: [entry],
    tsconfig: join(project, "tsconfig.build.json"),
    basePath: project,
    // `npm run check` looks at the types.
    skipErrorChecking: true,
    readme: "none",
    // One page: there is one class.
    router: "module",
    // What Pulumi's own class has is in Pulumi's reference.
    excludeExternals: true,
    excludePrivate: true,
    // Lines would change with every commit, and paths with the machine.
    disableSources: true,
    gitRevision: "main",
    hideGenerator: true,
    logLevel: "Warn",
    // The outputs stand in the class.
    intentionallyNotExported: ["EniAttachmentOutputs"],
    validation: { notDocumented: true, notExported: true, invalidLink: true },
    requiredToBeDocumented: [
      "Class",
      "Constructor",
      "Function",
      "Interface",
      "Method",
      "Property",
      "TypeAlias",
      "Variable",
    ],
  });
  const reflection = await app.convert();
  if (!reflection) return false;
  app.validate(reflection);
  const { logger } = app;
  if (logger.hasErrors() || logger.hasWarnings() || logger.validationWarningCount > 0) return false;
  await app.generateOutputs(reflection);
  return !logger.hasErrors();
}

const [folder = join(projectRoot, "docs", "api"), project = projectRoot] = process.argv.slice(2);
/** The plugin's classes have the same names, so they have a page of their own. */
const pages = { ".": "index.ts", plugin: "plugin-class/index.ts" };
for (const [page, file] of Object.entries(pages)) {
  const entry = join(resolve(project), "provider", file);
  // The project of a test may have the first alone.
  if (page !== "." && !existsSync(entry)) continue;
  if (!(await writeReference(resolve(folder, page), resolve(project), entry))) process.exitCode = 1;
}
