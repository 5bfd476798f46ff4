// What is said of a vendor, word for word, for the tables of messages (test/messages). Literal, and not from the product. A name in
// braces, such as `{a}`, stands for a word of those tables.

export interface VendorTexts {
  /** As a person says it. */
  readonly title: string;
  /** Where its API is called in the region of the tests. */
  readonly host: string;
  /** The places where credentials are looked for. */
  readonly places: string;
  /** The vendor's words for the states of an ENI, each in parentheses after a space; empty where it has none. */
  readonly states: Readonly<Record<"free" | "used" | "attaching" | "detaching", string>>;
  /** `{withId}`: to ask with which request id. */
  readonly remedies: Readonly<
    Record<"stuckDetaching" | "stuckAttaching" | "unfitInstance" | "primary" | "credentials", string>
  >;
  /** What a plan line says besides of each detach from `{holder}`, and of one of an ENI with the public address 203.0.113.7. */
  readonly atDetach: string;
  readonly withPublicAddress: string;
  /** What a failed task adds to a failure; empty without tasks. */
  readonly task: string;
  /** How ENI and the instance in another place are told apart, and what they should share. */
  readonly apart: string;
  readonly shared: "zone" | "region";
  /** The vendor's word for an instance that starts; empty where it shows no instances. */
  readonly starting: string;
  /** For how many minutes a signature is valid. */
  readonly clockMinutes: string;
  /** The vendor's words for a failure, and the advice that comes with some. */
  readonly said: Readonly<Record<Failing | Advised, string>>;
  readonly advice: Readonly<Record<Advised, string>>;
}

type Failing = "clock" | "detachForbidden" | "eniState" | "goneInstance" | "internalError" | "starting" | "throttled";
type Advised = "detachRefused" | "elsewhere" | "forbidden" | "full" | "refused" | "unknownKey" | "wrongSecret";
