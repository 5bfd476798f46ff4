// Parses the text of a forecast. Only for preview files, which contain nothing but text.
import type { Following, Forecast } from "./forecast.ts";
import { adoptionWords } from "./forecast.ts";

// Version 0.1 wrote "none, for up would fail" and "as things are, up would fail".
const refusing = /^(?:up will fail|none, for up would fail): (.*)$/s;
const unlooked = / \(((?:not|could not be) looked at: .*)\)$/s;
const failing = /(?:^|; )as things are, up (?:will|would) fail: (.*)$/s;
const taking = /^it is taken from (.+), which this resource did not attach it to$/;
const condition = /^if ([^,]+), /;

/** @param line without "plan: ". A line of an older or newer version may say less or more. */
export function readForecast(line: string): Forecast {
  const unseen = unlooked.exec(line);
  const said = unseen ? line.slice(0, unseen.index) : line;
  const refusal = refusing.exec(said)?.[1];
  const common = { unseen: unseen?.[1], replaces: said.startsWith("replace: ") };
  if (refusal !== undefined)
    return { ...common, refusal, steps: [], detaches: false, attaches: false, adopts: "no", follows: [] };
  const failure = failing.exec(said);
  const body = (failure ? said.slice(0, failure.index) : said).replace(/^replace: /, "");
  const onlyIf = common.replaces ? condition.exec(body) : null;
  const [first = "", ...rest] = (onlyIf ? body.slice(onlyIf[0].length) : body).split("; ");
  const second = common.replaces && rest[0]?.startsWith("then ") ? [rest.shift()?.slice("then ".length) ?? ""] : [];
  const steps = [first, ...second];
  const deeds = steps.join("; ");
  const adopts = adoptionIn(deeds);
  const forced = (["detaches", "keeps"] as const).find((how) => rest.includes(adoptionWords[how].at(-1) ?? ""));
  // Earlier versions said less of an adoption.
  const asides = adopts === "certainly" ? /^(?:destroy will then detach it|a forced replacement \w+ it)\b/ : /^$/;
  const victim = rest.map((clause) => taking.exec(clause)?.[1]).find((name) => name !== undefined);
  return {
    ...common,
    steps,
    ...(onlyIf ? { onlyIf: onlyIf[1] } : {}),
    detaches: /\bdetach from\b|\bwait for the detach\b/.test(deeds),
    attaches: /\battach(?: \S+)? to\b/.test(deeds),
    adopts,
    ...(forced === undefined ? {} : { forced }),
    victim,
    follows: rest.filter((clause) => !asides.test(clause) && !taking.test(clause)).map(following),
    failure: failure?.[1],
  };
}

function adoptionIn(deeds: string): Forecast["adopts"] {
  if (/^adopt it as it is\b|\band adopt it$/.test(deeds)) return "certainly";
  return /, unless it is there already\b/.test(deeds) ? "perhaps" : "no";
}

/** The kind can be told from the text only for billing. */
function following(text: string): Following {
  return { kind: /\bbilled\b/.test(text) ? "billing" : "note", text };
}
