// `eni-attachment doctor`: checks everything that an attachment needs, and says what is wrong and what to do. It changes
// nothing, and works outside of a Pulumi project.
import type { Credentials } from "../../http/credentials.ts";
import { redact } from "../../http/redact.ts";
import type { Tools } from "../read-only-operations.ts";
import { readRequest, usage, UsageError, usageErrorLines } from "./arguments.ts";
import { examine } from "./examine.ts";
import type { Report } from "./finding.ts";
import { asJson, asText } from "./render.ts";

/** The terminal, and the world outside. */
export interface DoctorIo {
  /** Gets whole lines, each with its line break. */
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly tools: Tools;
}

/** @returns the exit code: 0 no problem was found, 1 there is one, 2 wrong usage. */
export async function doctor(args: readonly string[], io: DoctorIo): Promise<number> {
  try {
    const request = await readRequest(args);
    if (request === "help") {
      io.out(usage);
      return 0;
    }
    const { report, credentials } = await examine(request, io.tools);
    const seen = withoutSecrets(report, credentials);
    io.out(request.format === "json" ? asJson(seen) : asText(seen, { colour: isColoured(io) }));
    return seen.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.error(usageErrorLines("doctor", error));
    return 2;
  }
}

/** False for https://no-color.org, and for terminals without colours. */
function isColoured({ isTerminal, tools: { environment } }: DoctorIo): boolean {
  return isTerminal && !environment["NO_COLOR"] && environment["TERM"] !== "dumb";
}

/** Our own texts hold no secret; a vendor's message may. */
export function withoutSecrets(report: Report, credentials: Credentials | undefined): Report {
  if (!credentials) return report;
  const { keyId, secret, token = "", bearer = "" } = credentials;
  const sensitive = { keyIds: [keyId], secrets: [secret, token, bearer] };
  const clean = (_name: string, value: unknown): unknown =>
    typeof value === "string" ? redact(value, sensitive) : value;
  return JSON.parse(JSON.stringify(report), clean) as Report;
}
