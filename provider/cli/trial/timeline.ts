// What a trial saw of the ENI, in its order: accepted calls, observations, and the ends of tasks.
import { z } from "zod";
import type { Api, ApiCall } from "../../http/api.ts";
import { UnreadableAnswer } from "../../http/no-answer.ts";
import type { EniPhase, Vendor } from "../../vendors/vendor.ts";
import { readAnswer } from "../../watch/read-answer.ts";
import type { Exchange } from "./tap.ts";
import type { WireCall } from "./wire-call.ts";

export type Sight =
  /** An attach or detach was accepted. */
  | { readonly is: "call"; readonly leg: "attach" | "detach"; readonly at: number }
  /** `phase` is undefined if the list does not have the ENI. */
  | { readonly is: "seen"; readonly phase: EniPhase | undefined; readonly names: boolean; readonly at: number }
  | { readonly is: "task"; readonly status: "running" | "succeeded" | "failed"; readonly at: number };

export function timeline(vendor: Vendor, api: Api, eni: string, exchanges: readonly Exchange[]): Sight[] {
  return exchanges
    .flatMap((exchange): Sight[] => {
      const answer = exchange.response && api.answer(exchange.response, exchange.call.action);
      if (!answer) return [];
      return answer.ok ? sightOf(vendor, eni, exchange, answer.body) : refusal(vendor, api, eni, exchange, answer);
    })
    .sort((a, b) => a.at - b.at);
}

/** Some vendors refuse a question about an ENI that their list does not have. */
function refusal(
  vendor: Vendor,
  api: Api,
  eni: string,
  { call, at, took, response }: Exchange,
  { code, message }: { readonly code: string; readonly message: string },
): Sight[] {
  const { meaning } = api.interpret(code, call.action, response?.status ?? 0, message);
  if (!isAbout(vendor, eni, call) || meaning !== "goneEni") return [];
  return [{ is: "seen", phase: undefined, names: false, at: at + took }];
}

function isAbout(vendor: Vendor, eni: string, { action, parameters }: WireCall): boolean {
  return action === vendor.enis.page("").action && JSON.stringify(parameters).includes(JSON.stringify(eni));
}

function sightOf(vendor: Vendor, eni: string, { call, at, took }: Exchange, body: unknown): Sight[] {
  const answered = at + took;
  if (call.action.startsWith("Attach")) return [{ is: "call", leg: "attach", at: answered }];
  if (call.action.startsWith("Detach")) return [{ is: "call", leg: "detach", at: answered }];
  const asked: ApiCall = { ...call, mutates: false };
  try {
    if (isAbout(vendor, eni, call)) {
      const { items, unread } = readAnswer(call.action, () => vendor.enis.read(body, asked));
      const item = items.find(({ networkInterfaceId }) => networkInterfaceId === eni);
      if (!item && unread !== undefined) return [];
      return [{ is: "seen", phase: item?.phase, names: item?.instanceId !== undefined, at: answered }];
    }
    if (vendor.task && call.action === vendor.task.call("", "").action)
      return [{ is: "task", status: vendor.task.read(body).status, at: answered }];
    return [];
  } catch (error) {
    // An answer that cannot be read is told by the table of fields.
    if (error instanceof UnreadableAnswer || error instanceof z.ZodError) return [];
    throw error;
  }
}
