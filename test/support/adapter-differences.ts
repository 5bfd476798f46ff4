// Where the adapters answer differently, and why: the suites that hold for every adapter take it from here.
import { adapterName } from "./adapter-name.ts";
import type { AdapterName } from "./adapter-name.ts";

interface Difference {
  /** What a partial state has besides the outputs: without the code of a dynamic provider no later call could be made for it. */
  readonly withPartialState: Readonly<Record<string, unknown>>;
  /** `changes` of a diff that finds changed arguments: a dynamic provider cannot name them, so the engine makes that diff itself. */
  readonly changesOfMove: true | undefined;
  /** The same where the state has the code of another release: the plugin has none there, and knows that nothing changed. */
  readonly changesOfCode: false | undefined;
}

const differences: Readonly<Record<AdapterName, Difference>> = {
  dynamic: { withPartialState: { __provider: "code" }, changesOfMove: undefined, changesOfCode: undefined },
  native: { withPartialState: {}, changesOfMove: true, changesOfCode: false },
};

export const difference: Difference = differences[adapterName()];
