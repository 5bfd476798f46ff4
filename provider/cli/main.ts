#!/usr/bin/env node
// The program `eni-attachment`.
import process from "node:process";
import { run } from "./commands.ts";

// Not process.exit: what is still on its way into a pipe would be lost.
process.exitCode = await run(process.argv.slice(2), process);
