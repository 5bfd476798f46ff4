// Shell-script stand-ins for `pulumi` and `go`, and a project folder with what the build reads.
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const roots: string[] = [];

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "eni-tools-")));
  roots.push(folder);
  return folder;
}

export async function removeTemporaryFolders(): Promise<void> {
  await Promise.all(roots.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

/** A folder with these executable scripts, to be put on a PATH. */
export async function folderWith(scripts: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, body] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }
  return folder;
}

/** What the stand-ins themselves need of the system. */
export const SYSTEM_PATH = "/usr/bin:/bin";

/** A project folder whose go.mod files ask for this version. */
export async function projectFolder(version = "v3.250.0"): Promise<string> {
  const root = await temporaryFolder();
  const hosts = ["nodejs", "yaml", "python", "go"].map((language) => `pulumi-language-${language}`);
  for (const module of ["pulumi-cli", ...hosts, "generate-sdk"]) {
    await mkdir(join(root, "tools", module), { recursive: true });
    await writeFile(join(root, "tools", module, "go.mod"), `require github.com/pulumi/pulumi/pkg/v3 ${version}\n`);
    await writeFile(join(root, "tools", module, "go.sum"), "");
  }
  await writeFile(join(root, "tools", "generate-sdk", "main.go"), "package main\n");
  return root;
}

/** A `go` that writes down how it was called and "builds" a script; `first` runs before that. */
export const fakeGo = (log: string, first = "") => `
echo "$PWD $GOWORK $*" >> '${log}'
${first}
while [ "$1" != "-o" ]; do shift; done
printf '#!/bin/sh\\necho v3.250.0\\n' > "$2"
chmod +x "$2"`;
