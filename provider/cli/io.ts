// What a subcommand sees of its process; `process` itself is one.

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

/** How a subcommand ends, beside 0. */
export const exitCodes = {
  /** Something went wrong that is not the caller's doing. */
  failed: 1,
  /** The command line is wrong, or the input is not what it has to be. */
  usage: 2,
  /** A row of a kind that `--fail-on` names is there. */
  gate: 3,
} as const;
