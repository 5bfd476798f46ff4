// One operation of the lifecycle as zenlayer-zec against its face, on a virtual clock.
import { fixedCredentials } from "../../provider/http/credentials.ts";
import type { Credentials } from "../../provider/http/credentials.ts";
import type { EniError } from "../../provider/errors.ts";
import type { Transport } from "../../provider/http/transport.ts";
import { Operation } from "../../provider/lifecycle/operation.ts";
import { Sessions } from "../../provider/session/session.ts";
import { zenlayerZec } from "../../provider/vendors/zenlayer-zec/index.ts";
import type { AttachmentArguments } from "../../provider/vendors/vendor.ts";
import { InProcess } from "../support/in-process.ts";
import { calmRandom } from "../unit/fakes.ts";
import { ids, KEY, SECRET, zecWorld } from "./zenlayer-callers.ts";
import type { ZecWorld } from "./zenlayer-callers.ts";

export const signed: Credentials = { keyId: KEY, secret: SECRET };

export interface ZecOperation {
  to?: string;
  attachedTo?: string;
  credentials?: Credentials;
  args?: Partial<AttachmentArguments>;
}

export class ZecBench {
  readonly cloud: InProcess;
  readonly lines: string[] = [];
  /** Runs before a call of this name reaches the cloud: what somebody else does at that moment. */
  before: (action: string) => void = () => undefined;
  readonly #random = calmRandom();

  constructor(parts: ZecWorld = {}) {
    const more = { latency: { attachMs: 3_000, detachMs: 4_000 }, ...parts.more };
    this.cloud = new InProcess({ world: zecWorld({ ...parts, more }) });
  }

  get world() {
    return this.cloud.cloud.world;
  }

  /** Calls that change something: a detach names no instance. */
  get changes(): string[] {
    const calls = this.cloud.calls().filter(({ action }) => /^(Attach|Detach)/.test(action));
    return calls.map(({ action, instance }) => `${action.replace("NetworkInterface", "")} ${instance ?? "-"}`);
  }

  get nic() {
    const eni = this.world.eni(ids.nic1);
    return eni && `${eni.status} ${eni.instanceId ?? "-"}`;
  }

  async operation({ to = ids.a, attachedTo = "", credentials = signed, args: more }: ZecOperation = {}) {
    const { clock, transport } = this.cloud;
    const watched: Transport = (request, options) => {
      this.before(request.headers["x-zc-action"] ?? "");
      return transport(request, options);
    };
    const sessions = new Sessions({ clock, random: this.#random, transport: watched });
    const session = await sessions.get(
      { vendor: zenlayerZec, region: "global", origin: "https://console.zenlayer.com", rates: {} },
      fixedCredentials("test", credentials),
    );
    const args = { vendor: "zenlayer-zec", networkInterfaceId: ids.nic1, instanceId: to, ...more };
    return new Operation({
      session,
      args,
      recorded: { ...args, instanceId: attachedTo === "" ? to : attachedTo },
      clock,
      random: this.#random,
      timeouts: { attach: 600_000, detach: 600_000 },
      attachedTo,
      log: (line) => this.lines.push(line),
      engineAnswers: () => Promise.resolve(true),
    });
  }

  run<T>(work: Promise<T>): Promise<T> {
    return this.cloud.clock.until(work);
  }

  /** For work that must fail with an error of this package. */
  async fail(work: Promise<unknown>): Promise<EniError> {
    const outcome = await this.run(
      work.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    if (outcome === undefined) throw new Error("it was expected to fail, and did not");
    return outcome as EniError;
  }
}
