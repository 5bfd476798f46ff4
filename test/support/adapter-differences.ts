// Where the adapters answer differently, and why: the suites that hold for every adapter take it from here.
import { adapterName } from "./adapter-name.ts";
import type { AdapterName } from "./adapter-name.ts";

interface Difference {
  /** Whether the state has the provider's code: `__provider`. */
  readonly hasCodeInState: boolean;
  /** What a partial state has besides the outputs: without the code of a dynamic provider no later call could be made for it. */
  readonly withPartialState: Readonly<Record<string, unknown>>;
  /** `changes` of a diff that finds changed arguments: a dynamic provider cannot name them, so the engine makes that diff itself. */
  readonly changesOfMove: true | undefined;
  /** The same where the state has the code of another release: the plugin has none there, and knows that nothing changed. */
  readonly changesOfCode: false | undefined;
  /** Provider processes of a killed engine that tests find later: a dynamic one is kept by another library, which a plugin has none of. */
  readonly orphansAfterRuns: readonly number[];
  /** A message of the dynamic provider as this one has it: the plugin has its keys in the namespace `eni`, and tells its version. */
  told(message: string): string;
}

const inEni = (message: string): string =>
  message
    .replace(
      /`pulumi config set (alicloud|tencentcloud):region REGION`/,
      "`$1.region` of the provider, or `pulumi config set --path eni:$1.region REGION`",
    )
    .replaceAll(/(?<![\w.])(alicloud|tencentcloud|zenlayer):(\w+)/g, "eni:$1.$2")
    // What no vendor of this version takes may be an argument of another version.
    .replace(/is not an argument of [\w-]+; remove it.*/, "$& (this plugin is version 0.0.0)");

const differences: Readonly<Record<AdapterName, Difference>> = {
  dynamic: {
    hasCodeInState: true,
    withPartialState: { __provider: "code" },
    changesOfMove: undefined,
    changesOfCode: undefined,
    orphansAfterRuns: [1],
    told: (message) => message,
  },
  native: {
    hasCodeInState: false,
    withPartialState: {},
    changesOfMove: true,
    changesOfCode: false,
    orphansAfterRuns: [0, 1],
    told: inEni,
  },
};

export const difference: Difference = differences[adapterName()];
