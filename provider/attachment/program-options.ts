// Options of a resource that change what is said and done, and that no provider gets from the engine: the class hears them.

export interface ProgramOptions {
  /** `retainOnDelete`. Default false. */
  readonly isRetained?: boolean;
  /** `protect`. Default false. */
  readonly isProtected?: boolean;
  /** `deleteBeforeReplace: false`. Default false. */
  readonly createsFirst?: boolean;
}
