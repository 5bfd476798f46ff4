// Typed access to a call's parameters. Lists are one-based and repeated (NetworkInterfaceId.1); an empty value counts as absent.
import { Refused } from "./errors.ts";

export class Parameters {
  readonly #map: ReadonlyMap<string, string>;

  constructor(map: ReadonlyMap<string, string>) {
    this.#map = map;
  }

  text(name: string): string | undefined {
    return this.#map.get(name) || undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value !== undefined) return value;
    throw new Refused(
      "MissingParameter",
      `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
    );
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,9}$/.test(value)) throw invalid(name);
    return Number(value);
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value !== "true" && value !== "false") throw invalid(name);
    return value === "true";
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw invalid(name);
    return word;
  }

  /** `name.1`, `name.2`, …: undefined when there is none, refused when there are more than `limit` or one is numbered 0. */
  list(name: string, limit: number): string[] | undefined {
    const found: [number, string][] = [];
    for (const [key, value] of this.#map) {
      if (!key.startsWith(`${name}.`)) continue;
      const index = key.slice(name.length + 1);
      if (!/^[1-9]\d{0,4}$/.test(index)) throw invalid(key);
      if (value !== "") found.push([Number(index), value]);
    }
    if (found.length > limit) throw invalid(name, `at most ${limit} values are allowed`);
    return found.length === 0 ? undefined : found.sort(([a], [b]) => a - b).map(([, value]) => value);
  }

  /** Tag.N.Key and Tag.N.Value. */
  tags(limit: number): { key: string; value: string | undefined }[] {
    const indexes = new Set([...this.#map.keys()].map((key) => /^Tag\.(\d+)\.(?:Key|Value)$/.exec(key)?.[1] ?? ""));
    indexes.delete("");
    if (indexes.size > limit) throw invalid("Tag", `at most ${limit} values are allowed`);
    return [...indexes].map((index) => {
      const key = this.text(`Tag.${index}.Key`);
      if (key === undefined || index === "0") throw invalid(`Tag.${index}.Key`);
      return { key, value: this.text(`Tag.${index}.Value`) };
    });
  }
}

export function invalid(name: string, detail?: string): Refused {
  return new Refused(
    "InvalidParameter",
    `The specified parameter "${name}" is not valid${detail ? `: ${detail}` : ""}.`,
  );
}
