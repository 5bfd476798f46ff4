// `eni-attachment trial --show FILE`: prints a transcript as it would be handed in.
import { readFileSync } from "node:fs";
import { isFileError, unreadable } from "../../file-error.ts";
import { parseJson } from "../../json.ts";
import { UsageError } from "../doctor/arguments.ts";
import type { RecordedExchange } from "./transcript.ts";
import { transcriptSchema } from "./transcript.ts";

/** @returns text for a terminal. @throws UsageError if the file is not a transcript. */
export function show(file: string): string {
  const read = transcriptSchema.safeParse(parseJson(contents(file)));
  if (!read.success) throw new UsageError(`${file} is not a transcript of a trial`);
  const { vendor, region, outcome, differences, exchanges } = read.data;
  return [
    `Transcript of a trial: ${vendor}${region === null ? "" : `, ${region}`}; ${outcome}`,
    `Kinds of differences: ${differences.length === 0 ? "none" : differences.join(", ")}`,
    `${exchanges.length} calls. <text#1> and the like stand for values that were left out; the same value has the same number.`,
    ...exchanges.flatMap(shownExchange),
    "",
  ].join("\n");
}

function shownExchange({ step, action, parameters, at, took, answer }: RecordedExchange): string[] {
  return [
    "",
    `${(at / 1_000).toFixed(1)} s  ${step}: ${action} ${JSON.stringify(parameters)}`,
    ...(answer
      ? [
          `  HTTP ${answer.status} after ${took} ms ${JSON.stringify(answer.headers)}`,
          ...JSON.stringify(answer.body, undefined, 2)
            .split("\n")
            .map((line) => `  ${line}`),
        ]
      : [`  no answer after ${took} ms`]),
  ];
}

function contents(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isFileError(error)) throw new UsageError(`${file} ${unreadable(error)}`);
    throw error;
  }
}
