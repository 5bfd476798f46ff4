// The values of a field, as comments of SDKs list them.

/** Fields whose values say how something is. The comments of others name values too, on which nothing depends here. */
const tellsState = /(?:State|Status|Business)$/i;

/** Marks around a value, and explanations in brackets: "<li>`PENDING`：…</li>", "cvm（…），eks（…）". */
const marks = /<[^>]*>|`/g;
const brackets = /（[^）]*）|\([^)]*\)/g;

/** A value, and the punctuation or word that it ends before: "PENDING：…", "NORMAL 表示…", "SUCCESS、FAILED、RUNNING。". */
const listed = /(?<![\w.-])([A-Za-z][A-Za-z_]{2,})(?=["”]?\s*(?:[：:、，,。；;]|$|表示))/gm;

export function wordsOf(field: string, comment: string): string[] {
  if (!tellsState.test(field)) return [];
  const plain = comment.replace(marks, "\n").replace(brackets, "");
  const words = new Set([...plain.matchAll(listed)].map(([, word]) => word ?? ""));
  // "This field may return null" is no value.
  words.delete("null");
  return [...words].sort();
}
