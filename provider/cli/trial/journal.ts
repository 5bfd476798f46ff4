// The journal of a trial: what `trial --resume` needs to put the ENI back after the process has died. It holds no secret.
import { readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { isFileError } from "../../file-error.ts";
import { parseJson } from "../../json.ts";
import { homeFolder } from "../../vendors/home-folder.ts";
import { vendorNamed } from "../../vendors/index.ts";
import type { Surroundings } from "../../vendors/vendor.ts";
import { FileTrouble, writePrivately } from "./private-file.ts";
import type { Cut } from "./put-back.ts";
import type { Situation } from "./situation.ts";

const schema = z.strictObject({
  version: z.literal(1),
  vendor: z.string(),
  region: z.string(),
  eni: z.string(),
  from: z.string(),
  to: z.string(),
  origin: z.string(),
  vpc: z.string(),
  step: z.string(),
  /** Instance that the ENI may be on because of the step. */
  target: z.string(),
  /** True until the step has ended. */
  isOpen: z.boolean(),
});

export interface Left {
  readonly situation: Situation;
  readonly step: string;
  readonly cut: Cut;
}

export class Journal {
  readonly file: string;

  constructor(environment: Surroundings["environment"]) {
    this.file = path.join(stateFolder(environment), "eni-attachment", "trial.json");
  }

  /** What the last trial left; undefined if nothing. @throws FileTrouble. */
  async read(): Promise<Left | undefined> {
    const text = this.#text();
    if (text === undefined) return undefined;
    const read = schema.safeParse(parseJson(text));
    const vendor = await vendorNamed(read.data?.vendor)?.load();
    if (!read.data || !vendor)
      throw new FileTrouble(
        `${this.file} is not a journal of this version: detach the ENI that it names, then delete it`,
      );
    const { region, eni, from, to, origin, vpc, step, target, isOpen } = read.data;
    return { situation: { vendor, region, eni, from, to, origin, vpc }, step, cut: { target, isOpen } };
  }

  /** Replaces the file in one go, so that a process that dies leaves a whole one. @throws FileTrouble. */
  write({ situation, step, cut }: Left): void {
    const { vendor, region, eni, from, to, origin, vpc } = situation;
    const entry: z.infer<typeof schema> = {
      version: 1,
      vendor: vendor.name,
      region,
      eni,
      from,
      to,
      origin,
      vpc,
      step,
      ...cut,
    };
    writePrivately(this.file, `${JSON.stringify(entry, undefined, 2)}\n`);
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }

  #text(): string | undefined {
    try {
      return readFileSync(this.file, "utf8");
    } catch (error) {
      if (!isFileError(error)) throw error;
      if (error.code === "ENOENT") return undefined;
      throw new FileTrouble(`the journal ${this.file} cannot be read: ${error.code ?? error.message}`);
    }
  }
}

/** XDG_STATE_HOME as the XDG Base Directory Specification has it; without a home, the folder for temporary files. */
function stateFolder(environment: Surroundings["environment"]): string {
  const given = environment["XDG_STATE_HOME"];
  if (given !== undefined && path.isAbsolute(given)) return given;
  const home = homeFolder(environment);
  return home === undefined ? os.tmpdir() : path.join(home, ".local", "state");
}
