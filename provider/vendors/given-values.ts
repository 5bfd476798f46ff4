// Describes values that a user gave, and their faults.

/** A value of any type, as a user would recognise it. */
export function shownValue(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON has no word for NaN.
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** The fault that keeps a text from being an id: a blank, a character that no id has, upper case. Empty if none is known. */
export function strangeIn(text: string): string {
  if (text === "") return ", which is empty";
  if (/[\r\n]/.test(text)) return ", which has a line break in it";
  if (/\s/.test(text)) return ", which has a space in it";
  const [strange] = /[^A-Za-z0-9-]/u.exec(text) ?? [];
  if (strange !== undefined) return `, which has "${strange}" in it`;
  if (text.length > 64) return `, which is ${text.length} characters long`;
  return text === text.toLowerCase() ? "" : ", which has upper case in it";
}
