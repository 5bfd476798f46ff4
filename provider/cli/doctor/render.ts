// A report as text or as JSON.
import { shown } from "../../http/redact.ts";
import type { Finding, Report, Status } from "./finding.ts";

/** Longest text of a finding, in characters: a vendor's message may have any length. */
const longestText = 1_000;
const statusWidth = 11;
const checkWidth = 15;
/** Indent of the second and further lines of a text. */
const textWidth = 94;

const colours: Readonly<Record<Status, number>> = { ok: 32, warning: 33, problem: 31, unchecked: 2 };

export function asJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

export function asText(report: Report, { colour }: { colour: boolean }): string {
  const { vendor, region, networkInterfaceId, instanceId, checks } = report;
  const about = [vendor, region, networkInterfaceId, instanceId].filter((one) => one !== undefined).join(", ");
  const lines = checks.flatMap((finding) => linesOf(finding, colour));
  return `${[`eni-attachment doctor: ${about}`, "", ...lines, "", closing(checks)].join("\n")}\n`;
}

function linesOf({ check, status, says, details = [], todo, code }: Finding, colour: boolean): string[] {
  const word = status.padEnd(statusWidth);
  const painted = colour ? `\u001b[${colours[status]}m${word}\u001b[0m` : word;
  const more = [...details, ...(todo === undefined ? [] : [`To do: ${todo}`])];
  const first = `${says}${code === undefined ? "" : ` [${code}]`}`;
  const [head = "", ...tail] = [first, ...more].flatMap((text) => wrapped(shown(text, longestText)));
  const margin = " ".repeat(statusWidth + checkWidth);
  return [`${painted}${check.padEnd(checkWidth)}${head}`, ...tail.map((line) => margin + line)];
}

/** Breaks a text into lines, only between words: an id or a code stays whole. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > textWidth) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function closing(checks: readonly Finding[]): string {
  const count = (status: Status) => checks.filter((finding) => finding.status === status).length;
  const amount = (number: number, word: string) => `${number === 0 ? "no" : number} ${word}${number === 1 ? "" : "s"}`;
  const left = count("unchecked") === 0 ? "" : `; ${count("unchecked")} not checked`;
  const text = `${amount(count("problem"), "problem")}, ${amount(count("warning"), "warning")}${left}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
