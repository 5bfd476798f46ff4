// `npm run build`: what is in provider/, compiled into a folder of its own, with the CommonJS that stands as it is. In JavaScript, since
// `npm ci` runs it with whatever Node.js there is.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath, URL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** `[FOLDER] [OPTIONS of tsc]`; by default dist/. */
const [folder = "dist", ...options] = process.argv.slice(2);
const out = resolve(root, folder);
const compiler = fileURLToPath(import.meta.resolve("typescript/bin/tsc"));

rmSync(out, { recursive: true, force: true });
execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", out, ...options], {
  cwd: root,
  stdio: "inherit",
});
cpSync(join(root, "provider/require"), join(out, "require"), { recursive: true });
