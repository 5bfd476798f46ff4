// The form of a transcript: the calls and answers of a trial, without anything that names somebody or something. The local cloud reads
// the same form (simulator/transcript.ts).
import { z } from "zod";

const about = z.strictObject({ enis: z.array(z.string()), instances: z.array(z.string()) });

const exchange = z.strictObject({
  step: z.string(),
  action: z.string(),
  /** ENIs and instances of the trial that the call names, as placeholders. */
  about,
  parameters: z.record(z.string(), z.unknown()),
  /** Milliseconds since the first call, and until the answer. */
  at: z.number(),
  took: z.number(),
  /** Null if there was no answer. `body` is null if the answer was not JSON. */
  answer: z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.unknown() }).nullable(),
});

export const transcriptSchema = z.strictObject({
  transcript: z.literal(1),
  vendor: z.string(),
  /** Null if it is not one of the vendor's documents, or if the API has none. */
  region: z.string().nullable(),
  outcome: z.enum(["agrees", "differs", "failed", "interrupted"]),
  /** Kinds of differences, each once. */
  differences: z.array(z.string()),
  exchanges: z.array(exchange),
});

export type Transcript = z.infer<typeof transcriptSchema>;
export type RecordedExchange = z.infer<typeof exchange>;

/** A line for each exchange. */
export function transcriptText({ exchanges, ...head }: Transcript): string {
  const lines = exchanges.map((one) => JSON.stringify(one)).join(",\n");
  return `${JSON.stringify(head).slice(0, -1)},"exchanges":[\n${lines}\n]}\n`;
}
