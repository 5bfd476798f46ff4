// The parts of its process that a subcommand uses; `process` fits this type.

/** Where text goes. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean | undefined };
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Exit codes of a subcommand, besides 0. */
export const exitCodes = {
  /** A failure that the caller did not cause. */
  failed: 1,
  /** The command line or the input is wrong. */
  usage: 2,
  /** There is a row of a kind that `--fail-on` names. */
  gate: 3,
} as const;
