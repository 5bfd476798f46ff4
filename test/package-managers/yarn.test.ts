// The packed package, installed by Yarn 4 with its linker for node_modules.
import { installedBy } from "./installed-life.ts";

installedBy("yarn", ["TypeScript, ES module, no compiler"]);
