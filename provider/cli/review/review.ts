// `eni-attachment review PREVIEW.json`: needs no credentials and makes no network call, unless it is asked to look (`--live`).
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { isFileError } from "../../file-error.ts";
import type { Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import type { Tools } from "../read-only-operations.ts";
import { ReadOnlyOperations } from "../read-only-operations.ts";
import { decode } from "./documents.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { NotAPreview, readPreview } from "./preview-file.ts";
import type { Live, Review } from "./report.ts";
import { makeReview } from "./report.ts";
import type { Kind } from "./row.ts";
import { kinds } from "./row.ts";
import { text } from "./text.ts";

const formats = { markdown, json, text } as const;
type Format = keyof typeof formats;

const usage = `Usage: eni-attachment review [OPTIONS] PREVIEW.json

Says what a preview does to attachments. PREVIEW.json is what \`pulumi preview --json\` writes; "-" reads standard input.

  --format FORMAT   markdown, json or text; default text on a terminal, else markdown
  --fail-on KINDS   exit with 3 when an attachment changes in one of these ways, e.g. move,detach,replace,reattach;
                    or when the preview failed, since rows may be missing then
  --live            look at the cloud as it is now, with the credentials and settings of this machine, in place of what the
                    preview saw; nothing is changed there
  --help

Kinds: ${kinds.join(", ")}
Exit codes: 0 written; 1 something broke; 2 wrong usage, or the input is no preview; 3 --fail-on
`;

class UsageError extends Error {}

/** `parseArgs` did not understand the command line. */
function isCommandLineError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "code" in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
}

interface Options {
  readonly file: string;
  readonly format: Format | undefined;
  readonly failOn: readonly Kind[] | undefined;
  readonly live: boolean;
}

/** @param tools what `--live` looks with. */
export async function review(args: readonly string[], io: Io, tools: Tools): Promise<number> {
  try {
    const options = readOptions(args);
    if (!options) {
      io.stdout.write(usage);
      return 0;
    }
    const preview = await readFrom(options.file, io);
    const made = await makeReview(preview, options.live ? liveBy(tools) : undefined);
    const format = options.format ?? (io.stdout.isTTY ? "text" : "markdown");
    io.stdout.write(formats[format](made));
    return options.failOn ? gate(made, options.failOn, io) : 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof NotAPreview)) throw error;
    io.stderr.write(`eni-attachment review: ${error.message}\n`);
    return exitCodes.usage;
  }
}

/** Undefined when it is about help. */
function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new UsageError(
      `${file === undefined ? "the file is missing" : "one file at a time"}: eni-attachment review PREVIEW.json, or - for standard input`,
    );
  }
  const { format } = values;
  if (format !== undefined && !isFormat(format)) {
    throw new UsageError(`--format is one of ${Object.keys(formats).join(", ")}; got ${JSON.stringify(format)}`);
  }
  return { file, format, failOn: values["fail-on"]?.flatMap(readKinds), live: values.live === true };
}

function liveBy(tools: Tools): Live {
  return { operations: new ReadOnlyOperations(tools), at: new Date(tools.clock.now()).toISOString() };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string" },
        "fail-on": { type: "string", multiple: true },
        live: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    if (!isCommandLineError(error)) throw error;
    throw new UsageError(`${error.message} (--help shows the options)`);
  }
}

const isFormat = (name: string): name is Format => Object.hasOwn(formats, name);
const isKind = (name: string): name is Kind => kinds.some((kind) => kind === name);

function readKinds(list: string): Kind[] {
  const names = list.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !isKind(name));
  if (wrong !== undefined) {
    throw new UsageError(
      `--fail-on takes kinds with commas between them, of ${kinds.join(", ")}; got ${JSON.stringify(wrong)}`,
    );
  }
  return names.filter(isKind);
}

async function readFrom(file: string, io: Io) {
  const content = decode(file === "-" ? await all(io.stdin) : await open(file));
  try {
    return readPreview(content);
  } catch (error) {
    if (!(error instanceof NotAPreview)) throw error;
    const name = file === "-" ? "standard input" : file;
    throw new NotAPreview(`${name} is not the output of \`pulumi preview --json\`: ${error.message}`);
  }
}

async function open(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  }
}

async function all(stream: Io["stdin"]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function gate({ rows, errors }: Review, failOn: readonly Kind[], io: Io): number {
  const hits = rows.filter(({ kind }) => failOn.includes(kind));
  if (hits.length === 0 && errors.length === 0) return 0;
  const counts = kinds.flatMap((kind) => {
    const count = hits.filter((row) => row.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind}`];
  });
  const failed = errors.length > 0 ? ["the preview failed, so rows may be missing"] : [];
  io.stderr.write(`eni-attachment review: --fail-on: ${[...counts, ...failed].join(", ")}\n`);
  return exitCodes.gate;
}
