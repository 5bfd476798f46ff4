// A transport that keeps every exchange of a trial: the call, when it was sent, and the answer.
import type { Clock } from "../../http/clock.ts";
import type { HttpResponse, Transport } from "../../http/transport.ts";
import { TransportFailure } from "../../http/transport.ts";
import type { WireCall } from "./wire-call.ts";
import { wireCall } from "./wire-call.ts";

export interface Exchange {
  readonly step: string;
  readonly call: WireCall;
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds until the answer, or until there was none. */
  readonly took: number;
  /** Undefined if there was no answer. */
  readonly response: HttpResponse | undefined;
}

export class Tap {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #actions: ReadonlySet<string>;
  readonly exchanges: Exchange[] = [];
  /** The step that calls belong to from now on. */
  step = "checks";

  /** @param actions those that are kept: other calls, for credentials of a role, have secrets in their answers. */
  constructor(transport: Transport, clock: Clock, actions: readonly string[]) {
    this.#transport = transport;
    this.#clock = clock;
    this.#actions = new Set(actions);
  }

  readonly transport: Transport = async (request, options) => {
    const { step } = this;
    const at = this.#clock.now();
    const call = wireCall(request);
    const keep = (response: HttpResponse | undefined) => {
      if (this.#actions.has(call.action))
        this.exchanges.push({ step, call, at, took: this.#clock.now() - at, response });
    };
    try {
      const response = await this.#transport(request, options);
      keep(response);
      return response;
    } catch (error) {
      if (error instanceof TransportFailure) keep(undefined);
      throw error;
    }
  };
}
