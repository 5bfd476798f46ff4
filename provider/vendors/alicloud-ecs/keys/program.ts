// Keys that a program prints as JSON: mode External of the vendor's command line, which runs it just so
// (alibabacloud.com/help/en/cli/other-credentials-oidc-cloudsso-external-credentialsuri-bearertoken).
import { execFile } from "node:child_process";
import { z } from "zod";
import { unlessAborted } from "../../../http/abort.ts";
import type { TemporaryCredentials } from "../../../http/temporary-credentials.ts";
import { keptUntilExpiry, NoCredentials } from "../../../http/temporary-credentials.ts";
import { parseJson } from "../../../json.ts";
import type { Keys, Outside } from "./expiring-keys.ts";
import { commandWords } from "./command-words.ts";

/** Renewed this long before they expire, in milliseconds: as the vendor's library does. */
const renewBefore = 180_000;
/** A key that does not say when it expires is used this long, in milliseconds, and then asked for again. */
const unlimited = 10 * 60_000;
/** Longest run of the program, in milliseconds of real time: as the vendor's library has it. */
const longestRun = 60_000;

const output = z.looseObject({
  mode: z.string().nullish(),
  access_key_id: z.string().min(1),
  access_key_secret: z.string().min(1),
  sts_token: z.string().nullish(),
  expiration: z.string().nullish(),
});

/** @param command words with quotes; no shell reads them. @throws NoCredentials for a command that is none. */
export function programKeys(command: string | undefined, outside: Outside): Keys {
  const { clock } = outside.access;
  const [program, ...args] = commandWords(command ?? "", process.platform);
  if (!program) throw new NoCredentials("process_command is empty, or a quote in it is not closed");
  return keptUntilExpiry(clock, renewBefore, async () => read(await run(program, args, outside), clock.now()));
}

/** What the program prints may be half a secret: no message repeats it. */
function read(stdout: string, now: number): TemporaryCredentials {
  const printed = output.safeParse(parseJson(stdout));
  if (!printed.success) throw new NoCredentials("process_command prints something that is no key");
  const { mode, access_key_id: keyId, access_key_secret: secret, sts_token: token, expiration } = printed.data;
  if (mode === "StsToken" && !token)
    throw new NoCredentials("process_command prints a temporary key without its sts_token");
  const expiresAt = Date.parse(expiration ?? "");
  return {
    credentials: { keyId, secret, ...(token ? { token } : {}) },
    expiresAt: Number.isNaN(expiresAt) ? now + unlimited : expiresAt,
  };
}

function run(program: string, args: readonly string[], { environment, access }: Outside): Promise<string> {
  const { signal } = access;
  const options = { env: { ...environment }, timeout: longestRun, windowsHide: true, ...(signal ? { signal } : {}) };
  const ended = () =>
    new Promise<string>((resolve, reject) => {
      const child = execFile(program, args, options, (error, stdout) => {
        if (!error) return resolve(stdout);
        const how = error.killed ? `did not end within ${longestRun / 1_000} s` : `failed (${String(error.code)})`;
        reject(new NoCredentials(`process_command ${how}`));
      });
      // Nobody is there to answer a question: a program that asks one finds the end of its input.
      child.stdin?.on("error", () => undefined).end();
    });
  return unlessAborted(signal, ended);
}
