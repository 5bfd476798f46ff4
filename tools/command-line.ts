// What a tool is asked for on its command line. What it does not know ends it with one line, and without a stack trace.
import type { ParseArgsConfig } from "node:util";
import { parseArgs } from "node:util";

export function refuse(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(2);
}

/** As `parseArgs` of Node, whose own errors name the option. The options there are stand behind them, so `--help` lists these too. */
export function optionsOf<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const known = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    return refuse(`${(error as Error).message}; the options are ${known.join(", ")}`);
  }
}

/** @param text what stands behind the option: a whole number above 0. */
export function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0
    ? number
    : refuse(`${option} takes a whole number above 0, not "${text}"`);
}
