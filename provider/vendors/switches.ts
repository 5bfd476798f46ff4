// Switches in the environment, as the vendors' tools read them.

/** "true" in any case; every other text, and none, is off. */
export function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === "true";
}
