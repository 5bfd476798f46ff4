// Jest runs the TypeScript sources as ES modules (node --experimental-vm-modules), stripped of types by swc.
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
  // Most of the time of the slow tests goes by outside of the process: a worker for each core.
  maxWorkers: "100%",
  testTimeout: 60_000,
  reporters: ["default", "<rootDir>/test/closing-line-reporter.js"],
};
