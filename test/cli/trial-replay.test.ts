// Transcripts of trials (test/fixtures/transcripts), each replayed: the local cloud answers from it, and a trial has to come to the same
// end with the same differences. One more is added by adding a file.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { exitCodes } from "../../provider/cli/trial/exit-codes.ts";
import { transcriptSchema } from "../../provider/cli/trial/transcript.ts";
import { caseOf } from "../contract/vendor-cases.ts";
import { TrialBench } from "./trial-bench.ts";

const folder = "test/fixtures/transcripts";
const files = readdirSync(folder);

test("there are transcripts", () => expect(files.length).toBeGreaterThan(0));

test.each(files)("%s", async (file) => {
  const transcript: unknown = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
  const { vendor, outcome, differences } = transcriptSchema.parse(transcript);
  const bench = new TrialBench(caseOf(vendor), { transcript });
  try {
    const again = path.join(bench.folder, "again.json");
    const { exitCode } = await bench.run("--yes", "--attached", "--public-addresses", "--record", again);
    const replayed = transcriptSchema.parse(JSON.parse(readFileSync(again, "utf8")));
    expect(replayed.differences).toEqual(differences);
    // Ctrl-C is not in a transcript: what came after it is only read.
    if (outcome !== "interrupted") expect([replayed.outcome, exitCode]).toEqual([outcome, exitCodes[outcome]]);
  } finally {
    bench.close();
  }
});
