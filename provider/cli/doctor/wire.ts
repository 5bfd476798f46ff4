// A transport that also notes how the last answer came: by which proxy, and the server's time in it.
import type { Clock } from "../../http/clock.ts";
import type { Transport } from "../../http/transport.ts";

/** How far this machine's clock is at least ahead of a server's, by the last answer's Date; negative if behind. */
export interface Skew {
  readonly ms: number;
  readonly host: string;
}

export class Wire {
  readonly #transport: Transport;
  readonly #clock: Clock;
  /** Undefined until an answer had a Date. */
  skew: Skew | undefined;

  /** The way of the last answer, as in HttpResponse. */
  way: string | undefined;

  constructor(transport: Transport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
  }

  readonly transport: Transport = async (request, options) => {
    const sent = this.#clock.now();
    const response = await this.#transport(request, options);
    this.way = response.way;
    const server = Date.parse(response.headers["date"] ?? "");
    if (!Number.isNaN(server)) {
      const ms = outside({ sent, received: this.#clock.now() }, server);
      this.skew = { ms, host: new URL(request.url).host };
    }
    return response;
  };
}

/** A Date is cut off to whole seconds, and was written between the request and the arrival of the answer. */
function outside({ sent, received }: { sent: number; received: number }, date: number): number {
  if (sent > date + 1_000) return sent - (date + 1_000);
  return received < date ? received - date : 0;
}
