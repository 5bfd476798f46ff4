// The packages that are in the bundle, as the lockfile has them: their licenses, and the list of parts (SBOM).
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../engine.ts";

const lockfile = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), license: z.unknown().optional() })),
});

interface Part {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** @throws Error for a package that the lockfile does not know, or whose license it does not name. */
function partsOf(folders: readonly string[]): readonly Part[] {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8")));
  return folders.map((folder) => {
    const { version, license } = packages[folder] ?? {};
    if (version === undefined || typeof license !== "string") throw new Error(`no version or license of ${folder}`);
    return { folder, name: folder.replace(/^.*node_modules\//, ""), version, license };
  });
}

/** One text: each package with its version, its license and the license's own text. */
export function thirdPartyLicenses(folders: readonly string[]): string {
  const sections = partsOf(folders).map(({ folder, name, version, license }) => {
    const path = join(projectRoot, folder);
    const files = readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    const texts = files
      .toSorted()
      .map((file) => readFileSync(join(path, file), "utf8").replaceAll("\r\n", "\n").trim());
    return [`${name} ${version}`, `License: ${license}`, "", ...texts].join("\n").trim();
  });
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  return `${["Packages that pulumi-resource-eni contains, and their licenses.", ...sections].join(rule)}\n`;
}

const component = z.looseObject({ "bom-ref": z.string() });
const sbom = z.object({
  $schema: z.string(),
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.string(),
  version: z.number(),
  metadata: z.object({ component }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});

/** In the format CycloneDX, as npm writes it: of what is in the bundle, and without what differs from run to run. */
export function billOfMaterials(folders: readonly string[]): string {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const text = execFileSync("npm", args, { cwd: projectRoot, encoding: "utf8", maxBuffer: 64 << 20 });
  const all = sbom.parse(JSON.parse(text));
  const inside = new Set(partsOf(folders).map(({ name, version }) => `${name}@${version}`));
  const components = all.components.filter(({ "bom-ref": ref }) => inside.has(ref));
  const missing = [...inside].filter((name) => !components.some((one) => one["bom-ref"] === name));
  if (missing.length > 0) throw new Error(`npm does not list ${missing.join(", ")}`);
  const { component } = all.metadata;
  const kept = new Set([component["bom-ref"], ...inside]);
  const dependencies = all.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => kept.has(ref)) }));
  // npm calls it what its folder is called, and says which parts the repository has for development alone.
  const metadata = { component: { ...component, type: "application", name: "pulumi-resource-eni" } };
  const parts = components.map((one) => ({ ...one, properties: undefined }));
  return `${JSON.stringify({ ...all, metadata, components: parts, dependencies }, undefined, 2)}\n`;
}
