// How a program reaches each adapter, and how its providers are known on the real engine.
import { adapterName } from "../support/adapter-name.ts";
import type { AdapterName } from "../support/adapter-name.ts";

interface AdapterProgram {
  /** What a program imports `EniAttachment` from. */
  readonly from: string;
  /** The type of the resource in the state. */
  readonly type: string;
  /** Whether a process is a provider, by the arguments that it was started with. */
  isProvider(commandLine: readonly string[]): boolean;
}

const programs: Readonly<Record<AdapterName, AdapterProgram>> = {
  dynamic: {
    from: "pulumi-eni-attachment",
    type: "pulumi-nodejs:dynamic/eni:EniAttachment",
    isProvider: ([, script = ""]) => script.includes("dynamic-provider"),
  },
};

export const adapterProgram: AdapterProgram = programs[adapterName()];
