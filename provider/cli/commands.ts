// The subcommands of `eni-attachment`, each loaded only when it is called.
import { readFile } from "node:fs/promises";
import process from "node:process";
import { z } from "zod";
import type { Io } from "./io.ts";
import { exitCodes } from "./io.ts";
import type { Tools } from "./read-only-operations.ts";

type Command = (args: readonly string[], io: Io) => Promise<number>;

const commands: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
  review: {
    about: "what a preview does to attachments, for the reviewer of a pull request",
    load: async () => {
      const { review } = await import("./review/review.ts");
      return async (args, io) => review(args, io, await toolsOf(io));
    },
  },
  doctor: {
    about: "whether this machine can attach and detach an ENI now, and why not",
    load: async () => {
      const { doctor } = await import("./doctor/doctor.ts");
      return async (args, io) =>
        doctor(args, {
          out: (text) => io.stdout.write(text),
          error: (text) => io.stderr.write(text),
          isTerminal: io.stdout.isTTY === true,
          tools: await toolsOf(io),
        });
    },
  },
  trial: {
    about: "attach, move and detach an ENI of a real account, and what differs there",
    load: async () => {
      const { trial } = await import("./trial/trial.ts");
      const { firstLineOf } = await import("./trial/consent.ts");
      return async (args, io) =>
        trial(args, {
          out: (text) => io.stdout.write(text),
          error: (text) => io.stderr.write(text),
          ask: async () => {
            const line = await firstLineOf(io.stdin);
            // At a terminal, the return key has begun one.
            if (io.stdin.isTTY !== true) io.stdout.write("\n");
            return line;
          },
          onInterrupt: onSignals,
          tools: await toolsOf(io),
        });
    },
  },
};

/** Calls the listener when this process is asked to end. */
function onSignals(listener: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

async function toolsOf({ env, stderr }: Io): Promise<Tools> {
  const { machineTools } = await import("./read-only-operations.ts");
  return machineTools(env, (text) => stderr.write(text));
}

const usage = [
  "Usage: eni-attachment COMMAND [OPTIONS]",
  "",
  ...Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`),
  "",
  "  eni-attachment COMMAND --help   the options of a command",
  "  eni-attachment --version        the version of the package",
  "",
].join("\n");

/** @returns the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...args] = argv;
  if (name === "--help" || name === "-h" || name === "help") {
    io.stdout.write(usage);
    return 0;
  }
  if (name === "--version" || name === "-v") {
    io.stdout.write(`${await version()}\n`);
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const what = name === undefined ? "a command is missing" : `there is no command ${JSON.stringify(name)}`;
    io.stderr.write(`eni-attachment: ${what}\n\n${usage}`);
    return exitCodes.usage;
  }
  try {
    return await (
      await command.load()
    )(args, io);
  } catch (error) {
    io.stderr.write(`eni-attachment ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return exitCodes.failed;
  }
}

async function version(): Promise<string> {
  // The same number of folders up from provider/cli and from dist/cli.
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
