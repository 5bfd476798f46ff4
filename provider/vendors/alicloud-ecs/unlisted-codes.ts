// What codes of Alibaba Cloud tell that the table does not have in full: by the words in them, and by what the message blames.
import type { Interpretation } from "../../http/meaning.ts";
import { clock, key, tokenExpired, tokenMissing } from "./hints.ts";

/** By words that codes of the table have as well (`InvalidOperation.InvalidEcsState`, `IllegalTimestamp`); the first that fits counts. */
const words: readonly (readonly [RegExp, Interpretation])[] = [
  [/SecurityToken|StsToken/, { meaning: "credentials", hint: tokenExpired }],
  [/AccessKey|^(?:Missing|Invalid)?Signature/, { meaning: "credentials", hint: key }],
  [/^(?:Missing|Invalid|Illegal)Timestamp/i, { meaning: "credentials", hint: clock }],
  [/(?:Instance|Ecs)(?:State|Status)/, { meaning: "instanceState" }],
  [/Eni(?:State|Status)/, { meaning: "eniState" }],
  [/(?:Operation|Task)Conflict|InProgress|TaskRunning|Processing$/, { meaning: "busy" }],
  [/^(?!Invalid).*Time(?:d?)Out/i, { meaning: "transient" }],
];

export function byWordsOf(code: string): Interpretation | undefined {
  return words.find(([word]) => word.test(code))?.[1];
}

/**
 * Codes, and first parts of codes, for any wrong parameter. An STS token that has expired or is missing is answered with them too
 * (kubevela/terraform-controller #52, alibaba.alicloud #322), and only the message names it.
 */
const generic = new Set(["InvalidParameter", "MissingParameter"]);

/** A parameter of authentication, which is never a user's argument. An echo of what was signed (`Signature=…`) blames none. */
const authentication =
  /(?<![\w.-])(?:(SecurityToken)|(Timestamp)|AccessKeyId|AccessKeySecret|Signature(?:Nonce|Method|Version)?)(?![\w-]|\s*=|%3D)/i;

/** The credentials, where the code is a generic one and its message blames them. */
export function blamed(code: string, message: string): Interpretation | undefined {
  const [family = ""] = code.split(".");
  const named = generic.has(family) ? authentication.exec(message) : null;
  if (!named) return undefined;
  const [, token, time] = named;
  if (time) return { meaning: "credentials", hint: clock };
  return { meaning: "credentials", hint: !token ? key : family === "MissingParameter" ? tokenMissing : tokenExpired };
}
