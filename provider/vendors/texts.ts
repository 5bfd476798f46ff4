// Parameters of APIs that take only text, in a query or a form.

/** @throws TypeError when a parameter is not a text, which is a fault of the vendor's module. */
export function textsOf(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== "string") throw new TypeError(`the parameter ${name} is not a text`);
    texts[name] = value;
  }
  return texts;
}
