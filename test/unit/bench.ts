// One operation of the lifecycle against the local cloud, on a virtual clock, with a wire that the test can cut.
import { fixedCredentials } from "../../provider/http/credentials.ts";
import type { Rate } from "../../provider/http/limiter.ts";
import type { EniError } from "../../provider/errors.ts";
import type { HttpResponse, Transport } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { Operation } from "../../provider/lifecycle/operation.ts";
import { Sessions } from "../../provider/session/session.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import type { AttachmentArguments } from "../../provider/vendors/vendor.ts";
import { InProcess } from "../support/in-process.ts";
import { calmRandom } from "./fakes.ts";

const key = { accessKeyId: "LTAIEXAMPLEKEYID0001", accessKeySecret: "ExampleSecret0000000000000001" };

/** A free ENI and two instances that can take it; attach takes 3 s, detach 4 s. */
export function smallWorld(eni: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return {
    accounts: [key],
    regions: [{ id: "cn-hangzhou", zones: ["cn-hangzhou-h"] }],
    latency: { attachMs: 3_000, detachMs: 4_000 },
    instances: [{ id: "i-a" }, { id: "i-b" }],
    enis: [{ id: "eni-1", ...eni }],
    ...more,
  };
}

export interface BenchOperation {
  readonly to?: string;
  readonly attachedTo?: string;
  readonly attachMs?: number;
  readonly detachMs?: number;
  readonly args?: Partial<AttachmentArguments>;
  readonly rates?: Readonly<Record<string, Rate>>;
  readonly engineAnswers?: () => Promise<boolean>;
}

/** What the wire does instead of carrying a call; undefined carries it. */
export type Cut = (action: string, count: number) => TransportFailure | HttpResponse | undefined;

export class Bench {
  readonly cloud: InProcess;
  readonly lines: string[] = [];
  /** Before the cloud sees a call. */
  cut: Cut = () => undefined;
  readonly #sessions: Sessions;
  readonly #random = calmRandom();
  readonly #counts = new Map<string, number>();

  constructor(world: unknown = smallWorld()) {
    this.cloud = new InProcess({ world });
    const { clock } = this.cloud;
    this.#sessions = new Sessions({ clock, random: this.#random, transport: this.#transport });
  }

  get world() {
    return this.cloud.cloud.world;
  }

  get clock() {
    return this.cloud.clock;
  }

  get changes(): string[] {
    return this.cloud.changes();
  }

  readonly #transport: Transport = async (request, options) => {
    const action = request.headers["x-acs-action"] ?? "";
    const count = (this.#counts.get(action) ?? 0) + 1;
    this.#counts.set(action, count);
    const instead = this.cut(action, count);
    if (instead instanceof TransportFailure) throw instead;
    return instead ?? this.cloud.transport(request, options);
  };

  async operation(parts: BenchOperation = {}): Promise<Operation> {
    const { to = "i-a", attachedTo = "", attachMs = 600_000, detachMs = 600_000, args: more = {} } = parts;
    const session = await this.#sessions.get(
      { vendor: alicloudEcs, region: "cn-hangzhou", origin: "https://ecs.example.com", rates: parts.rates ?? {} },
      fixedCredentials("test", { keyId: key.accessKeyId, secret: key.accessKeySecret }),
    );
    const args = {
      vendor: "alicloud-ecs",
      networkInterfaceId: "eni-1",
      instanceId: to,
      region: "cn-hangzhou",
      ...more,
    };
    return new Operation({
      session,
      args,
      recorded: { ...args, instanceId: attachedTo === "" ? to : attachedTo },
      clock: this.clock,
      random: this.#random,
      timeouts: { attach: attachMs, detach: detachMs },
      attachedTo,
      log: (line) => this.lines.push(line),
      engineAnswers: parts.engineAnswers ?? (() => Promise.resolve(true)),
    });
  }

  /** Lets the work run; returns its result and how long it took. */
  async run<T>(work: Promise<T>): Promise<{ readonly result: T; readonly tookMs: number }> {
    const began = this.clock.now();
    const result = await this.clock.until(work);
    return { result, tookMs: this.clock.now() - began };
  }

  /** As `run`, for work that must fail with an error of this package. */
  async fail(work: Promise<unknown>): Promise<{ readonly error: EniError; readonly tookMs: number }> {
    const began = this.clock.now();
    const outcome = await this.clock.until(
      work.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    if (outcome === undefined) throw new Error("it was expected to fail, and did not");
    return { error: outcome as EniError, tookMs: this.clock.now() - began };
  }
}
