// What all ENIs of one vendor, account, region and endpoint share: client, limiter, watcher.
import { ApiClient } from "../http/client.ts";
import type { Clock, Random } from "../http/clock.ts";
import type { CredentialSource } from "../http/credentials.ts";
import { accountOf, describeCredentials } from "../http/credentials.ts";
import type { Rate } from "../http/limiter.ts";
import { Limiter } from "../http/limiter.ts";
import type { Transport } from "../http/transport.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { Watcher } from "../watch/watcher.ts";

/** The world outside, passed in so that a test can own time, chance and the network. */
export interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly trace?: ((line: string) => void) | undefined;
}

export interface Session {
  readonly vendor: Vendor;
  readonly region: string;
  readonly client: ApiClient;
  readonly watcher: Watcher;
  /** "environment (ALIBABA_CLOUD_ACCESS_KEY_ID), key id LTAI…0001". */
  readonly identity: string;
  /** Answers that several previews share. */
  readonly answers: SharedAnswers;
}

/** How long a preview may use what another one was told, in milliseconds. */
const sharedFor = 30_000;

/** Remembers answers for a short time: for previews alone, never for a decision that is carried out. */
export class SharedAnswers {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly until: number; readonly answer: Promise<unknown> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get<T>(key: string, load: () => Promise<T>): Promise<T> {
    const now = this.#clock.now();
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return kept.answer as Promise<T>;
    const answer = load();
    this.#kept.set(key, { until: now + sharedFor, answer });
    // A failure is not worth keeping.
    answer.catch(() => this.#kept.delete(key));
    return answer;
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}

export interface SessionKey {
  readonly vendor: Vendor;
  readonly region: string;
  readonly origin: string;
  readonly rates: Readonly<Record<string, Rate>>;
}

/** Sessions of one process, by vendor, account, region and endpoint. */
export class Sessions {
  readonly #runtime: Runtime;
  readonly #open = new Map<string, Session>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  async get({ vendor, region, origin, rates }: SessionKey, source: CredentialSource): Promise<Session> {
    const credentials = await source.get();
    const { keyId } = credentials;
    const key = [vendor.name, region, origin, accountOf(credentials)].join(" ");
    const open = this.#open.get(key);
    if (open) return open;
    const { clock, random, transport, trace } = this.#runtime;
    const limiter = new Limiter(clock, random, { ...vendor.rates, ...rates });
    const api = vendor.api(origin, region);
    const client = new ApiClient({ api, clock, random, transport, limiter, credentials: source, trace });
    const watcher = new Watcher({ vendor, region, clock, random, send: (call, options) => client.call(call, options) });
    const session = {
      vendor,
      region,
      client,
      watcher,
      identity: describeCredentials(source.found, keyId),
      answers: new SharedAnswers(clock),
    };
    this.#open.set(key, session);
    return session;
  }
}
