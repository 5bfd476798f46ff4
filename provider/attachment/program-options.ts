// Resource options that matter here but that the engine does not pass to a provider. The resource class passes them on instead.

export interface ProgramOptions {
  /** `retainOnDelete`. Default false. */
  readonly isRetained?: boolean;
  /** `protect`. Default false. */
  readonly isProtected?: boolean;
  /** `deleteBeforeReplace: false`. Default false. */
  readonly createsFirst?: boolean;
}
