// Before tests on the real engine: the engine is there, built if need be, and so is the package.
import { ensurePulumi } from "../../tools/engine.ts";
import buildPackage from "./package.ts";

export default async function getEngine(): Promise<void> {
  buildPackage();
  await ensurePulumi();
}
