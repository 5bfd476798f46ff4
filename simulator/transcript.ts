// Answers from a transcript of `eni-attachment trial --record`: each call gets the answer that the vendor gave to it at that point of
// the trial. A call that changes something goes on to the next part of the transcript; questions repeat the last answer of a part.
import { z } from "zod";
import type { HttpAnswer, OpenCall, Outcome } from "./faces/face.ts";
import { describeIssues } from "./world/definition.ts";

const answerSchema = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
});

const exchangeSchema = z.looseObject({
  action: z.string(),
  about: z.strictObject({ enis: z.array(z.string()), instances: z.array(z.string()) }),
  answer: answerSchema.nullable(),
});

const transcriptSchema = z.looseObject({
  transcript: z.literal(1),
  vendor: z.string(),
  exchanges: z.array(exchangeSchema),
});

type Exchange = z.output<typeof exchangeSchema>;

const changes = /^(Attach|Detach)/;
const placeholder = /^<([a-zA-Z]+)#(\d+)>$/;

/** The input is not a transcript; the message says what is wrong with it. */
export class TranscriptError extends Error {
  override readonly name = "TranscriptError";
}

export class Transcript {
  readonly vendor: string;
  readonly #exchanges: readonly Exchange[];
  /** Values that callers gave for placeholders of ENIs and instances. */
  readonly #bound = new Map<string, string>();
  readonly #used = new Set<number>();
  /** Index of the first exchange of the present part. */
  #part = 0;

  /** @throws TranscriptError. */
  constructor(input: unknown) {
    const read = transcriptSchema.safeParse(input);
    if (!read.success) throw new TranscriptError(`not a transcript: ${describeIssues(read.error).join("; ")}`);
    this.vendor = read.data.vendor;
    this.#exchanges = read.data.exchanges;
  }

  answer(call: OpenCall): Outcome {
    const index = changes.test(call.action) ? this.#nextChange(call) : this.#question(call);
    const exchange = index === undefined ? undefined : this.#exchanges[index];
    if (index === undefined || !exchange) return notThere(call);
    this.#used.add(index);
    this.#bind(exchange, call);
    if (!exchange.answer) return { kind: "reset" };
    const { status, headers, body } = exchange.answer;
    return {
      kind: "answer",
      status,
      headers: { "content-type": "application/json", ...headers },
      body: body === null ? "" : JSON.stringify(this.#filled(body)),
    };
  }

  #nextChange(call: OpenCall): number | undefined {
    const index = this.#exchanges.findIndex(
      (exchange, at) => at >= this.#part && !this.#used.has(at) && this.#fits(exchange, call),
    );
    if (index === -1) return undefined;
    this.#part = index;
    return index;
  }

  /** The next answer of this part, else the last one again, else the last one before this part. */
  #question(call: OpenCall): number | undefined {
    const end = this.#exchanges.findIndex(({ action }, at) => at > this.#part && changes.test(action));
    const fitting = [...this.#exchanges.keys()].filter((at) => {
      const exchange = this.#exchanges[at];
      return exchange !== undefined && (end === -1 || at < end) && this.#fits(exchange, call);
    });
    return fitting.find((at) => at >= this.#part && !this.#used.has(at)) ?? fitting.at(-1);
  }

  #fits({ action, about }: Exchange, call: OpenCall): boolean {
    const agree = (placeholders: readonly string[], ids: readonly string[]) =>
      placeholders.length === ids.length &&
      placeholders.every((name, at) => (this.#bound.get(name) ?? this.#unbound(ids[at])) === ids[at]);
    return action === call.action && agree(about.enis, call.enis) && agree(about.instances, call.instances);
  }

  /** The id, unless another placeholder stands for it. */
  #unbound(id: string | undefined): string | undefined {
    return id !== undefined && [...this.#bound.values()].includes(id) ? undefined : id;
  }

  #bind({ about }: Exchange, { enis, instances }: OpenCall): void {
    for (const [names, ids] of [[about.enis, enis] as const, [about.instances, instances] as const])
      for (const [at, name] of names.entries()) this.#bound.set(name, ids[at] ?? "");
  }

  /** The value with something of the same look for each placeholder. */
  #filled(value: unknown): unknown {
    if (typeof value === "string") return this.#stand(value);
    if (Array.isArray(value)) return value.map((one) => this.#filled(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [String(this.#stand(name)), this.#filled(one)]),
    );
  }

  #stand(text: string): string | number {
    const [, look = "", digits = ""] = placeholder.exec(text) ?? [];
    const number = Number(digits);
    switch (look) {
      case "":
        // A message: words, and placeholders between them.
        return text.replaceAll(/<[a-zA-Z]+#\d+>/g, (one) => String(this.#stand(one)));
      case "eni":
      case "instance":
        return this.#bound.get(text) ?? `${look}-${digits}`;
      case "number":
        return 1_000 + number;
      case "digits":
        return String(1_000 + number);
      case "time":
        return new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString();
      case "localTime":
        return new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString().slice(0, 19).replace("T", " ");
      case "address":
        return `192.0.2.${number % 256}`;
      case "mac":
        return `02:00:00:00:00:${(number % 256).toString(16).padStart(2, "0")}`;
      default:
        return `${look}-${digits}`;
    }
  }
}

function notThere({ action }: OpenCall): HttpAnswer {
  const body = JSON.stringify({ error: `the transcript has no answer to this call of ${action}` });
  return { kind: "answer", status: 404, headers: { "content-type": "application/json" }, body };
}
