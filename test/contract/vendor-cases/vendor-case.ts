// What the suites have to know of a vendor: a world, ids, words, and what its API can show. One file a vendor, beside this one.
import type { ErrorTable } from "../../../provider/vendors/vendor.ts";
import type { VendorTexts } from "./vendor-texts.ts";

/** Settings of the vendor's face (`faces.<vendor>` of a world file). */
export type FaceSettings = Readonly<Record<string, unknown>>;

export interface VendorCase {
  readonly vendor: string;
  /** Undefined for a vendor without regions. */
  readonly region: string | undefined;
  /** Environment with credentials that the world accepts: the key id first, in a variable that ends in `_ID`, then the secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Beginnings of the names of variables that the vendor's tools read. */
  readonly variables: readonly string[];
  /** Variable of the token of temporary credentials; undefined for a vendor without them. */
  readonly tokenVariable?: string;
  readonly ids: {
    /** Secondary ENIs: free, and on nobody. `eni3` is in the world of the simulation alone. */
    readonly eni: string;
    readonly eni2: string;
    readonly eni3: string;
    /** Instances that can take an ENI. `c` is in the world of the simulation alone. */
    readonly a: string;
    readonly b: string;
    readonly c: string;
    /** An instance in another place (zone or region). */
    readonly far: string;
    /** An instance that holds as many ENIs as it can. */
    readonly full: string;
    readonly primary: string;
    /** An ENI of another service of the vendor's, where the API says so. */
    readonly managed?: string;
    readonly unknownEni: string;
    readonly unknownInstance: string;
  };
  /** Its attachments in the fleets on the real engine: three letters that name the vendor there, and what ids begin with. */
  readonly ship: { readonly name: string; readonly eniPrefix: string; readonly instancePrefix: string };
  /** Ids in the vendor's form, for suites that make things by the hundred: a letter for each set of them, and a number below 10,000,000. */
  readonly made: {
    readonly eni: (set: string, number: number) => string;
    readonly instance: (set: string, number: number) => string;
  };
  readonly words: { readonly attached: string };
  /** Codes that the simulator may be told to answer, by what they mean. */
  readonly codes: {
    /** Of an attach, and of a detach: for good. */
    readonly refused: string;
    readonly detachRefused: string;
    readonly forbidden: string;
    readonly goneInstance: string;
    readonly eniState: string;
    readonly busy?: string;
    /** The clocks are too far apart. */
    readonly clock: string;
  };
  readonly texts: VendorTexts;
  /** The hosts of its API end in one of these. */
  readonly domains: readonly string[];
  /** Codes that the client knows besides those of the vendor's own table: shared ones, and ones that a pattern matches. */
  readonly sharedErrors?: ErrorTable;
  readonly actions: { readonly attach: string; readonly detach: string; readonly describe: string };
  /** HTTP status of an error answer: each code has its own; 200 in truth, and the client takes any; 200, and another one is no answer. */
  readonly errorStatus: "its own" | "any" | "200";
  /** All other questions that the client asks. */
  readonly otherActions: readonly string[];
  /** Whether the client asks for the task behind an attach or detach: where nothing else shows that it failed, or where the state does not tell. */
  readonly tasks: "none" | "inDoubt" | "always";
  /** An attach or detach that is under way shows. */
  readonly showsTransitions: boolean;
  /** The vendor says since when an ENI is attached. */
  readonly tellsAttachTime: boolean;
  /** Answers have a request id. */
  readonly tellsRequestId: boolean;
  /** A detach that hangs may be sent again: a documented remedy. */
  readonly reissuesDetach?: true;
  /** A detach names the instance. */
  readonly detachNames: boolean;
  /** Several ENIs in one question. */
  readonly batches: boolean;
  /** A question about an ENI that there is not is answered by a code, or by an empty list. */
  readonly unknownEni: "code" | "empty list";
  /** A key that may not look at instances is shown none, and is not refused. */
  readonly hidesDenied?: true;
  /** A state of an instance in which no ENI comes or goes (a word of the world), and what the doctor says of it. */
  readonly wrongState: { readonly status: string; readonly verdict: "ok" | "warning" | "problem" };
  /** What can be known against a target before a detach. */
  readonly preflightKnows: readonly ("far" | "full" | "unknownInstance")[];
  /** Bad values, one a line, and what the failure says. */
  readonly badArguments: readonly { readonly property: string; readonly value: unknown; readonly says: RegExp }[];
  /** Arguments that are required besides the common ones. */
  readonly required?: Readonly<Record<string, unknown>>;
  /** Optional arguments, all of them valid. */
  readonly allArguments: Readonly<Record<string, unknown>>;
  /** Arguments of the vendor's own that say where an ENI sits, as the simulation edits them. Default: none. */
  readonly placements?: readonly Readonly<Record<string, unknown>>[];
  /** What the vendor's documents leave open. */
  readonly faces: {
    /** A whole life passes under each. */
    readonly lives: readonly FaceSettings[];
    /** Its answers are fuzzed under each. Default: with nothing set. */
    readonly fuzzed?: readonly FaceSettings[];
    /** Random worlds have one of them; drills have the last. Default: with nothing set, and those of `lives`. */
    readonly simulated?: readonly FaceSettings[];
    /** Where an answer has to look otherwise for the client to see an error code. */
    readonly showing?: (code: string) => FaceSettings;
  };
  /** What its fleets may take at most, where it is not what all others do. */
  readonly fleet?: Partial<FleetBounds>;
  /** Calls a minute by action that the vendor is known to allow, where it publishes no rates. */
  readonly perMinute?: Readonly<Record<string, number>>;
  /** How many cases the fault matrix has for it: docs/reliability.md tells, and a hole in the tables shows. */
  readonly faultCases: number;
  readonly world: () => Record<string, unknown>;
}

/** Of a thousand attachments at once (test/contract/fleet.test.ts). */
export interface FleetBounds {
  /** Calls an attachment. */
  readonly create: number;
  readonly move: number;
  readonly destroy: number;
  /** The same of creates and destroys that begin one after another. */
  readonly trickling: number;
  /** Time under the documented rates, as a multiple of what they make necessary. */
  readonly timesFloor: number;
}
