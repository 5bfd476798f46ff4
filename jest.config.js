// Jest runs the TypeScript sources as ES modules (node --experimental-vm-modules), stripped of types by swc. The tests are parted by
// what they need first: nothing, the built package, or the engine as well; a project's set-up runs only where tests of it do. What a
// user copies, and what package managers install, is tested by scripts of its own.
import { availableParallelism } from "node:os";
import process from "node:process";

const shared = {
  testEnvironment: "node",
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
    "^pulumi-eni-attachment/plugin$": "<rootDir>/dist/plugin-class/index.js",
    "^@pulumi/tencentcloud$": "<rootDir>/test/examples/stand-ins/tencentcloud.ts",
  },
  setupFilesAfterEnv: process.env.ENGINE_RUNS ? ["<rootDir>/test/setup/test-file.ts"] : [],
  // Which adapter the suites of every adapter are run for: see test/support/adapters.ts.
  globals: { ADAPTER: "dynamic" },
};

const tests = (...folders) => folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`);
/** Files of a folder of the built package that another project has. */
const elsewhere = ["/test/protocol/fault-matrix/(faults-|totals|processes-)", "/test/cli/trial-interruptions"];

/** What only the plugin has. */
const nativeOnly = ["/test/protocol/plugin-"];

/** What only a dynamic provider has: its code in the state, standard output that the user sees, a process shared with others. */
const dynamicOnly = ["/test/protocol/(blob|configure|engine-log|harness|older-state|orphan|output|progress)[.]test"];

export default {
  projects: [
    {
      ...shared,
      displayName: "pure",
      testMatch: [
        ...tests("contract", "fuzz", "messages", "plugin", "simulation", "simulator", "tools", "unit"),
        "<rootDir>/test/protocol/fault-matrix/{faults-*,totals}.test.ts",
        "<rootDir>/test/engine-model/{choose,left-out,traces}.test.ts",
      ],
      testPathIgnorePatterns: ["/test/simulation/over-plugin"],
    },
    {
      ...shared,
      // The same suites over the plugin's protocol.
      displayName: "native",
      globals: { ADAPTER: "native" },
      testMatch: [
        ...tests("contract", "messages"),
        "<rootDir>/test/protocol/fault-matrix/faults-*.test.ts",
        "<rootDir>/test/simulation/over-plugin.test.ts",
      ],
    },
    {
      ...shared,
      displayName: "built",
      testMatch: tests("cli", "docs", "protocol"),
      testPathIgnorePatterns: [...elsewhere, ...nativeOnly],
      globalSetup: "<rootDir>/test/setup/package.ts",
    },
    {
      ...shared,
      displayName: "native-process",
      globals: { ADAPTER: "native" },
      testMatch: tests("protocol"),
      testPathIgnorePatterns: [...elsewhere, ...dynamicOnly],
      globalSetup: "<rootDir>/test/setup/package.ts",
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: [...tests("e2e"), "<rootDir>/test/engine-model/live.test.ts"],
      testPathIgnorePatterns: ["/test/e2e/(killed-|faults|skipped-checkpoints|review)"],
      globalSetup: "<rootDir>/test/setup/engine.ts",
    },
    {
      ...shared,
      displayName: "native-engine",
      globals: { ADAPTER: "native" },
      testMatch: [...tests("native-engine"), "<rootDir>/test/e2e/replaced-instance.test.ts"],
      globalSetup: "<rootDir>/test/setup/engine.ts",
    },
    {
      ...shared,
      displayName: "examples",
      testMatch: [...tests("examples"), "<rootDir>/test/e2e/review.test.ts"],
      globalSetup: "<rootDir>/test/setup/engine.ts",
    },
    {
      ...shared,
      // What `npm test` leaves out, for it has to end in eight minutes: kill -9, faults and interruptions of real processes.
      displayName: "interruptions",
      testMatch: [
        "<rootDir>/test/cli/trial-interruptions.test.ts",
        "<rootDir>/test/e2e/{killed-*,faults,skipped-checkpoints}.test.ts",
        "<rootDir>/test/protocol/fault-matrix/processes-*.test.ts",
      ],
      globalSetup: "<rootDir>/test/setup/engine.ts",
    },
    {
      ...shared,
      displayName: "native-interruptions",
      globals: { ADAPTER: "native" },
      testMatch: ["<rootDir>/test/e2e/killed-*.test.ts", "<rootDir>/test/protocol/fault-matrix/processes-*.test.ts"],
      globalSetup: "<rootDir>/test/setup/engine.ts",
    },
    {
      ...shared,
      displayName: "languages",
      testMatch: tests("languages"),
      globalSetup: "<rootDir>/test/setup/languages.ts",
    },
    {
      ...shared,
      displayName: "installed",
      testMatch: tests("package", "package-managers"),
      globalSetup: "<rootDir>/test/setup/engine.ts",
    },
  ],
  // The slow tests wait for other processes and for clouds: two workers more than there are cores.
  maxWorkers: availableParallelism() + 2,
  // Only for what hangs: nothing that is tested depends on how fast the machine is.
  testTimeout: 5 * 60_000,
  // A worker with half a gigabyte to give back takes longer than Jest's half a second to end; one that a test keeps alive never ends.
  workerGracefulExitTimeout: 10_000,
  testSequencer: "<rootDir>/test/setup/sequencer.js",
  reporters: ["default", "<rootDir>/test/closing-line-reporter.js"],
};
