// A model of how other attachment resources wait, as the simplest honest client: one waiter an attachment, each with fixed
// delays and intervals. It is not a peer's product: signatures and answers are this package's own. Runs in its own process.
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiCall } from "../provider/http/api.ts";
import { fixedCredentials } from "../provider/http/credentials.ts";
import type { AttachmentArguments, ObservedEni, Vendor } from "../provider/vendors/vendor.ts";
import { vendorNamed } from "../provider/vendors/index.ts";
import { randomUUID } from "node:crypto";

/** Milliseconds before the first question, and between two. */
interface Waiting {
  readonly first: number;
  readonly interval: (previous: number) => number;
}

const doubling = (longest: number) => (previous: number) => Math.min(longest, previous * 2);

interface Waits {
  readonly state: Waiting;
  readonly task?: Waiting;
}

/** The Terraform SDK's backoff, from 0.5 s to 10 s: for vendors whose resource has no way of its own, or does not wait at all. */
const terraform: Waits = { state: { first: 500, interval: doubling(10_000) } };

/**
 * terraform-provider-alicloud: 5 s, then every 5 s. terraform-provider-tencentcloud: the task, then the state, each with
 * the Terraform SDK's backoff. The legacy API's plugin code: the task every 10 s.
 */
const others: Readonly<Record<string, Waits>> = {
  "alicloud-ecs": { state: { first: 5_000, interval: () => 5_000 } },
  "tencentcloud-vpc": {
    task: { first: 500, interval: doubling(10_000) },
    state: { first: 0, interval: (previous) => Math.max(500, doubling(10_000)(previous)) },
  },
  "tencentcloud-vpc-v2": { task: { first: 0, interval: () => 10_000 }, state: { first: 0, interval: () => 10_000 } },
};

/** Throttled calls are sent again every 3 s (terraform-provider-alicloud), for two minutes at most (its default). */
const again = { every: 3_000, within: 120_000 };

export interface PeersRequest {
  readonly vendor: string;
  readonly origin: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly action: "create" | "move" | "destroy";
  readonly attachments: readonly { readonly from?: AttachmentArguments; readonly to?: AttachmentArguments }[];
  /** Attachments that are worked on at the same time. */
  readonly parallel: number;
}

export interface PeersAnswer {
  readonly began: number;
  readonly ended: number;
  readonly returnedAt: readonly (readonly [string, number])[];
  readonly failed: number;
}

class Peer {
  readonly #vendor: Vendor;
  readonly #waits: Waits;
  readonly #origin: string;
  readonly #credentials: ReturnType<typeof fixedCredentials>;

  constructor(vendor: Vendor, { origin, environment }: PeersRequest) {
    const [keyId = "", secret = ""] = Object.values(environment);
    this.#vendor = vendor;
    this.#waits = others[vendor.name] ?? terraform;
    this.#origin = origin;
    this.#credentials = fixedCredentials("the bench", { keyId, secret });
  }

  async attach(args: AttachmentArguments): Promise<void> {
    const region = args.region ?? "global";
    const body = await this.#call(this.#vendor.attach(args, region, randomUUID()), region);
    await this.#waitForTask(body, region);
    await this.#waitFor(args, region, (eni) => eni?.phase === "attached" && eni.instanceId === args.instanceId);
  }

  async detach(args: AttachmentArguments): Promise<void> {
    const region = args.region ?? "global";
    const body = await this.#call(this.#vendor.detach(args, args.instanceId, region, randomUUID()), region);
    await this.#waitForTask(body, region);
    await this.#waitFor(args, region, (eni) => eni?.phase === "detached");
  }

  async #waitForTask(body: unknown, region: string): Promise<void> {
    const waiting = this.#waits.task;
    const { task } = this.#vendor;
    const id = task?.idOf(body);
    if (!waiting || !task || id === undefined) return;
    await sleep(waiting.first);
    for (let pause = waiting.interval(waiting.first); ; pause = waiting.interval(pause)) {
      if (task.read(await this.#call(task.call(id, region), region)).status !== "running") return;
      await sleep(pause);
    }
  }

  async #waitFor(args: AttachmentArguments, region: string, done: (eni: ObservedEni | undefined) => boolean) {
    const waiting = this.#waits.state;
    await sleep(waiting.first);
    for (let pause = waiting.interval(waiting.first); ; pause = waiting.interval(pause)) {
      const call = this.#vendor.enis.byIds([args.networkInterfaceId], region);
      const { items } = this.#vendor.enis.read(await this.#call(call, region), call);
      if (done(items.find((eni) => eni.networkInterfaceId === args.networkInterfaceId))) return;
      await sleep(pause);
    }
  }

  async #call(call: ApiCall, region: string): Promise<unknown> {
    const api = this.#vendor.api(this.#origin, region);
    for (const began = Date.now(); ;) {
      const stamp = { credentials: await this.#credentials.get(), now: Date.now(), nonce: randomUUID() };
      const { url, method, headers, body } = api.sign(call, stamp);
      const response = await fetch(url, { method, headers, ...(body === "" ? {} : { body }) });
      const text = await response.text();
      const answer = api.answer({ status: response.status, headers: Object.fromEntries(response.headers), body: text });
      if (answer?.ok) return answer.body;
      const code = answer?.code ?? `HTTP ${response.status}`;
      const throttled =
        answer !== undefined && api.interpret(code, call.action, response.status).meaning === "throttled";
      if (!throttled || Date.now() - began > again.within) throw new Error(`${call.action}: ${code}`);
      await sleep(again.every);
    }
  }
}

async function carryOut(request: PeersRequest): Promise<PeersAnswer> {
  const vendor = await vendorNamed(request.vendor)?.load();
  if (!vendor) throw new Error(`there is no vendor ${request.vendor}`);
  const peer = new Peer(vendor, request);
  const began = Date.now();
  const returnedAt: [string, number][] = [];
  let failed = 0;
  const queue = [...request.attachments];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        if (next.from) await peer.detach(next.from);
        if (next.to) await peer.attach(next.to);
        returnedAt.push([(next.to ?? next.from)?.networkInterfaceId ?? "", Date.now()]);
      } catch (error) {
        failed += 1;
        // The first one says what all have.
        if (failed === 1) console.error(`${request.vendor} ${request.action}, the peers' way: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: request.parallel }, worker));
  return { began, ended: Date.now(), returnedAt, failed };
}

process.on("message", (message) => void carryOut(message as PeersRequest).then((answer) => process.send?.(answer)));
process.on("disconnect", () => process.exit());
