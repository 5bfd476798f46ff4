// Lint rules. The `rooms` blocks hold the direction of dependencies: dynamic -> lifecycle -> watch -> vendors -> http; the program
// in cli/ may use all of them, and none of them the program.
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const room = (files, forbidden) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: forbidden.map((group) => ({ group: [group], message: "dependencies point one way (README, Rooms)" })),
      },
    ],
  },
});

export default defineConfig(
  globalIgnores(["dist", ".cache", ".pulumi-state", "examples/*/sdks", "provider/require/*.d.cts"]),
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.js"] } } },
    rules: {
      "max-lines": ["error", { max: 320, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  { files: ["**/*.js", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", module: "writable", exports: "writable", process: "readonly" },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  room(
    ["provider/http/**"],
    ["../vendors/**", "../watch/**", "../lifecycle/**", "../dynamic/**", "../cli/**", "@pulumi/*"],
  ),
  room(["provider/vendors/**"], ["**/watch/**", "**/lifecycle/**", "**/dynamic/**", "**/cli/**", "@pulumi/*"]),
  room(["provider/watch/**"], ["../lifecycle/**", "../dynamic/**", "../cli/**", "@pulumi/*"]),
  room(["provider/lifecycle/**"], ["../dynamic/**", "../cli/**", "@pulumi/*"]),
  room(["provider/dynamic/**", "provider/*.ts"], ["**/cli/**"]),
  room(["simulator/**"], ["**/provider/**", "@pulumi/*"]),
);
