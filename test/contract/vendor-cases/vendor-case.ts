// What the suites have to know of a vendor: a world, ids, words, and what its API can show. One file a vendor, beside this one.

export interface VendorCase {
  readonly vendor: string;
  /** Undefined for a vendor without regions. */
  readonly region: string | undefined;
  /** Environment with credentials that the world accepts. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ids: {
    /** Secondary ENIs: free, and on nobody. */
    readonly eni: string;
    readonly eni2: string;
    readonly a: string;
    readonly b: string;
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
  readonly words: { readonly attached: string };
  /** Codes that the simulator may be told to answer, by what they mean. */
  readonly codes: { readonly refused: string; readonly busy?: string; readonly goneInstance: string };
  readonly actions: { readonly attach: string; readonly detach: string; readonly describe: string };
  /** An attach or detach that is under way shows. */
  readonly showsTransitions: boolean;
  /** The vendor says since when an ENI is attached. */
  readonly tellsAttachTime: boolean;
  /** A detach names the instance. */
  readonly detachNames: boolean;
  /** Several ENIs in one question. */
  readonly batches: boolean;
  /** What can be known against a target before a detach. */
  readonly preflightKnows: readonly ("far" | "full" | "unknownInstance")[];
  /** Bad values, one a line, and what the failure says. */
  readonly badArguments: readonly { readonly property: string; readonly value: unknown; readonly says: RegExp }[];
  /** Arguments that are required besides the common ones. */
  readonly required?: Readonly<Record<string, unknown>>;
  /** Optional arguments, all of them valid. */
  readonly allArguments: Readonly<Record<string, unknown>>;
  readonly world: () => Record<string, unknown>;
}
