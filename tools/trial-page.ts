// `npm run docs`: runs a trial against the local cloud's own world, in virtual time, and writes what it prints and parts of its transcript
// into docs/trial.md, and the transcript beside those that are replayed (test/fixtures/transcripts).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trial } from "../provider/cli/trial/trial.ts";
import { defaultWorld } from "../simulator/server.ts";
import { InProcess } from "../test/support/in-process.ts";
import { calmRandom } from "../test/unit/fakes.ts";
import { projectRoot } from "./engine.ts";

export const page = join(projectRoot, "docs", "trial.md");
export const fixture = join(projectRoot, "test", "fixtures", "transcripts", "local-cloud-alicloud-ecs.json");

const [eni, a, b] = ["eni-bp1example00000000e2", "i-bp1example00000000a1", "i-bp1example00000000b2"];
const command = `--vendor alicloud-ecs --region cn-hangzhou --eni ${eni} --from ${a} --to ${b} --record trial.json`;
/** Calls of which the page shows the transcript. */
const shownFrom = / {2}attach to A: AttachNetworkInterface /;

export interface Shown {
  /** The run, as at a terminal. */
  readonly run: string;
  readonly transcript: string;
  /** The beginning of `--show`, the attach, and the first look after it. */
  readonly excerpt: string;
}

export async function shown(): Promise<Shown> {
  const folder = mkdtempSync(join(tmpdir(), "trial-page-"));
  try {
    const file = join(folder, "trial.json");
    const run = await said(folder, command.replace("trial.json", file).split(" "));
    const show = await said(folder, ["--show", file]);
    const [head = ""] = show.split("\n\n", 1);
    const calls = show.split("\n\n").slice(1);
    const from = calls.findIndex((call) => shownFrom.test(call));
    const excerpt = [head, "…", ...calls.slice(from, from + 2), "…"].join("\n\n");
    const asTyped = (text: string) =>
      text
        .replaceAll(file, "trial.json")
        .replaceAll(folder, "~/.local/state")
        .replaceAll(/[ \t]+$/gm, "");
    return {
      run: `$ eni-attachment trial ${command}\n${asTyped(run)}`,
      transcript: readFileSync(file, "utf8"),
      excerpt: `$ eni-attachment trial --show trial.json\n${asTyped(excerpt)}\n`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function said(folder: string, args: readonly string[]): Promise<string> {
  const cloud: InProcess = new InProcess({
    world: defaultWorld(),
    tamper: (_request, response) => ({
      ...response,
      headers: { ...response.headers, date: new Date(cloud.clock.now()).toUTCString() },
    }),
  });
  let text = "";
  const out = (more: string) => void (text += more);
  await cloud.clock.until(
    trial(args, {
      out,
      error: out,
      ask: () => {
        out(`${a ?? ""}\n`);
        return Promise.resolve(a);
      },
      onInterrupt: () => () => undefined,
      tools: {
        environment: {
          HOME: "/nonexistent",
          XDG_STATE_HOME: folder,
          ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI5tEXAMPLEKEYID000001",
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: "ExampleSecretNotARealOne000001",
        },
        clock: cloud.clock,
        random: calmRandom(),
        transport: cloud.transport,
      },
    }),
  );
  return text;
}

/** The page with what is shown. */
export function withRun(text: string, { run, excerpt }: Shown): string {
  const block = (name: string, body: string) => (before: string) =>
    before.replace(
      new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
      () => `<!-- ${name} -->\n\`\`\`console\n${body}\`\`\`\n<!-- /${name} -->`,
    );
  return block("transcript", excerpt)(block("run", run)(text));
}

if (import.meta.main) {
  const all = await shown();
  writeFileSync(page, withRun(readFileSync(page, "utf8"), all));
  writeFileSync(fixture, all.transcript);
}
