// The forms in which people write Pulumi programs for Node.js: each a whole project with one attachment.
import { attachment } from "../support/on-cloud.ts";

export interface ProgramForm {
  readonly files: Readonly<Record<string, string>>;
  readonly runtime: object | string;
  readonly packageJson: { readonly main: string; readonly type?: "module" };
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const declaration = `new EniAttachment("web", ${JSON.stringify(attachment())})`;

/** The marked line has to be an error where the program is type-checked: the types are there. */
const typescript = `
import { EniAttachment, type EniAttachmentArgs } from "pulumi-eni-attachment";
const web = ${declaration};
export const attachedTo = web.attachedTo;
// @ts-expect-error Zenlayer's have no region.
const wrong: EniAttachmentArgs = { vendor: "zenlayer-zec", networkInterfaceId: "nic", instanceId: "vm", region: "none" };
`;

/** As `pulumi new typescript` writes it. */
const templateOptions = {
  strict: true,
  outDir: "bin",
  target: "es2020",
  module: "nodenext",
  moduleResolution: "nodenext",
  sourceMap: true,
  experimentalDecorators: true,
  pretty: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  forceConsistentCasingInFileNames: true,
};
const tsconfig = (more: object = {}): string =>
  JSON.stringify({ compilerOptions: { ...templateOptions, ...more }, files: ["index.ts"] });

const compiler = { "@types/node": "^18", typescript: "~5.9.3" };
const plain = { name: "nodejs", options: { typescript: false } };

export const forms = {
  /** `pulumi new typescript`: Pulumi's own copy of ts-node, with the project's TypeScript. */
  "TypeScript, CommonJS": {
    runtime: "nodejs",
    packageJson: { main: "index.ts" },
    devDependencies: compiler,
    files: { "index.ts": typescript, "tsconfig.json": tsconfig() },
  },
  /** The same as it was written until March 2026. */
  "TypeScript, CommonJS, older settings": {
    runtime: "nodejs",
    packageJson: { main: "index.ts" },
    devDependencies: compiler,
    files: { "index.ts": typescript, "tsconfig.json": tsconfig({ module: "commonjs", moduleResolution: "node" }) },
  },
  /** Pulumi's way to ES modules in TypeScript: a ts-node in the project. */
  "TypeScript, ES module": {
    runtime: "nodejs",
    packageJson: { main: "index.ts", type: "module" },
    devDependencies: { ...compiler, "ts-node": "^10.9.2" },
    files: { "index.ts": typescript, "tsconfig.json": tsconfig() },
  },
  /** Node takes the types out by itself. */
  "TypeScript, ES module, no compiler": {
    runtime: plain,
    packageJson: { main: "index.ts", type: "module" },
    files: { "index.ts": typescript },
  },
  /** `pulumi new javascript`. */
  "JavaScript, CommonJS": {
    runtime: plain,
    packageJson: { main: "index.js" },
    files: {
      "index.js": `
const { EniAttachment } = require("pulumi-eni-attachment");
exports.attachedTo = ${declaration}.attachedTo;
`,
    },
  },
  "JavaScript, ES module": {
    runtime: plain,
    packageJson: { main: "index.js", type: "module" },
    files: {
      "index.js": `
import { EniAttachment } from "pulumi-eni-attachment";
export const { attachedTo } = ${declaration};
`,
    },
  },
} satisfies Record<string, ProgramForm>;

export type FormName = keyof typeof forms;
