// What a message says to do: its part after "To do:", without the code.

/** Empty when it says nothing of the kind. */
export function adviceIn(message: string): string {
  return / To do: (.*) \[[A-Z_]+\]$/.exec(message)?.[1] ?? "";
}
