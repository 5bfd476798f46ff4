// The packed package, installed by npm into projects outside of the repository, in every form of program.
import { installedBy } from "./installed-life.ts";

installedBy("npm", ["JavaScript, ES module", "JavaScript, CommonJS", "TypeScript, CommonJS", "TypeScript, ES module"]);
