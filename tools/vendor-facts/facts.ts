// The form of test/fixtures/vendor-facts.json: what vendors' SDKs and pages say of the answers and error codes of our actions.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../engine.ts";

const field = z.strictObject({
  /** `string`, `number`, `boolean` or a model; `unknown` where the SDK gives no type. */
  type: z.string(),
  list: z.literal(true).optional(),
  /** Present when the vendor says that the field may be null. */
  null: z.literal(true).optional(),
  /** The values that the vendor lists for it. */
  words: z.array(z.string()).optional(),
});
export type Field = z.infer<typeof field>;

/** Fields by their names on the wire. */
const model = z.record(z.string(), field);
export type Model = z.infer<typeof model>;
export type Models = Readonly<Record<string, Model>>;

const answer = z.strictObject({
  package: z.string(),
  /** The model of the whole answer, one of `models`. */
  model: z.string(),
  models: z.record(z.string(), model),
});
export type AnswerFacts = z.infer<typeof answer>;

const vendor = z.strictObject({
  /** By action. */
  answers: z.record(z.string(), answer),
  /** Error codes by source, which is a package or a page. */
  codes: z.record(z.string(), z.array(z.string())),
});

const facts = z.strictObject({
  /** Versions of the packages, by `npm NAME` and `pypi NAME`. */
  packages: z.record(z.string(), z.string()),
  vendors: z.record(z.string(), vendor),
});
export type Facts = z.infer<typeof facts>;

export const factsFile = "test/fixtures/vendor-facts.json";

export function committedFacts(): Facts {
  return facts.parse(JSON.parse(readFileSync(join(projectRoot, factsFile), "utf8")));
}
