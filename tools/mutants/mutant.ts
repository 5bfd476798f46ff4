// What a mutant is: one small break of the product, made by hand, that some test has to notice.

export interface Mutant {
  /** Kebab-case, unique. */
  readonly name: string;
  /** The promise of docs/reliability.md, or the rule of the lifecycle, that the product breaks with it. */
  readonly breaks: string;
  readonly file: string;
  /** Text of the file; it occurs exactly once. */
  readonly find: string;
  readonly replacement: string;
  /** Test files or folders, from the repository's root: the fastest that notice it. */
  readonly tests: readonly string[];
  /** Regular expression on the names of tests; without it all tests of the files are run. */
  readonly only?: string;
}

/** @throws Error when the text to replace does not occur exactly once, or when nothing would change. */
export function mutate(source: string, { name, file, find, replacement }: Mutant): string {
  const times = source.split(find).length - 1;
  if (find === "" || times !== 1) throw new Error(`${name}: the text to replace occurs ${times} times in ${file}`);
  if (find === replacement) throw new Error(`${name}: the replacement is the text that it replaces`);
  return source.replace(find, () => replacement);
}
