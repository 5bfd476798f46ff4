// What a vendor supplies: data and small pure functions. Waiting, retrying and deciding happen elsewhere, once for all.
import type { z } from "zod";
import type { Api, ApiCall } from "../http/api.ts";
import type { Meaning } from "../http/meaning.ts";
import type { CredentialSource } from "../http/credentials.ts";
import type { Rate } from "../http/limiter.ts";
import type { MetadataAccess } from "../http/metadata-service.ts";
import type { Remedy } from "../remedy.ts";

/** Arguments that every vendor has, checked. Durations are text such as "90s" or "10m". */
export interface AttachmentArguments {
  readonly vendor: string;
  readonly networkInterfaceId: string;
  readonly instanceId: string;
  readonly region?: string | undefined;
  readonly timeouts?: { readonly attach?: string | undefined; readonly detach?: string | undefined } | undefined;
  readonly onConflict?: "fail" | "takeOver" | undefined;
  readonly rollback?: boolean | undefined;
  readonly preflight?: boolean | undefined;
}

/**
 * What an ENI is doing, in words that mean the same for every vendor.
 * `unknown` is a state word that we do not know: it is waited out, never an error.
 */
export type EniPhase = "detached" | "attaching" | "attached" | "detaching" | "pending" | "deleting" | "unknown";

export interface ObservedEni {
  readonly networkInterfaceId: string;
  readonly phase: EniPhase;
  /** The vendor's own word, e.g. `InUse`. */
  readonly vendorState: string;
  /** The instance that it is on, coming from or going to; undefined when the vendor does not say. */
  readonly instanceId: string | undefined;
  /** A primary ENI lives and dies with its instance. */
  readonly primary: boolean;
  /** Managed by another service of the vendor (load balancer, container service): not ours to move. */
  readonly serviceManaged: boolean;
  readonly zone: string | undefined;
  readonly vpc: string | undefined;
  readonly macAddress: string;
  readonly privateIpAddresses: readonly string[];
  readonly publicIpAddresses: readonly string[];
  /** ISO 8601, when the vendor says it. */
  readonly attachedAt?: string | undefined;
}

export interface ObservedInstance {
  readonly instanceId: string;
  readonly vendorState: string;
  /** `ready`: ENIs can be attached and detached. `transitional`: will be over soon. `unfit`: stable and wrong. */
  readonly phase: "ready" | "transitional" | "unfit";
  readonly zone: string | undefined;
  readonly vpc: string | undefined;
  readonly type: string | undefined;
  /** ENIs on it now, when the vendor says it. */
  readonly eniCount: number | undefined;
}

/** A list from the vendor, and where the next page begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
  /** Where all further pages begin, when that is known at once (pages by number): they can be asked for side by side. */
  readonly rest?: readonly string[];
  /** Set when something on the page could not be read: what the page does not have is then not known to be gone. */
  readonly unread?: string | undefined;
}

/** How things of one kind are asked for: some by their ids, or all of them a page at a time. */
export interface Listing<T> {
  /** Most ids in one call. */
  readonly batch: number;
  readonly byIds: (ids: readonly string[], region: string, next?: string) => ApiCall;
  /** A page of all that the account has in the region; the first without `next`. */
  readonly page: (region: string, next?: string) => ApiCall;
  /** `asked` is the call that was answered: some answers do not say which page they are. */
  readonly read: (body: unknown, asked: ApiCall) => Page<T>;
}

export interface TaskState {
  readonly status: "running" | "succeeded" | "failed";
  /** What the vendor says of it; empty when nothing. */
  readonly output: string;
}

export interface TaskQuestions {
  /** `always`: nothing else shows that it failed. `inDoubt`: asked when the ENI's state does not tell. */
  readonly asked: "always" | "inDoubt";
  /** Id of the task, from the answer to the call that began it. */
  readonly idOf: (body: unknown) => string | undefined;
  readonly call: (taskId: string, region: string) => ApiCall;
  readonly read: (body: unknown) => TaskState;
}

/** What a vendor's error code means for an attach and for a detach, and what a person can do about it. */
export interface ErrorEntry {
  readonly attach: Meaning;
  readonly detach: Meaning;
  readonly hint?: string;
}

export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** Something of the world outside of the program: environment, stack configuration, home folder. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A value of the stack's configuration, e.g. `alicloud:accessKey`. */
  readonly configuration: (key: string) => string | undefined;
}

/** One attempt to find credentials: the places looked in, and what was found in the first that has any. */
export interface CredentialSearch {
  readonly source: CredentialSource | undefined;
  /** Every place looked in, in order, in words. */
  readonly places: readonly string[];
}

/** What an identity has to be allowed, by the names that the vendor's policies have for it. */
export interface Permissions {
  /** Without these nothing can be attached or detached. */
  readonly needed: readonly string[];
  /** Without these the checks before a move are skipped. */
  readonly forChecks: readonly string[];
  /** Where they are granted, in words: "a RAM policy". */
  readonly grantedBy: string;
}

/** How far apart the clocks of caller and vendor may be. */
export interface ClockRule {
  readonly toleranceMs: number;
  /** The error codes which say that they are further apart. */
  readonly codes: readonly string[];
}

/** What is known of a vendor before it is loaded: small, and without other modules. */
export interface VendorIdentity {
  readonly name: string;
  /** As a person says it: "Alibaba Cloud ECS". */
  readonly title: string;
  /** Two vendors of one cloud know the same ENIs by the same ids. */
  readonly cloud: string;
  /** Brings the names of one region to one form; undefined when it is no region. */
  readonly region: (name: string) => string | undefined;
  /** Regions that the vendor's documents name. Not all: new ones appear, so none is refused for not being here. */
  readonly regions: readonly string[];
  /** Key of the stack configuration that names the region for new attachments; undefined when the API is global. */
  readonly regionKey: string | undefined;
}

/** What follows from a change besides the change. */
export interface Consequence {
  /** `billing`: something costs more from then on. `outage`: something stands still, or has to be so for it to work. */
  readonly kind: "billing" | "outage";
  /** A clause without "; ". */
  readonly text: string;
}

export interface Vendor extends VendorIdentity {
  /** zod schemas of all arguments by name; what is not listed is not an argument of this vendor. */
  readonly shape: Shape;
  /** Arguments besides `instanceId` that say where the ENI sits: a change is detach, then attach. */
  readonly placement: readonly string[];

  /** Origin of the API for a region: scheme and host. */
  readonly origin: (region: string) => string;
  readonly api: (origin: string, region: string) => Api;
  /** Every error code of the vendor's documents, and what it means. */
  readonly errors: ErrorTable;
  /** Codes of `errors` that refuse an attach because the instance holds as many ENIs as it can: that may be over when another one leaves. */
  readonly fullCodes: readonly string[];
  /** @param access how the metadata service of an instance is asked, for vendors that have roles. */
  readonly credentials: (surroundings: Surroundings, access: MetadataAccess) => Promise<CredentialSearch>;
  readonly permissions: Permissions;
  readonly clock: ClockRule;

  /** Documented request rates by action, `*` for the others. */
  readonly rates: Readonly<Record<string, Rate>>;
  /** What shares one rate: all calls of an account, or those to one region of it. */
  readonly ratesCount: "account" | "region";
  /** False when nothing shows that an attach or detach is under way: an old state then says little. */
  readonly showsTransitions: boolean;
  /** A detach that hangs in `detaching` may be sent again: the documented remedy. */
  readonly reissuesDetach: boolean;

  /** `token` is the same for one call sent again, for vendors that know such a call by it. */
  readonly attach: (args: AttachmentArguments, region: string, token: string) => ApiCall;
  readonly detach: (args: AttachmentArguments, from: string, region: string, token: string) => ApiCall;
  /** False when a detach names only the ENI: then who has it is looked at once more at the last moment. */
  readonly detachNamesInstance: boolean;
  /** The job behind an attach or detach, for vendors that have one. */
  readonly task?: TaskQuestions;
  readonly enis: Listing<ObservedEni>;
  readonly instances: Listing<ObservedInstance>;
  /** How many ENIs an instance of a type can hold, where the vendor tells. */
  readonly eniLimit?: {
    readonly call: (instance: ObservedInstance, region: string) => ApiCall | undefined;
    readonly read: (body: unknown) => number | undefined;
  };

  /** What ENI and instance have to have in common, as `zone` of both holds it. Default "zone". */
  readonly placeWord?: "zone" | "region";

  /** What else follows from a detach, for the plan line. */
  readonly afterDetach: (eni: ObservedEni | undefined) => readonly Consequence[];
  /** Remedies in the vendor's own terms. */
  readonly remedies: {
    readonly stuckDetaching: Remedy;
    readonly stuckAttaching: Remedy;
    readonly unfitInstance: Remedy;
    readonly primary: Remedy;
    readonly credentials: Remedy;
  };
}

type Shape = Readonly<Record<string, z.ZodType>>;

/**
 * The arguments of a vendor with this shape. Its own are optional in any case: a state written for another vendor of the same
 * cloud lacks them.
 */
export type ArgumentsOf<S extends Shape> = AttachmentArguments & {
  readonly [Name in Exclude<keyof S, keyof AttachmentArguments>]?: z.output<S[Name]>;
};

/** What depends on the shape: calls are made from its arguments, and placement names some of them. */
interface ShapedVendor<S extends Shape> {
  readonly shape: S;
  readonly placement: readonly (keyof S)[];
  readonly attach: (args: ArgumentsOf<S>, region: string, token: string) => ApiCall;
  readonly detach: (args: ArgumentsOf<S>, from: string, region: string, token: string) => ApiCall;
}

/** Checks a vendor's definition against the interface, and its calls against its own arguments; its types stay narrow. */
export function defineVendor<S extends Shape, const V>(vendor: V & Vendor & ShapedVendor<S>): V {
  return vendor;
}
