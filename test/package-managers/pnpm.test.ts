// The packed package, installed by pnpm: a project sees what it names in its package.json, and nothing else.
import { installedBy } from "./installed-life.ts";

installedBy("pnpm", ["TypeScript, CommonJS, older settings"]);
