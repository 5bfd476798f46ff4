// Real answers to every call that the client makes, of every vendor: those that the local cloud gives in the course of a
// life, under the shapes that it can be switched to.
import type { ApiCall } from "../../provider/http/api.ts";
import type { Credentials } from "../../provider/http/credentials.ts";
import type { HttpResponse } from "../../provider/http/transport.ts";
import { vendorNamed } from "../../provider/vendors/index.ts";
import type { EniPhase, Vendor } from "../../provider/vendors/vendor.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import type { FaceSettings } from "../contract/vendor-cases/vendor-case.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import type { Json } from "./mutations.ts";

type About = "enis" | "instance" | "order" | "task" | "limit" | "refusal";

export interface Sample {
  readonly name: string;
  readonly vendor: Vendor;
  readonly region: string;
  readonly about: About;
  readonly call: ApiCall;
  readonly response: HttpResponse;
  readonly body: Json;
  /** The ENIs that were asked for. */
  readonly ids: readonly string[];
  readonly instanceId: string;
}

/** What is so of an ENI in an answer that nobody changed. */
export interface Truth {
  readonly phase: EniPhase;
  readonly instanceId: string | undefined;
}

const secretOf = (vendor: VendorCase): Credentials => {
  const [keyId = "", secret = ""] = Object.values(vendor.environment);
  return { keyId, secret };
};

export async function collectSamples(): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const one of vendorCases) {
    for (const [index, face] of (one.faces.fuzzed ?? [{}]).entries())
      samples.push(...(await samplesOf(one, face, `shape ${index}`)));
  }
  return samples;
}

async function samplesOf(one: VendorCase, face: FaceSettings, shape: string): Promise<Sample[]> {
  const vendor = await vendorNamed(one.vendor)?.load();
  if (!vendor) throw new Error(`no vendor ${one.vendor}`);
  const cloud = new InProcess({ world: { ...one.world(), faces: { [one.vendor]: face } } });
  const region = one.region ?? "global";
  const api = vendor.api(vendor.origin(region), region);
  const samples: Sample[] = [];
  let count = 0;
  const ask = async (what: string, about: About, call: ApiCall, ids: readonly string[] = []): Promise<unknown> => {
    const nonce = `nonce-${(count += 1)}`;
    const request = api.sign(call, { credentials: secretOf(one), now: cloud.clock.now(), nonce });
    const response = await cloud.clock.until(cloud.transport(request, { timeoutMs: 30_000 }));
    const name = `${one.vendor} ${shape}: ${what}`;
    const parsed = JSON.parse(response.body) as Json;
    samples.push({ name, vendor, region, about, call, response, body: parsed, ids, instanceId: one.ids.a });
    const answer = api.answer(response, call.action);
    if (!answer || answer.ok !== (about !== "refusal")) throw new Error(`${name}: ${response.body}`);
    return answer.ok ? answer.body : undefined;
  };
  const enis = (what: string, ids: readonly string[]) => ask(what, "enis", vendor.enis.byIds(ids, region), ids);
  const { ids } = one;
  const several = one.batches ? [ids.eni, ids.eni2, ids.primary] : [ids.eni];
  const args = { ...leastInputs(one), networkInterfaceId: ids.eni, instanceId: ids.a, vendor: one.vendor };
  await enis("a free ENI", [ids.eni]);
  const body = await ask("attach", "order", vendor.attach(args, region, "token-1"));
  await enis("an ENI on its way", [ids.eni]);
  const task = vendor.task?.idOf(body);
  if (vendor.task && task !== undefined) await ask("a task at work", "task", vendor.task.call(task, region));
  await ask("busy", "refusal", vendor.attach({ ...args, instanceId: ids.b }, region, "token-2"));
  await cloud.clock.advance(10_000);
  await enis("an ENI that is attached", [ids.eni]);
  if (one.batches) await enis("several ENIs", several);
  if (vendor.task && task !== undefined) await ask("a task that is done", "task", vendor.task.call(task, region));
  const question = vendor.instances.byIds([ids.a], region);
  const [observed] = vendor.instances.read(await ask("an instance", "instance", question), question).items;
  const limit = observed && vendor.typeLimits?.call(observed, region);
  if (limit) await ask("an instance type", "limit", limit);
  await ask("detach", "order", vendor.detach(args, ids.a, region, "token-3"));
  await enis("an ENI that leaves", [ids.eni]);
  return samples;
}
