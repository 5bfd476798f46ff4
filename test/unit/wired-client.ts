// A client on a wire whose other end is a function, on a clock that the test owns.
import type { ApiCall } from "../../provider/http/api.ts";
import type { CallOptions } from "../../provider/http/client.ts";
import { ApiClient } from "../../provider/http/client.ts";
import type { Credentials } from "../../provider/http/credentials.ts";
import type { Rate } from "../../provider/http/limiter.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import type { Responder } from "./fakes.ts";
import { calmRandom, credentials, FakeWire } from "./fakes.ts";

export interface WiredSettings {
  readonly rates?: Readonly<Record<string, Rate>>;
  readonly key?: () => Credentials;
}

export function wiredClient(respond: Responder, { rates = {}, key = () => credentials }: WiredSettings = {}) {
  const clock = new VirtualClock();
  const start = clock.now();
  const wire = new FakeWire(() => clock.now(), respond);
  const random = calmRandom();
  const trace: string[] = [];
  const client = new ApiClient({
    api: alicloudEcs.api("https://ecs.example.com"),
    clock,
    random,
    transport: wire.transport,
    limiter: new Limiter(clock, random, rates),
    credentials: { principal: "p", found: "test", get: () => Promise.resolve(key()) },
    trace: (line) => trace.push(line),
  });
  const call = (what: ApiCall, { within = 60_000, ...options }: Partial<CallOptions> & { within?: number } = {}) =>
    clock.until(client.call(what, { deadline: start + within, ...options }));
  return { clock, wire, call, trace, sentAt: () => wire.at.map((time) => time - start) };
}
