// Before tests that run the built package: dist/ is what today's sources yield.
import { execFileSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";

const changedAt = (file: string): number => statSync(join(projectRoot, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

export default function buildPackage(): void {
  const sources = globSync(["provider/**/*.{ts,cjs,cts}", "tsconfig*.json", "package-lock.json"], { cwd: projectRoot });
  const oldest = Math.min(...["dist/index.js", "dist/cli/main.js", "dist/dynamic/handler.js"].map(changedAt));
  if (sources.some((file) => changedAt(file) > oldest))
    execFileSync("npm", ["run", "-s", "build"], { cwd: projectRoot, stdio: "inherit" });
}
