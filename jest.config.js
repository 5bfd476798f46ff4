// Jest runs the TypeScript sources as ES modules (node --experimental-vm-modules), stripped of types by swc.
import { availableParallelism } from "node:os";
import process from "node:process";

export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/.pulumi-state"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "es6" }, sourceMaps: "inline" },
    ],
  },
  // The examples import packages by name: the built one, and a stand-in for the one that users generate.
  moduleNameMapper: {
    "^pulumi-eni-attachment$": "<rootDir>/dist/index.js",
    "^@pulumi/tencentcloud$": "<rootDir>/test/examples/stand-ins/tencentcloud.ts",
  },
  setupFilesAfterEnv: process.env.ENGINE_RUNS ? ["<rootDir>/test/support/test-file.ts"] : [],
  // The slow tests wait for other processes and for clouds: one worker more than there are cores.
  maxWorkers: availableParallelism() + 1,
  // Only for what hangs: nothing that is tested depends on how fast the machine is.
  testTimeout: 5 * 60_000,
  reporters: ["default", "<rootDir>/test/closing-line-reporter.js"],
};
