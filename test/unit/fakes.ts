// Stand-ins for what the units talk to: chance, the wire, the vendor's answers.
import type { Random } from "../../provider/http/clock.ts";
import type { Credentials } from "../../provider/http/credentials.ts";
import { VendorRefusal } from "../../provider/http/no-answer.ts";
import type { Meaning } from "../../provider/http/meaning.ts";
import type { HttpRequest, HttpResponse, Transport } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import type { ObservedEni } from "../../provider/vendors/vendor.ts";

export const credentials: Credentials = { keyId: "LTAIEXAMPLEKEYID0001", secret: "ExampleSecret0000000000000001" };

/** No jitter, and nonces that count. */
export function calmRandom(): Random {
  let count = 0;
  return { fraction: () => 0.5, uuid: () => `nonce-${(count += 1)}` };
}

/** mulberry32: the same numbers for the same seed, on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function makeEni(parts: Partial<ObservedEni> = {}): ObservedEni {
  return {
    networkInterfaceId: "eni-1",
    phase: "detached",
    vendorState: "",
    instanceId: undefined,
    primary: false,
    serviceManaged: false,
    zone: undefined,
    vpc: undefined,
    macAddress: "",
    privateIpAddresses: [],
    publicIpAddresses: [],
    ...parts,
  };
}

export function makeRefusal(meaning: Meaning, code = `Code.${meaning}`): VendorRefusal {
  const words = { action: "Action", code, message: "no", requestId: "request-1", status: 400 };
  return new VendorRefusal(words, meaning);
}

export type Responder = (request: HttpRequest, attempt: number) => HttpResponse | TransportFailure;

/** A wire whose other end is a function; it keeps every request and when it was sent. */
export class FakeWire {
  readonly requests: HttpRequest[] = [];
  readonly timeouts: number[] = [];
  readonly connectTimes: (number | undefined)[] = [];
  readonly at: number[] = [];
  readonly #respond: Responder;
  readonly #now: () => number;

  constructor(now: () => number, respond: Responder) {
    this.#now = now;
    this.#respond = respond;
  }

  readonly transport: Transport = async (request, { timeoutMs, connectMs }) => {
    this.requests.push(request);
    this.timeouts.push(timeoutMs);
    this.connectTimes.push(connectMs);
    this.at.push(this.#now());
    const outcome = this.#respond(request, this.requests.length);
    if (outcome instanceof TransportFailure) throw outcome;
    return outcome;
  };
}

export const reset = new TransportFailure("ECONNRESET: the connection was reset", false);
export const refusedConnection = new TransportFailure("ECONNREFUSED: nobody listens", true);

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

export const ecsError = (code: string, status = 400, headers: Record<string, string> = {}, message = "no") =>
  json({ RequestId: "REQ-1", HostId: "ecs", Code: code, Message: message }, status, headers);

/** Runs work that must fail, and returns what it was rejected with. */
export async function rejectionOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it was expected to fail, and did not");
}
