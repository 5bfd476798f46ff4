// Reads an answer as the client does, and says whether what was read is sound.
import { LostReply } from "../../provider/http/no-answer.ts";
import type { Meaning } from "../../provider/http/meaning.ts";
import type { HttpResponse } from "../../provider/http/transport.ts";
import type { ObservedEni, Page } from "../../provider/vendors/vendor.ts";
import { readAnswer } from "../../provider/watch/read-answer.ts";
import type { Sample, Truth } from "./samples.ts";

/** What becomes of an answer. */
export type Outcome =
  | { readonly is: "lost" }
  | { readonly is: "refused"; readonly code: string; readonly meaning: Meaning }
  | { readonly is: "read"; readonly value: unknown };

export function readingOf(sample: Sample, response: HttpResponse): Outcome {
  const { vendor, region, call } = sample;
  const api = vendor.api(vendor.origin(region), region);
  const answer = api.answer(response, call.action);
  if (!answer) return { is: "lost" };
  if (!answer.ok)
    return {
      is: "refused",
      code: answer.code,
      meaning: api.interpret(answer.code, call.action, response.status, answer.message).meaning,
    };
  if (response.status >= 300) throw new Error(`HTTP ${response.status} was taken for a success`);
  try {
    return { is: "read", value: readAnswer(call.action, () => bodyOf(sample, answer.body)) };
  } catch (error) {
    // Anything else is a crash.
    if (error instanceof LostReply) return { is: "lost" };
    throw error;
  }
}

function bodyOf({ vendor, about, call }: Sample, body: unknown): unknown {
  switch (about) {
    case "enis":
      return vendor.enis.read(body, call);
    case "instance":
      return vendor.instances.read(body, call).items;
    case "task":
      return vendor.task?.read(body);
    case "limit":
      return vendor.typeLimits?.read(body);
    case "order":
    case "refusal":
      return vendor.task?.idOf(body);
  }
}

/** What an answer says of an ENI; `unclear` when it says nothing that can be relied on. */
export function saidOf(
  { items, unread }: Page<ObservedEni>,
  id: string,
  asked: readonly string[],
): Truth | "gone" | "unclear" {
  const eni = items.findLast((one) => one.networkInterfaceId === id);
  if (eni) return { phase: eni.phase, instanceId: eni.instanceId };
  return unread !== undefined || items.some((one) => !asked.includes(one.networkInterfaceId)) ? "unclear" : "gone";
}

/** What is wrong with the types of what was read; empty when nothing. */
export function flawsOf(eni: ObservedEni): string[] {
  const flaws: string[] = [];
  const phases = ["detached", "attaching", "attached", "detaching", "pending", "deleting", "unknown"];
  if (!phases.includes(eni.phase)) flaws.push(`phase ${String(eni.phase)}`);
  for (const name of ["networkInterfaceId", "vendorState", "macAddress"] as const)
    if (typeof eni[name] !== "string" || eni[name].length > 100_001) flaws.push(name);
  for (const name of ["instanceId", "zone", "vpc", "attachedAt"] as const)
    if (eni[name] !== undefined && (typeof eni[name] !== "string" || eni[name] === "")) flaws.push(name);
  for (const name of ["primary", "serviceManaged"] as const) if (typeof eni[name] !== "boolean") flaws.push(name);
  for (const name of ["privateIpAddresses", "publicIpAddresses"] as const)
    if (!Array.isArray(eni[name]) || eni[name].some((one) => typeof one !== "string" || one === "")) flaws.push(name);
  if (JSON.stringify(eni).length > 5_000_000) flaws.push("size");
  return flaws;
}
