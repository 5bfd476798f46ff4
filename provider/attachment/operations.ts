// Opens operations: finds settings and credentials, shares sessions, and registers each operation with its neighbours.
import { EniError } from "../errors.ts";
import type { CustomTimeout, OfLastUp, Step } from "../remedy.ts";
import { errorOf, whereOf } from "../lifecycle/failure.ts";
import { Neighbours } from "../lifecycle/neighbours.ts";
import type { Timeouts } from "../lifecycle/operation.ts";
import { Operation } from "../lifecycle/operation.ts";
import type { Session } from "../session/session.ts";
import { Sessions } from "../session/session.ts";
import { parseDuration } from "../vendors/common-arguments.ts";
import type { AttachmentArguments, CredentialSearch, Surroundings, Vendor, VendorIdentity } from "../vendors/vendor.ts";
import type { Access } from "../session/access.ts";
import { accessTo, searchCredentials } from "../session/access.ts";
import type { Settings, StackConfiguration } from "../session/settings.ts";
import { isUnencrypted, readSettings, surroundings } from "../session/settings.ts";
import type { AttachmentRuntime } from "./ports.ts";
import type { Subject } from "./subject.ts";

/** Default of `timeouts.attach` and `timeouts.detach`, in milliseconds. */
const defaultTimeout = 600_000;

export interface OperationRequest {
  readonly args: AttachmentArguments;
  readonly recorded: AttachmentArguments;
  readonly attachedTo: string;
  /** The purpose of the operation: "attach eni-1 to i-a". */
  readonly doing: string;
  readonly preview?: boolean;
  readonly ofLastUp?: OfLastUp;
  /** What `customTimeouts` sets for it. Default: nothing. */
  readonly customTimeout?: CustomLimit | undefined;
  /** Instances that the ENI leaves and goes to in this run; undefined if it does not move. */
  readonly going?: { readonly from: string; readonly to: string | undefined } | undefined;
}

/** A time of Pulumi's option `customTimeouts`. */
export interface CustomLimit {
  readonly of: CustomTimeout;
  readonly ms: number;
}

interface Opened {
  readonly settings: Settings;
  readonly session: Session;
  readonly areKeysGiven: boolean | undefined;
}

interface Where {
  readonly vendor: Vendor;
  readonly region: string;
}

/** The operations of this process, with what they share. */
export class Operations {
  readonly #runtime: AttachmentRuntime;
  readonly #sessions: Sessions;
  /** The moves of all attachments of the program in this run. */
  readonly neighbours: Neighbours;
  /** Credentials found with a configuration, by vendor, so that instance roles and profiles are not asked again for each ENI. */
  readonly #found = new WeakMap<StackConfiguration, Map<string, Promise<CredentialSearch>>>();
  #warned = false;
  #told = false;

  constructor(runtime: AttachmentRuntime) {
    this.#runtime = runtime;
    this.#sessions = new Sessions(runtime);
    this.neighbours = new Neighbours(runtime.clock);
  }

  /** @param configuration the stack's; undefined if Pulumi gives none. */
  with(configuration: StackConfiguration | undefined): StackOperations {
    const outside = surroundings(configuration, this.#runtime.environment());
    return new StackOperations(this, outside, (vendor) => this.#credentials(vendor, outside, configuration));
  }

  /** Runs work of an operation that may take long, with progress. @throws EniError for whatever it throws. */
  async during<T>(op: Operation, work: () => Promise<T>): Promise<T> {
    const { progress } = this.#runtime;
    try {
      return await (progress ? progress.during(op, work) : work());
    } catch (error) {
      throw errorOf(op, error);
    } finally {
      op.options.neighbour?.end();
    }
  }

  open(subject: Subject, request: OperationRequest, { settings, session, areKeysGiven }: Opened): Operation {
    const { liveness, clock, random, say, signal } = this.#runtime;
    const preflight = request.args.preflight !== false && settings.preflight;
    const { going: places, ...rest } = request;
    const going = places && { eni: subject.key, area: subject.area, label: subject.label, ...places };
    const neighbour = going && (request.preview ? this.neighbours.glance(going) : this.neighbours.begin(going));
    return new Operation({
      session,
      ...rest,
      areKeysGiven,
      neighbour,
      args: { ...request.args, preflight },
      clock,
      random,
      timeouts: timeoutsOf(request.args, request.customTimeout),
      log: (line, level = "info") => say(subject.label, line, level),
      signal,
      engineAnswers: () => liveness.answers(),
    });
  }

  meetEngine(): Promise<unknown> {
    return this.#runtime.liveness.meet();
  }

  async session({ key, source }: Access): Promise<Session> {
    this.#warnOfPlainHttp(key.origin);
    if (key.instancesOrigin !== undefined) this.#warnOfPlainHttp(key.instancesOrigin);
    const session = await this.#sessions.get(key, source);
    if (!session.looksAtInstances) this.#tellOfUnseenInstances(key.vendor);
    return session;
  }

  #tellOfUnseenInstances({ name, instancesEndpoint }: Vendor): void {
    if (this.#told) return;
    this.#told = true;
    const line = `${name} knows instances only by the ENIs on them, and not their states: \`eni:endpoints\` or ENI_ENDPOINTS gives an endpoint for ${name} and none for ${instancesEndpoint}`;
    this.#runtime.say(undefined, line, "info");
  }

  #warnOfPlainHttp(origin: string): void {
    if (this.#warned || !isUnencrypted(origin)) return;
    this.#warned = true;
    this.#runtime.say(
      undefined,
      `warning: calls to ${origin} go unencrypted, as \`eni:endpoints\` or ENI_ENDPOINTS says; give an https:// endpoint unless that network is yours`,
      "info",
    );
  }

  async #credentials(
    vendor: Vendor,
    outside: Surroundings,
    configuration: StackConfiguration | undefined,
  ): Promise<CredentialSearch> {
    if (!configuration) return searchCredentials(vendor, outside, this.#runtime);
    let byVendor = this.#found.get(configuration);
    if (!byVendor) this.#found.set(configuration, (byVendor = new Map<string, Promise<CredentialSearch>>()));
    const known = byVendor.get(vendor.name);
    if (known) return known;
    const search = searchCredentials(vendor, outside, this.#runtime);
    byVendor.set(vendor.name, search);
    // Credentials that were not found may be there the next time.
    const forget = () => byVendor.delete(vendor.name);
    search.then(({ source }) => source ?? forget(), forget);
    return search;
  }
}

/** Opens operations with the configuration of one stack. */
export class StackOperations {
  readonly #all: Operations;
  readonly #search: (vendor: Vendor) => Promise<CredentialSearch>;
  readonly surroundings: Surroundings;

  constructor(all: Operations, outside: Surroundings, search: (vendor: Vendor) => Promise<CredentialSearch>) {
    this.#all = all;
    this.#search = search;
    this.surroundings = outside;
  }

  /** @throws EniError `CONFIGURATION_INVALID`. */
  settings(vendor: VendorIdentity): Settings {
    return readSettings(this.surroundings, vendor);
  }

  /** @throws EniError `CREDENTIALS_MISSING` or `CONFIGURATION_INVALID`, before any call is made. */
  async operation(subject: Subject, request: OperationRequest): Promise<Operation> {
    await this.#all.meetEngine();
    const where = { vendor: await subject.vendor.load(), region: subject.region };
    const opened = await this.#open(where).catch((error: unknown) => {
      throw nothingSent(error, where, request);
    });
    return this.#all.open(subject, request, opened);
  }

  async #open(where: Where): Promise<Opened> {
    const settings = this.settings(where.vendor);
    const access = accessTo(where, settings, await this.#search(where.vendor));
    return {
      settings,
      session: await this.#all.session(access),
      areKeysGiven: this.surroundings.isGiven?.(where.vendor.namespace),
    };
  }
}

/** Adds the purpose of the operation to an error that came before the first call. */
function nothingSent(error: unknown, where: Where, { doing, ofLastUp }: OperationRequest): unknown {
  if (!(error instanceof EniError)) return error;
  const remedy = ofLastUp === "all" ? error.remedy.map(asOfLastUp) : error.remedy;
  const now = "Now: nothing was sent.";
  return new EniError(error.code, { doing: `${doing} (${whereOf(where)})`, what: error.what, now, remedy });
}

/** A refresh or destroy does not see a corrected stack configuration by itself, so the remedy says how it does. */
function asOfLastUp(step: Step): Step {
  return step.kind === "correctSetting" && step.setting.startsWith("eni:") ? { ...step, ofLastUp: true } : step;
}

/** Pulumi's `customTimeouts` replace the argument `timeouts`; one for an update bounds detach and attach together. */
function timeoutsOf({ timeouts }: AttachmentArguments, custom: CustomLimit | undefined): Timeouts {
  const ms = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text)) ?? defaultTimeout;
  const [attach, detach] = [ms(timeouts?.attach), ms(timeouts?.detach)];
  switch (custom?.of) {
    case undefined:
      return { attach, detach };
    case "create":
      return { attach: custom.ms, detach, rollBack: attach, custom: { attach: custom.of } };
    case "delete":
      return { attach, detach: custom.ms, custom: { detach: custom.of } };
    case "update": {
      const both = { attach: custom.ms, detach: custom.ms, together: custom.ms };
      return { ...both, rollBack: attach, custom: { attach: custom.of, detach: custom.of } };
    }
  }
}
