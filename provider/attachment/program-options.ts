// Resource options that matter here but that the engine does not pass to a provider. The resource class passes them on instead.
import type { Properties } from "./properties.ts";

export interface ProgramOptions {
  /** `retainOnDelete`. Default false. */
  readonly isRetained?: boolean;
  /** `protect`. Default false. */
  readonly isProtected?: boolean;
  /** `deleteBeforeReplace: false`. Default false. */
  readonly createsFirst?: boolean;
}

/** The options among the properties that a class has sent: `check` removes them. Generated SDKs send none. */
export function programOptionsIn({ __isRetained, __isProtected, __createsFirst }: Properties): ProgramOptions {
  return {
    isRetained: __isRetained === true,
    isProtected: __isProtected === true,
    createsFirst: __createsFirst === true,
  };
}
