// How a program reaches each adapter, and how its providers are known on the real engine.
import { projectRoot } from "../../tools/engine.ts";
import { adapterName } from "../support/adapter-name.ts";
import type { AdapterName } from "../support/adapter-name.ts";

interface AdapterProgram {
  /** What a program imports `EniAttachment` from. */
  readonly from: string;
  /** The type of the resource in the state. */
  readonly type: string;
  /** Whether a process is a provider, by the arguments that it was started with. */
  isProvider(commandLine: readonly string[]): boolean;
  /** What a project says of its plugins. */
  readonly plugins: object;
}

const programs: Readonly<Record<AdapterName, AdapterProgram>> = {
  dynamic: {
    from: "pulumi-eni-attachment",
    type: "pulumi-nodejs:dynamic/eni:EniAttachment",
    isProvider: ([, script = ""]) => script.includes("dynamic-provider"),
    plugins: {},
  },
  native: {
    from: "pulumi-eni-attachment/plugin",
    type: "eni:index:EniAttachment",
    isProvider: ([, script = ""]) => script.includes("require/executable.cjs"),
    plugins: { plugins: { providers: [{ name: "eni", path: projectRoot }] } },
  },
};

export const adapterProgramOf = (name: AdapterName): AdapterProgram => programs[name];

export const adapterProgram: AdapterProgram = adapterProgramOf(adapterName());
