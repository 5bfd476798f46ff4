// Opens operations that only read, outside of Pulumi, with the credentials, settings and endpoints of this machine.
import type { Clock, Random } from "../http/clock.ts";
import { systemClock, systemRandom } from "../http/clock.ts";
import type { Transport } from "../http/transport.ts";
import { gotTransport } from "../http/got-transport.ts";
import { accessTo, searchCredentials } from "../session/access.ts";
import { readSettings, surroundings } from "../session/settings.ts";
import { Operation } from "../lifecycle/operation.ts";
import type { Session } from "../session/session.ts";
import { Sessions } from "../session/session.ts";
import type { CredentialSearch, Surroundings, Vendor } from "../vendors/vendor.ts";

/** Environment, time, randomness and network, passed in so that a test controls them. */
export interface Tools {
  readonly environment: Surroundings["environment"];
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly trace?: ((line: string) => void) | undefined;
}

/** Those of this machine. @param say gets the lines of `ENI_LOG=debug`, each with its line break. */
export function machineTools(environment: Surroundings["environment"], say: (text: string) => void): Tools {
  const trace =
    environment["ENI_LOG"] === "debug" ? (line: string) => say(`[eni-attachment] debug: ${line}\n`) : undefined;
  return { environment, clock: systemClock, random: systemRandom, transport: gotTransport(() => environment), trace };
}

/** The ENI and instance that an operation looks at. */
export interface Sight {
  readonly networkInterfaceId: string;
  readonly instanceId: string;
  /** Instance that a stack attached the ENI to; empty if none. */
  readonly attachedTo: string;
  /** The purpose, for error messages: "look at eni-1". */
  readonly doing: string;
}

/** An operation that looks once and waits for nothing. */
export function lookingOperation(session: Session, sight: Sight, { clock, random }: Tools): Operation {
  const { networkInterfaceId, instanceId, attachedTo, doing } = sight;
  const args = { vendor: session.vendor.name, networkInterfaceId, instanceId, region: session.region };
  return new Operation({
    session,
    args,
    recorded: args,
    clock,
    random,
    doing,
    timeouts: { attach: 0, detach: 0 },
    attachedTo,
    log: () => undefined,
    preview: true,
    engineAnswers: () => Promise.resolve(true),
  });
}

export class ReadOnlyOperations {
  readonly #tools: Tools;
  readonly #outside: Surroundings;
  readonly #sessions: Sessions;
  readonly #searches = new Map<string, Promise<CredentialSearch>>();

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#outside = surroundings(undefined, tools.environment);
    this.#sessions = new Sessions(tools);
  }

  /** @throws EniError `CREDENTIALS_MISSING` or `CONFIGURATION_INVALID`. */
  async open(vendor: Vendor, region: string, sight: Sight): Promise<Operation> {
    const settings = readSettings(this.#outside, vendor);
    const { key, source } = accessTo({ vendor, region }, settings, await this.#search(vendor));
    return lookingOperation(await this.#sessions.get(key, source), sight, this.#tools);
  }

  #search(vendor: Vendor): Promise<CredentialSearch> {
    const known = this.#searches.get(vendor.name) ?? searchCredentials(vendor, this.#outside, this.#tools);
    this.#searches.set(vendor.name, known);
    return known;
  }
}
