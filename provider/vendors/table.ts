// Looks a vendor's word up in a table. `table[word]` would also find properties that every object has ("constructor").

export function entryOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
