#!/usr/bin/env node
// The program `eni-attachment`.
import "./gate.ts";
import process from "node:process";
import { run } from "./commands.ts";

// A reader that has seen enough, as `head`, is no trouble.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// Not process.exit: what is still on its way into a pipe would be lost.
void run(process.argv.slice(2), process).then((code) => (process.exitCode = code));
