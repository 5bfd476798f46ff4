// Parameters of an API that takes nothing but text: in a query, or in a form.

/** @throws TypeError when one of them is no text: then the vendor's module makes its calls wrongly. */
export function textsOf(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== "string") throw new TypeError(`the parameter ${name} is not a text`);
    texts[name] = value;
  }
  return texts;
}
