// Reads an answer as the client does: the vendor's envelope, then its reader, or what its refusal means.
import type { Answer } from "../../provider/http/api.ts";
import type { Interpretation } from "../../provider/http/meaning.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import type { ObservedEni, ObservedInstance, Page, Vendor } from "../../provider/vendors/vendor.ts";

const vendors = new Map((await allVendors()).map((vendor) => [vendor.name, vendor]));
const region = "ap-guangzhou";

export interface Told {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: a question about ENIs. */
  readonly action?: string;
}

function vendorOf(name: string): Vendor {
  const vendor = vendors.get(name);
  if (!vendor) throw new Error(`no vendor ${name}`);
  return vendor;
}

/** @param body a text is sent as it is, anything else as JSON. */
export function answerOf(name: string, body: unknown, told: Told = {}): Answer | undefined {
  const { status = 200, headers = {}, action = "DescribeNetworkInterfaces" } = told;
  const { api, origin } = vendorOf(name);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return api(origin(region), region).answer({ status, headers, body: text }, action);
}

function successOf(name: string, body: unknown, told?: Told): unknown {
  const answer = answerOf(name, body, told);
  if (!answer?.ok) throw new Error(`not a success: ${JSON.stringify(answer)}`);
  return answer.body;
}

/** @param id of the one ENI that is asked for; undefined for a page of all. */
export function enisOf(name: string, body: unknown, id?: string): Page<ObservedEni> {
  const { enis } = vendorOf(name);
  return enis.read(successOf(name, body), id === undefined ? enis.page(region) : enis.byIds([id], region));
}

export function instancesOf(name: string, body: unknown, id: string): Page<ObservedInstance> {
  const { instances } = vendorOf(name);
  return instances.read(successOf(name, body, { action: "DescribeInstances" }), instances.byIds([id], region));
}

export function taskIdOf(name: string, body: unknown): string | undefined {
  return vendorOf(name).task?.idOf(successOf(name, body, { action: "AttachNetworkInterface" }));
}

/** What a refusal means; undefined if the answer is nobody's. @throws if it is a success. */
export function meaningOf(name: string, body: unknown, told: Told = {}): Interpretation | undefined {
  const { status = 200, action = "DetachNetworkInterface" } = told;
  const answer = answerOf(name, body, { ...told, action });
  if (!answer) return undefined;
  if (answer.ok) throw new Error("a success");
  const { api, origin } = vendorOf(name);
  return api(origin(region), region).interpret(answer.code, action, status, answer.message);
}
