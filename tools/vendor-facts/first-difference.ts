// Where two JSON values begin to differ.

/** @returns names from the outside in, joined by " > "; undefined if the values are equal. */
export function firstDifference(a: unknown, b: unknown): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (!isObject(a) || !isObject(b)) return "its value";
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const inside = firstDifference(a[name], b[name]);
    if (inside !== undefined) return inside === "its value" ? name : `${name} > ${inside}`;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
