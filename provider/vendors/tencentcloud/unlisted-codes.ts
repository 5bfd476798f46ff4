// What codes of Tencent Cloud tell that no table has in full: by words in their second part, and by what the message blames.
import type { Interpretation, Meaning } from "../../http/meaning.ts";
import { clockHint, keyHint, renewToken } from "./hints.ts";

/** First parts that say nothing of what is wrong; a code without a second part is its own. */
const vague = new Set([
  "FailedOperation",
  "MutexOperation",
  "OperationDenied",
  "ResourceUnavailable",
  "UnsupportedOperation",
]);

/** As the codes that the tables have in full: `UnsupportedOperation.MutexOperationTaskRunning`, `….InvalidInstanceState`. */
const words: readonly (readonly [RegExp, Meaning])[] = [
  [/Mutex|InProgress|TaskRunning|Processing|OperationConflict|TaskConflict|Busy/, "busy"],
  [/Instance(?:State|Status)/, "instanceState"],
  [/Time(?:d?)Out|ServiceUnavailable|ServerError|GatewayError/i, "transient"],
  [/SecretId|Signature|Credential|InvalidToken|TokenFailure/, "credentials"],
];

/** @param isFamilyKnown whether a table has its first part. */
export function byWordsOf(code: string, isFamilyKnown: boolean): Meaning | undefined {
  const [family = "", ...rest] = code.split(".");
  if (isFamilyKnown && (rest.length === 0 || !vague.has(family))) return undefined;
  const told = vague.has(family) && rest.length > 0 ? rest.join(".") : code;
  return words.find(([word]) => word.test(told))?.[1];
}

/** Codes, and first parts of codes, for any wrong parameter. */
const generic = new Set(["InvalidParameter", "InvalidParameterValue", "MissingParameter", "InvalidRequest", "4000"]);

/** A parameter of authentication, which is never a user's argument. An echo of what was sent (`SecretId=…`) blames none. */
const authentication =
  /(?<![\w.-])(?:X-TC-)?(?:(Token)|(Timestamp|Nonce)|SecretId|SecretKey|Signature(?:Method)?)(?![\w.-]|\s*=|%3D)/;

/** The credentials, where the code is a generic one and its message blames them. */
export function blamed(code: string, message: string): Interpretation | undefined {
  const named = generic.has(code.split(".")[0] ?? code) ? authentication.exec(message) : null;
  if (!named) return undefined;
  const [, token, clock] = named;
  return { meaning: "credentials", hint: token ? renewToken : clock ? clockHint : keyHint };
}
