// `eni-attachment trial`: attaches, moves and detaches an ENI of a real account, and puts it back where it was.
import { UsageError, usageErrorLines } from "../doctor/arguments.ts";
import { readRequest, usage } from "./arguments.ts";
import { exitCodes } from "./exit-codes.ts";
import type { TrialIo } from "./trial-io.ts";
import { FileTrouble } from "./private-file.ts";
import { conductTrial } from "./conduct.ts";
import { show } from "./show.ts";
import { resume } from "./resume.ts";

/** @returns the exit code. */
export async function trial(args: readonly string[], io: TrialIo): Promise<number> {
  try {
    const request = await readRequest(args);
    if (request === "help") {
      io.out(usage);
      return exitCodes.agrees;
    }
    switch (request.is) {
      case "resume":
        return await resume(io);
      case "show":
        io.out(show(request.file));
        return exitCodes.agrees;
      case "trial":
        return await conductTrial(request, io);
    }
  } catch (error) {
    if (error instanceof UsageError) {
      io.error(usageErrorLines("trial", error));
      return exitCodes.usage;
    }
    if (!(error instanceof FileTrouble)) throw error;
    io.error(`eni-attachment trial: ${error.message}\n`);
    return exitCodes.failed;
  }
}
