#!/usr/bin/env node
// The program `eni-attachment`.
import "./gate.ts";
import process from "node:process";
import { run } from "./commands.ts";

// A reader that closes the pipe early, as `head` does, is not an error, nor is a terminal that is closed: a trial still has to put back.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
});

// Not process.exit: output not yet written to a pipe would be lost.
void run(process.argv.slice(2), process).then((code) => (process.exitCode = code));
