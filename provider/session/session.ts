// A session: client, limiter and watcher, shared by all ENIs of one vendor, credential source, region and endpoint. It outlives the keys
// of a source that renews them.
import { ApiClient } from "../http/client.ts";
import type { Clock, Random } from "../http/clock.ts";
import type { CredentialSource } from "../http/credentials.ts";
import { principalOf } from "../http/credentials.ts";
import { VendorRefusal } from "../http/no-answer.ts";
import type { Rate } from "../http/limiter.ts";
import { Limiter } from "../http/limiter.ts";
import type { Transport } from "../http/transport.ts";
import { KeyInUse } from "./key-in-use.ts";
import type { ObservedEni, ObservedInstance, TypeLimits, Vendor } from "../vendors/vendor.ts";
import { LookUpCache, sharedFor } from "../watch/lookup-cache.ts";
import { aboutInstances } from "./about-instances.ts";
import type { Send } from "../watch/questions.ts";
import { Questions } from "../watch/questions.ts";
import { Refusals } from "../watch/refusals.ts";
import { remembering } from "../watch/remembering.ts";
import { Watcher } from "../watch/watcher.ts";

/** Time, randomness and network, passed in so that a test controls them. */
export interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly trace?: ((line: string) => void) | undefined;
  /** Aborted when the run is cancelled: every wait ends, and nothing more is sent. Default: never. */
  readonly signal?: AbortSignal | undefined;
}

export interface Session {
  readonly vendor: Vendor;
  readonly region: string;
  readonly client: ApiClient;
  readonly watcher: Watcher;
  /** "environment (ALIBABA_CLOUD_ACCESS_KEY_ID), key id LTAI…0001": the key that was used last. */
  readonly identity: string;
  readonly enis: LookUpCache<ObservedEni>;
  readonly instances: LookUpCache<ObservedInstance>;
  /** False when instances are only shown by the ENIs on them, for no endpoint is known that could be asked about them. */
  readonly looksAtInstances: boolean;
  /** Sends a question that is only for a better plan or check: a refusal of it counts for a while (lifecycle rule 19). */
  readonly askOptional: Send;
  /** What an instance of a type can hold, by type; kept for ever, since it does not change. */
  readonly limits: Map<string, Promise<TypeLimits | undefined>>;
  /** Tasks that are waited for. */
  readonly tasks: Set<string>;
}

export interface SessionKey {
  readonly vendor: Vendor;
  readonly region: string;
  readonly origin: string;
  /** Configured origin of the product that knows the instances. Default: the vendor's choice. */
  readonly instancesOrigin?: string | undefined;
  readonly rates: Readonly<Record<string, Rate>>;
}

interface Open {
  readonly session: Session;
  readonly source: KeyInUse;
}

/** Longest time for reaching another product's host, in milliseconds: what it knows is not worth more of the user's time. */
const reachOtherWithin = 2_000;

/** A host that has answered once in this run may take its time. */
function unlessUnreached(client: ApiClient): Send {
  let hasAnswered = false;
  return async (call, options) => {
    try {
      const reach = { within: reachOtherWithin, andAnswer: !hasAnswered };
      const reply = await client.call(call, { ...options, reach });
      hasAnswered = true;
      return reply;
    } catch (error) {
      hasAnswered ||= error instanceof VendorRefusal;
      throw error;
    }
  };
}

/** Sessions of one process, by vendor, credential source, region and endpoint. */
export class Sessions {
  readonly #runtime: Runtime;
  readonly #open = new Map<string, Open>();
  readonly #limiters = new Map<string, Limiter>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** @throws EniError `CREDENTIALS_MISSING` if temporary credentials cannot be renewed. */
  async get(key: SessionKey, source: CredentialSource): Promise<Session> {
    const { vendor, region, origin, instancesOrigin } = key;
    const name = JSON.stringify([vendor.name, region, origin, instancesOrigin, source.principal]);
    const open = this.#open.get(name) ?? this.#make(key, new KeyInUse(source));
    this.#open.set(name, open);
    // Whatever is to be sent needs a key, and errors name it.
    await open.source.get();
    return open.session;
  }

  #make({ vendor, region, origin, instancesOrigin, rates }: SessionKey, source: KeyInUse): Open {
    const { clock, random, transport, trace, signal } = this.#runtime;
    const limiter = this.#limiter(vendor, { ...vendor.rates, ...rates }, [origin, source.principal, region]);
    const instancesAt = instancesOrigin ?? vendor.instancesOrigin?.(origin, region);
    const api = vendor.api(origin, region, instancesAt);
    const client = new ApiClient({ api, clock, random, transport, limiter, credentials: source, trace, signal });
    const isElsewhere = instancesAt !== undefined && instancesAt !== origin;
    const refusals = new Refusals(clock, async () => principalOf(await source.get()));
    const plain: Send = (call, options) => client.call(call, options);
    const send = refusals.noting(plain);
    const askOptional = refusals.optional(isElsewhere ? unlessUnreached(client) : plain, isElsewhere);
    const enis = new Questions({
      listing: vendor.enis,
      region,
      idOf: (eni) => eni.networkInterfaceId,
      kind: "an ENI",
      gone: "goneEni",
      send,
    });
    const canAsk = vendor.instancesEndpoint === undefined || instancesAt !== undefined;
    const instances = aboutInstances(vendor, { region, canAsk, askOptional, send });
    // Where instances are shown by their ENIs, both are on the same pages, which are read once.
    const sendPage =
      vendor.instancesByEnis?.page === vendor.enis.page ? remembering(clock, sharedFor, send) : undefined;
    const session: Session = {
      vendor,
      region,
      client,
      watcher: new Watcher({
        clock,
        random,
        questions: enis,
        questionsInRow: vendor.task?.asked === "always" ? 2 : 1,
        queued: () => limiter.queued,
      }),
      get identity() {
        return source.describe();
      },
      enis: new LookUpCache(clock, enis, sendPage),
      instances: new LookUpCache(clock, instances, sendPage),
      looksAtInstances: canAsk,
      askOptional,
      limits: new Map(),
      tasks: new Set(),
    };
    return { session, source };
  }

  #limiter(
    vendor: Vendor,
    rates: Readonly<Record<string, Rate>>,
    [origin, principal, region]: readonly [string, string, string],
  ): Limiter {
    // Some vendors have a host for each region, and one rate for the account.
    const where = vendor.ratesCount === "region" ? [origin, region] : vendor.origin(region) === origin ? [] : [origin];
    const key = JSON.stringify([vendor.name, principal, rates, ...where]);
    const known = this.#limiters.get(key);
    if (known) return known;
    const limiter = new Limiter(this.#runtime.clock, this.#runtime.random, rates);
    this.#limiters.set(key, limiter);
    return limiter;
  }
}
