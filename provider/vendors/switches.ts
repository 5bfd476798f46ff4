// Switches in the environment, as the vendors' tools read them.

/** True for "true" in upper or lower case; any other text, or none, is off. */
export function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === "true";
}
