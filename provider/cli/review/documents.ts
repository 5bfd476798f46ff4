// The JSON values in a text: one document, or several after each other (lines of events; a preview followed by events).

/** A file as text, whatever a shell's redirection made of it: Windows PowerShell writes UTF-16. */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** @throws SyntaxError when there is something in it that is no JSON. */
export function parseDocuments(text: string): unknown[] {
  const whole = text.trim();
  if (whole === "") return [];
  try {
    return [JSON.parse(whole)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const parts = split(whole);
    if (parts.length < 2) throw error;
    return parts.map((part) => JSON.parse(part) as unknown);
  }
}

/** Objects and arrays at the top, each with what stands before it. */
function split(text: string): string[] {
  const parts: string[] = [];
  let [depth, start, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      depth--;
      if (depth === 0) {
        parts.push(text.slice(start, at + 1));
        start = at + 1;
      }
    }
  }
  const rest = text.slice(start).trim();
  return rest === "" ? parts : [...parts, rest];
}
