// `npm run plugin:bundle -- [FOLDER]`: the native plugin as an archive for every platform, which needs only Node.js, with the list of its
// parts and checksums beside it; by default in .cache/plugin. The same sources give the same bytes.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageVersion } from "../provider/version.ts";
import { projectRoot } from "./engine.ts";
import { archive } from "./plugin-bundle/archive.ts";
import { bundlePlugin } from "./plugin-bundle/code.ts";
import { billOfMaterials, thirdPartyLicenses } from "./plugin-bundle/packages.ts";

/** As Pulumi names them in `${OS}-${ARCH}`. The content is the same for all. */
const platforms = ["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64"];

const [folder = join(projectRoot, ".cache/plugin"), ...options] = process.argv.slice(2);
const out = resolve(folder);
// A build that is there may be older than the sources.
if (!options.includes("--built"))
  execFileSync(process.execPath, ["tools/build.js"], { cwd: projectRoot, stdio: "inherit" });

const { code, packages } = await bundlePlugin();
const content = archive([
  { name: "pulumi-resource-eni", text: code, isExecutable: true },
  { name: "pulumi-resource-eni.cmd", text: `@echo off\r\nnode "%~dp0pulumi-resource-eni" %*\r\n`, isExecutable: true },
  // The folder of plugins may be below a package of ES modules, whose files without an ending are such modules too.
  { name: "package.json", text: `{ "type": "commonjs" }\n` },
  { name: "LICENSE", text: readFileSync(join(projectRoot, "LICENSE"), "utf8") },
  { name: "THIRD-PARTY-LICENSES", text: thirdPartyLicenses(packages) },
]);
const name = `pulumi-resource-eni-v${packageVersion}`;
const files = new Map<string, string | Buffer>([
  ...platforms.map((platform) => [`${name}-${platform}.tar.gz`, content] as const),
  [`${name}.cdx.json`, billOfMaterials(packages)],
]);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const [file, bytes] of files) writeFileSync(join(out, file), bytes);
const sums = [...files].map(([file, bytes]) => `${createHash("sha256").update(bytes).digest("hex")}  ${file}\n`);
writeFileSync(join(out, "SHA256SUMS"), sums.join(""));
console.log(`${out}\n${sums.join("")}`.trimEnd());
