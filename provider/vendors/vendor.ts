// The interface of a vendor: data and small pure functions. Waiting, retrying and deciding are the same for all vendors, elsewhere.
import type { z } from "zod";
import type { Api, ApiCall } from "../http/api.ts";
import type { Meaning } from "../http/meaning.ts";
import type { CredentialSource } from "../http/credentials.ts";
import type { Rate } from "../http/limiter.ts";
import type { MetadataAccess } from "../http/metadata-service.ts";
import type { Remedy } from "../remedy.ts";
import type { ConfigurationWords } from "./configuration-words.ts";
import type { AnswerFields } from "./fields.ts";

/** The checked arguments that every vendor has. Durations are text such as "90s" or "10m". */
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
 * The phase of an ENI, in words that mean the same for every vendor. `unknown`: the vendor's state word is not in our table; it is
 * waited out and is never an error.
 */
export type EniPhase = "detached" | "attaching" | "attached" | "detaching" | "pending" | "deleting" | "unknown";

export interface ObservedEni {
  readonly networkInterfaceId: string;
  readonly phase: EniPhase;
  /** The vendor's own word, e.g. `InUse`. */
  readonly vendorState: string;
  /** The instance that it is on, is leaving or is going to; undefined when the vendor names none. */
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
  /** ISO 8601; undefined when the vendor does not give it. */
  readonly attachedAt?: string | undefined;
}

export interface ObservedInstance {
  readonly instanceId: string;
  readonly vendorState: string;
  /** `ready`: ENIs can be attached and detached. `transitional`: ends by itself. `unfit`: stable, and neither works. */
  readonly phase: "ready" | "transitional" | "unfit";
  /** What to do about it when it is unfit, in sentences. Default: the vendor's remedy `unfitInstance`. */
  readonly wayOut?: string;
  readonly zone: string | undefined;
  readonly vpc: string | undefined;
  readonly type: string | undefined;
  /** Number of ENIs on it now, without members of a trunk ENI; undefined when the vendor does not give it. */
  readonly eniCount: number | undefined;
  /** Number of members of its trunk ENI; undefined when the vendor does not give it, or has no trunk ENIs. */
  readonly memberCount?: number | undefined;
  /** Why only the ENIs on it show it (`instancesByEnis`); undefined where it was looked at, or cannot be. */
  readonly notLookedAt?: Error;
}

/** What an instance of a type can hold. Undefined: the vendor does not say. */
export interface TypeLimits {
  /** Most ENIs, without members of a trunk ENI. */
  readonly enis: number | undefined;
  /** Most members of a trunk ENI; 0 if the type has no trunk ENIs. */
  readonly members: number | undefined;
  /** Number of network cards, whose indexes begin with 0. */
  readonly networkCards: number | undefined;
}

/** A list from the vendor, and where the next page begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
  /** Where all further pages begin, for vendors with pages by number: they can be read side by side. */
  readonly rest?: readonly string[];
  /** Set when an item could not be read: a thing that is not on the page may then still exist. */
  readonly unread?: string | undefined;
}

/** The calls for things of one kind: some by their ids, or all of them page by page. */
export interface Listing<T> {
  /** Most ids in one call. */
  readonly batch: number;
  readonly byIds: (ids: readonly string[], region: string, next?: string) => ApiCall;
  /** A page of all things of the account in the region; the first page if `next` is undefined. */
  readonly page: (region: string, next?: string) => ApiCall;
  /** @param asked the call that was answered: some answers do not say which page they are. */
  readonly read: (body: unknown, asked: ApiCall) => Page<T>;
}

export interface TaskState {
  readonly status: "running" | "succeeded" | "failed";
  /** The vendor's text about it; empty if none. */
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

/** Environment and stack configuration, or what takes its place. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A value of the stack's configuration, e.g. `alicloud:accessKey`. */
  readonly configuration: (key: string) => string | undefined;
  /**
   * Whether credentials of a namespace, such as `alicloud`, were given for these calls alone: they win over the environment.
   * Default: none were.
   */
  readonly isGiven?: ((namespace: string) => boolean) | undefined;
  /** Default: the words for the stack's configuration. */
  readonly words?: ConfigurationWords | undefined;
}

/** One attempt to find credentials: the places looked in, and what was found in the first that has any. */
export interface CredentialSearch {
  readonly source: CredentialSource | undefined;
  /** Every place, in order, in words; with the reason for one that is set up and gave no key. */
  readonly places: readonly string[];
  /** The places that have such a reason, with it. Default: none. */
  readonly reasons?: readonly string[];
}

/** Permissions that an identity needs, by their names in the vendor's policies. */
export interface Permissions {
  /** Without these nothing can be attached or detached. */
  readonly needed: readonly string[];
  /** Without these the checks before a move are skipped. */
  readonly forChecks: readonly string[];
  /** Where they are granted, in words: "a RAM policy". */
  readonly grantedBy: string;
}

/** The largest difference between the clocks of caller and vendor, and its error codes. */
export interface ClockRule {
  readonly toleranceMs: number;
  /** Error codes for a larger difference. */
  readonly codes: readonly string[];
}

/** The part of a vendor that is known before it is loaded: small, and without other modules. */
export interface VendorIdentity {
  readonly name: string;
  /** Its usual name: "Alibaba Cloud ECS". */
  readonly title: string;
  /** Two vendors of one cloud know the same ENIs by the same ids. */
  readonly cloud: string;
  /** The canonical name of a region; undefined when the text is not a region. */
  readonly region: (name: string) => string | undefined;
  /** Regions that the vendor's documents name. New ones appear, so other names are accepted too. */
  readonly regions: readonly string[];
  /** Namespace of its keys in the stack configuration: `alicloud`. */
  readonly namespace: string;
  /** Key of the stack configuration that names the region for new attachments; undefined when the API is global. */
  readonly regionKey: string | undefined;
  /** Name in `eni:endpoints` of the vendor's other product, which knows the instances; undefined if one product knows all. */
  readonly instancesEndpoint?: string;
}

/** A side effect of a change. */
export interface Consequence {
  /** `billing`: something costs more afterwards. `outage`: something is unreachable, or has to be running for the change. */
  readonly kind: "billing" | "outage";
  /** A clause without "; ". */
  readonly text: string;
}

export interface Vendor extends VendorIdentity {
  /** zod schemas of all arguments of this vendor, by name. */
  readonly shape: Shape;
  /** Arguments besides `instanceId` that say where the ENI sits: a change is detach, then attach. */
  readonly placement: readonly string[];

  /** Origin of the API for a region: scheme and host. */
  readonly origin: (region: string) => string;
  /** @param instancesOrigin the configured origin of `instancesEndpoint`. Default: the one that belongs to `origin`. */
  readonly api: (origin: string, region: string, instancesOrigin?: string) => Api;
  /** Origin at which instances are looked at, for vendors with an `instancesEndpoint`; undefined where none is known beside `origin`. */
  readonly instancesOrigin?: (origin: string, region: string) => string | undefined;
  /** Every error code of the vendor's documents, with its meaning. */
  readonly errors: ErrorTable;
  /** The fields of its answers, loaded only where they are compared with real ones. */
  readonly fields: () => Promise<AnswerFields>;
  /** Codes of `errors` that refuse an attach because the instance is full: it may work after another ENI has left. */
  readonly fullCodes: readonly string[];
  /** @param access how the metadata service of an instance is asked, for vendors that have roles. */
  readonly credentials: (surroundings: Surroundings, access: MetadataAccess) => Promise<CredentialSearch>;
  readonly permissions: Permissions;
  readonly clock: ClockRule;

  /** Documented request rates by action, `*` for the others. */
  readonly rates: Readonly<Record<string, Rate>>;
  /** The calls that share one rate: all of an account, or those of an account to one region. */
  readonly ratesCount: "account" | "region";
  /** False when the state does not show that an attach or detach is under way: an unchanged state then proves nothing. */
  readonly showsTransitions: boolean;
  /** True when the documented remedy for a detach that hangs in `detaching` is to send it again. */
  readonly reissuesDetach: boolean;

  /** @param token the same when a call is repeated: some vendors recognise the repetition by it. */
  readonly attach: (args: AttachmentArguments, region: string, token: string) => ApiCall;
  readonly detach: (args: AttachmentArguments, from: string, region: string, token: string) => ApiCall;
  /** False when a detach names only the ENI: its instance is then checked again right before the call. */
  readonly detachNamesInstance: boolean;
  /** The job behind an attach or detach, for vendors that have one. */
  readonly task?: TaskQuestions;
  readonly enis: Listing<ObservedEni>;
  readonly instances: Listing<ObservedInstance>;
  /**
   * Instances as the ENIs on them show them, for when `instances` cannot be asked or has no answer: their place, no state, and each
   * that is asked for counts as existing.
   */
  readonly instancesByEnis?: Listing<ObservedInstance>;
  /** What an instance of a type can hold, for vendors that tell. */
  readonly typeLimits?: {
    readonly call: (instance: ObservedInstance, region: string) => ApiCall | undefined;
    readonly read: (body: unknown) => TypeLimits;
    /** What an attach with these arguments takes: a place among the members of a trunk ENI, and which network card. */
    readonly takes: (args: AttachmentArguments) => {
      readonly member: boolean;
      readonly networkCard?: { readonly argument: string; readonly index: number };
    };
  };

  /**
   * The name of a zone, for vendors whose ENIs and instances tell it in two ways: undefined when it cannot be had. Default: the zone as it
   * was told.
   */
  readonly zoneName?: (zone: string, region: string) => string | undefined;
  /** The kind of place that ENI and instance must share, which `zone` of both holds. Default "zone". */
  readonly placeWord?: "zone" | "region";

  /** Side effects of a detach, for the plan line. */
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
